import t from 'tap'
import { LeaderNotFoundError } from '../../../lib/contiv/errors.js'
import { ConsulLeader } from '../../../lib/contiv/leader/consul-leader.js'
import { type Answer, AnsweringServer } from '../../support/answering-server.js'

const PATH = '/v1/kv/contiv.io/lock/netmaster/leader'

function entry(value: string, session?: string): readonly object[] {
  const Value = Buffer.from(value).toString('base64')
  return [{ Key: PATH.slice(7), Flags: 0, Value, ...(session === undefined ? {} : { Session: session }) }]
}

t.test('the leader is the value a session holds', async (t) => {
  const server = new AnsweringServer(() => ({ status: 404 }))
  await server.up()
  t.teardown(() => server.close())
  const leader = new ConsulLeader([new URL(server.url)])
  server.answer(PATH, { body: entry('10.0.0.1:9999', 'adf4238a') })
  t.equal((await leader.resolve()).href, 'http://10.0.0.1:9999/')

  const none: readonly [string, Answer][] = [
    ['no key', { status: 404 }],
    ['nobody holds it', { body: entry('10.0.0.1:9999') }],
    ['released', { body: entry('10.0.0.1:9999', '') }],
    ['no value', { body: [{ Value: null, Session: 'adf4238a' }] }],
  ]
  for (const [name, answer] of none) {
    server.answer(PATH, answer)
    await t.rejects(leader.resolve(), LeaderNotFoundError, name)
  }

  server.answer(PATH, { body: entry('nonsense', 'adf4238a') })
  await t.rejects(leader.resolve(), {
    code: 'BAD_PAYLOAD',
    message: /\[0\]\.Value: expected host:port, got "nonsense"/,
  })
  server.answer(PATH, { body: {} })
  await t.rejects(leader.resolve(), { code: 'BAD_PAYLOAD', message: /expected array, got object/ })
  server.answer(PATH, { status: 500, body: 'No cluster leader' })
  await t.rejects(leader.resolve(), { code: 'HTTP_STATUS', message: /got 500: No cluster leader/ })
})

t.test('asks for a consistent answer', async (t) => {
  const queries: unknown[] = []
  const server = new AnsweringServer(() => ({ status: 404 }))
  await server.up()
  t.teardown(() => server.close())
  server.answer(PATH, ({ url }) => {
    queries.push(url?.split('?')[1])
    return { body: entry('10.0.0.1:9999', 'adf4238a') }
  })
  await new ConsulLeader([new URL(server.url)]).resolve()
  t.same(queries, ['consistent'])
})
