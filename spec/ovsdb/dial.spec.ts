import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import t from 'tap'
import type { Transport, WebSocketConstructor } from '../../lib/jsonrpc/index.js'
import { listenSocket } from '../../lib/jsonrpc/node/index.js'
import { prepareDial } from '../../lib/ovsdb/dial.js'
import type { TlsSource } from '../../lib/ovsdb/dialler.js'
import { parseEndpoint } from '../../lib/ovsdb/endpoint.js'
import { eventually } from '../support/eventually.js'
import { FakeWebSocket, startFakeWebSocketServer } from '../support/fake-web-socket.js'
import { freePort } from '../support/free-port.js'
import { tempDir } from '../support/temp-dir.js'

const NEVER = new AbortController().signal

/** Echoes what it hears. */
function echo(transport: Transport): void {
  const decoder = new TextDecoder()
  transport.start({ data: (chunk) => transport.send(decoder.decode(chunk)), closed: () => {} })
}

async function hears(remote: string, text: string): Promise<{ name: string; heard: string }> {
  const transport = await prepareDial(parseEndpoint(remote), {})(NEVER)
  const heard = await new Promise<string>((resolve) => {
    transport.start({ data: (chunk) => resolve(new TextDecoder().decode(chunk)), closed: () => {} })
    transport.send(text)
  })
  transport.close()
  return { name: transport.name, heard }
}

for (const [host, inRemote] of [
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '[::1]'],
] as const) {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address))
  t.test(`TCP to ${host}`, { skip: !addresses.includes(host) && `no interface has ${host}` }, async (t) => {
    const server = await listenSocket({ host, port: 0 }, echo)
    t.teardown(() => server.close())
    const remote = `tcp:${inRemote}:${(server.address() as AddressInfo).port}`
    t.strictSame(await hears(remote, 'hello'), { name: remote, heard: 'hello' })
  })
}

t.test('a Unix socket', async (t) => {
  const path = `${tempDir(t)}/socket`
  const server = await listenSocket({ path }, echo)
  t.teardown(() => server.close())
  t.strictSame(await hears(`unix:${path}`, 'hello'), { name: `unix:${path}`, heard: 'hello' })
})

t.test('a WebSocket, of the class that is given', async (t) => {
  const server = startFakeWebSocketServer(t)
  for (const name of [server.url, server.url.replace('ws:', 'wss:')]) {
    const { url } = server
    const WebSocket = class extends (FakeWebSocket as new (url: string) => object) {
      constructor(given: string) {
        t.equal(given, name)
        super(url)
      }
    } as WebSocketConstructor
    const transport = await prepareDial(parseEndpoint(name), { WebSocket })(NEVER)
    t.equal(transport.name, name)
    const { received } = await server.client()
    transport.send(name)
    await eventually(() => received() === name)
    transport.destroy()
  }
})

t.test('a WebSocket, by default of ws', async (t) => {
  const port = await freePort()
  await t.rejects(prepareDial(parseEndpoint(`ws://127.0.0.1:${port}`), {})(NEVER), { code: 'ECONNREFUSED' })
})

t.test('certificates that are none', async (t) => {
  const endpoint = parseEndpoint('ssl:127.0.0.1:1')
  const secret = 'a private key'
  const refusal = (got: string) => ({
    name: 'InvalidOptionError',
    message: `tls: expected certificates, or a function that returns them, got ${got}`,
  })
  const asFunction = (tls: unknown) => prepareDial(endpoint, { tls: (() => tls) as unknown as TlsSource })(NEVER)
  await t.rejects(asFunction(Promise.resolve({})), refusal('a promise'))
  await t.rejects(asFunction(undefined), refusal('undefined'))
  await t.rejects(asFunction(secret), refusal('string'))
  t.throws(() => prepareDial(endpoint, { tls: null as unknown as TlsSource }), refusal('null'))
  t.throws(() => prepareDial(endpoint, { tls: Promise.resolve({}) as unknown as TlsSource }), refusal('a promise'))
})

t.test("nobody there: the system's error", async (t) => {
  const path = `${tempDir(t)}/none`
  await t.rejects(prepareDial(parseEndpoint(`unix:${path}`), {})(NEVER), { code: 'ENOENT' })
})

t.test("given up: the signal's reason", async (t) => {
  const path = `${tempDir(t)}/socket`
  const server = await listenSocket({ path }, (transport) => transport.destroy())
  t.teardown(() => server.close())
  const reason = new Error('enough')
  await t.rejects(prepareDial(parseEndpoint(`unix:${path}`), {})(AbortSignal.abort(reason)), reason)
  const controller = new AbortController()
  const dialling = prepareDial(parseEndpoint(`unix:${path}`), {})(controller.signal)
  controller.abort(reason)
  await t.rejects(dialling, reason)
})
