import { getEventListeners } from 'node:events'
import t from 'tap'
import { operations } from '../../../lib/ovsdb/index.js'
import { listen } from '../../../lib/ovsdb/listen/listen.js'
import { connectTest, startTestServer } from '../../support/test-client.js'
import { missing } from '../../support/which.js'

const { wait } = operations()

t.test('one signal for all that a program does', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const warnings: Error[] = []
  const onWarning = (warning: Error) => warnings.push(warning)
  process.on('warning', onWarning)
  t.teardown(() => process.off('warning', onWarning))
  const { server, client } = await startTestServer(t, ['a'])
  const rival = await connectTest(t, server.remote)
  const controller = new AbortController()
  const { signal } = controller
  const listeners = () => getEventListeners(signal, 'abort').length
  const times = Array.from({ length: 12 }, (_, n) => `l${n}`)
  const name = ['name'] as const

  await Promise.all(times.map(() => client.select('Item', { columns: name, signal })))
  const replicas = await Promise.all(times.map(() => client.replicate({ Item: name }, { signal })))
  const locks = await Promise.all(times.map((lock) => client.lock(lock, { signal })))
  t.equal(listeners(), 0, 'all calls are over')

  await using listener = await listen('ptcp:0:127.0.0.1', { database: 'Test', signal })
  const never = { where: [], columns: name, until: '==', rows: [{ name: 'never' }] } as const
  const waiting = [
    ...times.map(() => client.transact([wait('Item', never)], { signal, timeout: 0 })),
    ...times.map((lock) => rival.lock(lock, { signal })),
    ...replicas.map((replica) => replica.changes({ signal }).next()),
    ...times.map(async () => {
      const statuses = client.statuses({ signal })
      await statuses.next()
      return statuses.next()
    }),
    ...times.map(() => listener.clients({ signal }).next()),
  ]
  await client.listDatabases()
  t.equal(listeners(), 1)
  controller.abort(new Error('enough'))
  for (const one of await Promise.allSettled(waiting)) {
    if (one.status === 'rejected') t.match(one.reason, { message: 'enough' })
    else t.match(one.value, { status: 'unknown', cause: { message: 'enough' } })
  }
  t.equal(listeners(), 0)
  t.equal(locks.filter(({ state }) => state.state === 'held').length, times.length)
  t.strictSame(warnings, [])
})
