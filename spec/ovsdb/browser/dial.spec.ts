import t from 'tap'
import type { WebSocketConstructor } from '../../../lib/jsonrpc/index.js'
import { prepareDial } from '../../../lib/ovsdb/browser/dial.js'
import { parseEndpoint } from '../../../lib/ovsdb/endpoint.js'
import { FakeWebSocket, startFakeWebSocketServer } from '../../support/fake-web-socket.js'

const NEVER = new AbortController().signal
const globals = globalThis as { WebSocket?: WebSocketConstructor | undefined }

t.test('by the class that is given, or by the global one', async (t) => {
  const server = startFakeWebSocketServer(t)
  const { WebSocket } = globals
  t.teardown(() => Object.assign(globals, { WebSocket }))
  globals.WebSocket = class {
    constructor() {
      throw new Error('the global one')
    }
  } as unknown as WebSocketConstructor
  const transport = await prepareDial(parseEndpoint(server.url), { WebSocket: FakeWebSocket })(NEVER)
  t.equal(transport.name, server.url)
  transport.destroy()
  await t.rejects(prepareDial(parseEndpoint(server.url), {})(NEVER), new Error('the global one'))
})

t.test('what a browser cannot do', async (t) => {
  for (const remote of ['tcp:h', 'ssl:h', 'unix:/s']) {
    t.throws(() => prepareDial(parseEndpoint(remote), { WebSocket: FakeWebSocket }), {
      name: 'InvalidRemoteError',
      message: `expected ws://… or wss://…, all that a browser can connect to, got "${remote}"`,
    })
  }
  t.throws(() => prepareDial(parseEndpoint('wss://h'), { WebSocket: FakeWebSocket, tls: { caCertificate: '' } }), {
    ...{ code: 'INVALID_OPTION', message: /^tls: / },
  })
  const { WebSocket } = globals
  t.teardown(() => Object.assign(globals, { WebSocket }))
  globals.WebSocket = undefined
  t.throws(() => prepareDial(parseEndpoint('wss://h'), {}), { code: 'INVALID_OPTION', message: /^WebSocket: / })
})
