import t from 'tap'
import { Server } from '../../lib/cli/server.js'
import { freePort } from '../support/free-port.js'
import { handshake, silence, startScriptedServer } from '../support/scripted-server.js'

const options = { leaderOnly: true, signal: new AbortController().signal }

t.test('the first that answers is asked for its databases', async (t) => {
  const { remote, peers } = await startScriptedServer(t, handshake())
  const nobody = `tcp:127.0.0.1:${await freePort()}`
  t.strictSame(await new Server(`${nobody},${remote}`, options).databases(), ['Scripted'])
  await peers[0]?.session.closed
  await t.rejects(new Server(nobody, options).databases(), { name: 'ConnectError', message: /ECONNREFUSED/ })
  await t.rejects(new Server('nonsense', options).databases(), { name: 'InvalidRemoteError' })
})

t.test('a database, by a client and by the wire', async (t) => {
  const { remote } = await startScriptedServer(t, handshake())
  await using connected = await new Server(remote, options).connect('Scripted')
  t.equal(connected.client.schema.name, 'Scripted')
  t.strictSame(await connected.wire.request('list_dbs', []), ['Scripted'])
})

t.test('given up, with the reason', async (t) => {
  const { remote } = await startScriptedServer(t, () => silence())
  const reason = new Error('enough')
  for (const ask of [(server: Server) => server.databases(), (server: Server) => server.connect('D')]) {
    const controller = new AbortController()
    const asked = ask(new Server(remote, { ...options, signal: controller.signal }))
    setImmediate(() => controller.abort(reason))
    t.equal(await asked.catch((error: unknown) => error), reason)
  }
})
