import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { type WebSocket, WebSocketServer } from 'ws'
import { TlsError } from '../../../lib/jsonrpc/errors.js'
import { resolveTlsOptions } from '../../../lib/jsonrpc/node/resolve-tls-options.js'
import { dialNodeWebSocket } from '../../../lib/jsonrpc/node/web-socket.js'
import { MAX_HELD_BYTES } from '../../../lib/jsonrpc/web-socket-transport.js'
import { type Authority, createAuthority, type Identity, tlsOptions } from '../../support/certificates.js'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import { missing } from '../../support/which.js'

const NEVER = new AbortController().signal

/** A server that echoes what it hears. */
async function startEcho(t: Test, serve?: (socket: WebSocket) => void) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/ovsdb' })
  await once(server, 'listening')
  end(t, server)
  server.on('connection', serve ?? echo)
  return (server.address() as AddressInfo).port
}

async function startTlsEcho(t: Test, authority: Authority, { privateKey, certificate }: Identity, requestCert = false) {
  const https = createServer({
    key: readFileSync(privateKey),
    cert: readFileSync(certificate),
    ca: readFileSync(authority.certificate),
    requestCert,
    rejectUnauthorized: requestCert,
  }).listen(0, '127.0.0.1')
  await once(https, 'listening')
  t.teardown(() => https.close())
  const server = new WebSocketServer({ server: https })
  end(t, server)
  server.on('connection', echo)
  return (https.address() as AddressInfo).port
}

function echo(socket: WebSocket): void {
  socket.on('message', (data) => socket.send(data))
}

function end(t: Test, server: WebSocketServer): void {
  t.teardown(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
}

async function heard(url: string, tls?: Parameters<typeof dialNodeWebSocket>[1]): Promise<string> {
  const transport = await dialNodeWebSocket(url, tls, 'name', NEVER)
  const text = await new Promise<string>((resolve) => {
    transport.start({ data: (chunk) => resolve(new TextDecoder().decode(chunk)), closed: () => resolve('closed') })
    transport.send('hello')
  })
  transport.close()
  return text
}

t.test('a server in the plain', async (t) => {
  const port = await startEcho(t)
  t.equal(await heard(`ws://127.0.0.1:${port}/ovsdb`), 'hello')
  await t.rejects(heard(`ws://127.0.0.1:${port}/other`), { message: 'Unexpected server response: 400' })
  await t.rejects(heard(`ws://127.0.0.1:${await freePort()}/`), { code: 'ECONNREFUSED' })
})

t.test('given up while it opens', async (t) => {
  const port = await startEcho(t)
  const controller = new AbortController()
  const reason = new Error('enough')
  const dialled = dialNodeWebSocket(`ws://127.0.0.1:${port}/ovsdb`, undefined, 'name', controller.signal)
  setImmediate(() => controller.abort(reason))
  await t.rejects(dialled, reason)
})

t.test('paused, it holds the peer back instead of holding what it sends', async (t) => {
  const size = 1024 * 1024
  const count = (2 * MAX_HELD_BYTES) / size
  let sent = 0
  let serving = false
  const port = await startEcho(t, (socket) => {
    const chunk = Buffer.alloc(size)
    for (let i = 0; i < count; i++) socket.send(chunk, () => (sent += size))
    serving = true
  })
  const transport = await dialNodeWebSocket(`ws://127.0.0.1:${port}/ovsdb`, undefined, 'name', NEVER)
  transport.pause()
  let received = 0
  const complete = new Promise<Error | undefined>((resolve) => {
    transport.start({
      data: (chunk) => {
        received += chunk.length
        if (received === count * size) transport.close()
      },
      closed: resolve,
    })
  })
  await eventually(() => serving)
  const seen: number[] = []
  await eventually(() => seen.push(sent) >= 5 && seen.slice(-5).every((bytes) => bytes === sent))
  t.ok(sent < MAX_HELD_BYTES, 'the peer is held back')
  transport.resume()
  t.equal(await complete, undefined)
  t.equal(received, count * size)
})

t.test('over TLS', { skip: missing('openssl') }, async (t) => {
  const [authority, other] = await Promise.all([createAuthority(t), createAuthority(t)])
  const server = await authority.issue({ names: 'DNS:relay.example,IP:127.0.0.1' })
  const port = await startTlsEcho(t, authority, server)
  const url = `wss://127.0.0.1:${port}/`
  const tls = tlsOptions(authority)
  t.equal(await heard(url, resolveTlsOptions(tls)), 'hello')
  t.equal(await heard(url, resolveTlsOptions({ ...tls, servername: 'relay.example' })), 'hello')
  await t.rejects(heard(url, resolveTlsOptions({ ...tls, servername: 'other.example' })), {
    ...{ code: 'TLS', message: /made out to another name/ },
  })
  await t.rejects(heard(url, resolveTlsOptions(tlsOptions(other))), TlsError)
  await t.rejects(heard(url), { code: 'TLS', message: /where none was, those of Node\.js$/ })
  await t.rejects(heard(`wss://127.0.0.1:${await startEcho(t)}/`), { message: /does not speak TLS/ })

  const nameless = await startTlsEcho(t, authority, await authority.issue())
  await t.rejects(heard(`wss://127.0.0.1:${nameless}/`, resolveTlsOptions(tls)), { message: /another name/ })
})

t.test('over TLS, with a client certificate', { skip: missing('openssl') }, async (t) => {
  const authority = await createAuthority(t)
  const [server, client] = await Promise.all([authority.issue({ names: 'IP:127.0.0.1' }), authority.issue()])
  const url = `wss://127.0.0.1:${await startTlsEcho(t, authority, server, true)}/`
  t.equal(await heard(url, resolveTlsOptions(tlsOptions(authority, client))), 'hello')
  await t.rejects(heard(url, resolveTlsOptions(tlsOptions(authority))), TlsError)
})
