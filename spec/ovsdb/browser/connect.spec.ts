import t from 'tap'
import { Session, type Transport } from '../../../lib/jsonrpc/index.js'
import { connect, createClient, openClient } from '../../../lib/ovsdb/browser/connect.js'
import { eventually } from '../../support/eventually.js'
import { type FakeClient, FakeWebSocket, startFakeWebSocketServer } from '../../support/fake-web-socket.js'
import { SCRIPTED_SCHEMA } from '../../support/scripted-server.js'

/** Answers one client's calls. */
function serve(client: FakeClient): Session {
  let read = 0
  const transport: Transport = {
    name: 'client',
    unsentBytes: 0,
    start: ({ data }) => {
      void (async () => {
        for (;;) {
          await eventually(() => client.received().length > read, { interval: 1 })
          const text = client.received().slice(read)
          read += text.length
          data(new TextEncoder().encode(text))
        }
      })().catch(() => {})
    },
    send: (text) => client.send(new TextEncoder().encode(text)),
    pause: () => {},
    resume: () => {},
    close: () => {},
    destroy: () => {},
  }
  return new Session(transport, { onRequest: () => SCRIPTED_SCHEMA })
}

t.test('clients that dial as a browser does', async (t) => {
  const server = startFakeWebSocketServer(t)
  const options = { database: 'Scripted', WebSocket: FakeWebSocket }
  const created = createClient(server.url, options)
  created.start()
  const opened = openClient([server.url], options)
  const connecting = connect(server.url, options)
  await eventually(() => server.clients.length === 3)
  for (const client of server.clients) serve(client)
  const connected = await connecting
  t.equal(connected.schema.name, 'Scripted')
  for (const client of [created, opened, connected]) {
    await eventually(() => client.status.state === 'connected')
    await client.close()
  }
  await t.rejects(connect('tcp:127.0.0.1', options), { name: 'InvalidRemoteError' })
})
