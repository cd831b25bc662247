import t from 'tap'
import { createClient } from '../../../lib/ovsdb/index.js'
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
