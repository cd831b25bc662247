import { queryObjects } from 'node:v8'
import t from 'tap'
import { connect, createClient } from '../../../lib/ovsdb/index.js'
import { LockClaim } from '../../../lib/ovsdb/lock/lock-claim.js'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import { handshake, startScriptedServer } from '../../support/scripted-server.js'

t.test('waits for the first connection, and through sessions that end', async (t) => {
  const scripted = handshake()
  let asked = 0
  const server = await startScriptedServer(t, (method, params, peer) => {
    if (method === 'unlock') return {}
    if (method !== 'lock') return scripted(method, params, peer)
    if (++asked < 3) peer.transport.destroy()
    return { locked: true }
  })
  const client = createClient(server.remote, { database: 'Scripted', backoff: { min: 10, max: 20 } })
  t.teardown(() => client.close())
  const opening = client.lock('l')
  client.start()
  const lock = await opening
  t.strictSame(lock.state, { state: 'held' })
  t.equal(asked, 3)
  await t.rejects(client.lock('l', { timeout: -1 }), { code: 'INVALID_OPTION' })
})

t.test('says why it was not to be had without a connection', async (t) => {
  const client = createClient(`tcp:127.0.0.1:${await freePort()}`, { database: 'Scripted' })
  t.teardown(() => client.close())
  client.start()
  await eventually(() => client.status.state === 'disconnected')
  await t.rejects(client.lock('l', { timeout: 20 }), {
    code: 'WAIT_TIMEOUT',
    message: /^expected the lock "l" within 20 ms: not connected to tcp:127\.0\.0\.1:\d+: .*ECONNREFUSED/,
    cause: { code: 'NOT_CONNECTED' },
  })
})

t.test('nothing is left on the session of locks that were given back', async (t) => {
  const scripted = handshake()
  const script = (method: string) => (method === 'lock' ? { locked: true } : {})
  const server = await startScriptedServer(t, (method, params, peer) =>
    method.endsWith('lock') ? script(method) : scripted(method, params, peer),
  )
  const client = await connect(server.remote, { database: 'Scripted' })
  t.teardown(() => client.close())
  for (let n = 0; n < 20; n++) await (await client.lock(`l${n}`)).close()
  t.ok(queryObjects(LockClaim, { format: 'count' }) < 5)
})
