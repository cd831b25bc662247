import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, createServer, get, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createTlsServer, get as getTls, Agent as TlsAgent } from 'node:https'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect as connectTls } from 'node:tls'
import t, { type Test } from 'tap'
import { GracefulServer } from '../../../lib/exporter/http/graceful-server.js'
import { createAuthority } from '../../support/certificates.js'
import { missing } from '../../support/which.js'

/** Far beyond what a spec may take: whoever waits for it has failed. */
const FOR_EVER = 1_000_000

const TIMEOUTS = { keepAliveTimeout: FOR_EVER, headersTimeout: 0, requestTimeout: 0 }

async function start(t: Test, handler: RequestListener) {
  const http = createServer(TIMEOUTS, handler)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const server = new GracefulServer(http)
  t.teardown(() => server.stop(0))
  return { http, server, url: `http://127.0.0.1:${server.address.port}/` }
}

async function startTls(t: Test, handler: RequestListener) {
  const authority = await createAuthority(t)
  const { privateKey, certificate } = await authority.issue({ names: 'IP:127.0.0.1' })
  const https = createTlsServer(
    { ...TIMEOUTS, key: readFileSync(privateKey), cert: readFileSync(certificate) },
    handler,
  )
  https.listen(0, '127.0.0.1')
  await once(https, 'listening')
  const server = new GracefulServer(https)
  const agent = new TlsAgent({ keepAlive: true, ca: readFileSync(authority.certificate) })
  t.teardown(() => agent.destroy())
  t.teardown(() => server.stop(0))
  return { server, url: `https://127.0.0.1:${server.address.port}/`, agent }
}

async function ask(url: string, agent?: Agent): Promise<IncomingMessage> {
  const [response] = await once((agent instanceof TlsAgent ? getTls : get)(url, { agent: agent ?? false }), 'response')
  return response
}

async function dial(t: Test, server: GracefulServer): Promise<Socket> {
  const socket = connect(server.address.port, '127.0.0.1')
  socket.on('error', () => {})
  t.teardown(() => socket.destroy())
  await once(socket, 'connect')
  return socket
}

/** A handler that tells of each request and answers when it is let. */
function gate() {
  const waiting: (() => void)[] = []
  let arrived = () => {}
  const handler: RequestListener = (_, response) => {
    waiting.push(() => response.end('done'))
    arrived()
  }
  return {
    handler,
    arrival: () => new Promise<void>((resolve) => (arrived = resolve)),
    /** Lets the oldest request that waits be answered. */
    open: () => waiting.shift()?.(),
  }
}

t.test('the address it listens on', async (t) => {
  const { server } = await start(t, (_, response) => response.end())
  t.match(server.address, { address: '127.0.0.1', family: 'IPv4', port: Number })
})

t.test('without a connection it ends at once, also when told twice', async (t) => {
  const { http, server } = await start(t, (_, response) => response.end())
  await Promise.all([server.stop(FOR_EVER), server.stop(FOR_EVER)])
  await server.stop(FOR_EVER)
  t.notOk(http.listening)
})

t.test('a connection on which nothing was asked yet does not hold it up', async (t) => {
  const { http, server } = await start(t, (_, response) => response.end())
  const accepted = once(http, 'connection')
  const silent = await dial(t, server)
  const half = await dial(t, server)
  half.write('GET / HTTP/1.1\r\nHost: a\r\n')
  await accepted
  const closed = Promise.all([silent, half].map((socket) => new Promise((resolve) => socket.once('close', resolve))))
  await server.stop(FOR_EVER)
  await closed
})

t.test('nor does one kept alive after its answer', async (t) => {
  const { server, url } = await start(t, (_, response) => response.end('hello'))
  const agent = new Agent({ keepAlive: true })
  t.teardown(() => agent.destroy())
  const response = await ask(url, agent)
  t.equal(await text(response), 'hello')
  t.equal(response.headers.connection, 'keep-alive')
  await server.stop(FOR_EVER)
})

t.test('a request under way is answered, and then its connection is closed', async (t) => {
  const { handler, arrival, open } = gate()
  const { server, url } = await start(t, handler)
  const agent = new Agent({ keepAlive: true })
  t.teardown(() => agent.destroy())
  const arrived = arrival()
  const response = ask(url, agent)
  await arrived
  let stopped = false
  const stop = server.stop(FOR_EVER).then(() => {
    stopped = true
  })
  await t.rejects(ask(url), { code: 'ECONNREFUSED' }, 'nothing new is accepted')
  t.notOk(stopped)
  open()
  t.equal((await response).headers.connection, 'close', 'the client is told')
  t.equal(await text(await response), 'done')
  await stop
})

t.test('an answer that has begun is finished', async (t) => {
  let finish = () => {}
  const { server, url } = await start(t, (_, response) => {
    response.write('one ')
    finish = () => response.end('two')
  })
  const agent = new Agent({ keepAlive: true })
  t.teardown(() => agent.destroy())
  const response = await ask(url, agent)
  t.equal(response.headers.connection, 'keep-alive')
  const stop = server.stop(FOR_EVER)
  finish()
  t.equal(await text(response), 'one two')
  await stop
})

t.test('of requests sent one after the other on one connection each is answered', async (t) => {
  const { handler, arrival, open } = gate()
  const { server } = await start(t, handler)
  const socket = await dial(t, server)
  const request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
  for (let i = 0; i < 2; i++) {
    const arrived = arrival()
    socket.write(request)
    await arrived
  }
  const stop = server.stop(FOR_EVER)
  for (const answer of ['first', 'second']) {
    open()
    const [data] = await once(socket, 'data')
    t.match(String(data), /done$/, answer)
  }
  await stop
})

t.test('what takes longer than the grace is cut off', async (t) => {
  const { handler, arrival } = gate()
  const { server, url } = await start(t, handler)
  const arrived = arrival()
  const response = ask(url)
  const cut = t.rejects(response, { code: 'ECONNRESET' })
  await arrived
  await server.stop(1)
  await cut
})

const skip = missing('openssl')

t.test('over TLS: a request under way is answered, whoever is silent is cut off', { skip }, async (t) => {
  const { handler, arrival, open } = gate()
  const { server, url, agent } = await startTls(t, handler)
  const arrived = arrival()
  const response = ask(url, agent)
  await arrived
  const before = await dial(t, server)
  const through = connectTls({ port: server.address.port, host: '127.0.0.1', rejectUnauthorized: false })
  through.on('error', () => {})
  await once(through, 'secureConnect')
  const closed = Promise.all([before, through].map((socket) => new Promise((resolve) => socket.once('close', resolve))))
  let stopped = false
  const stop = server.stop(FOR_EVER).then(() => {
    stopped = true
  })
  await closed
  t.notOk(stopped, 'before its handshake, or after')
  open()
  t.equal((await response).headers.connection, 'close')
  t.equal(await text(await response), 'done')
  await stop
})

t.test('over TLS: one kept alive after its answer does not hold it up', { skip }, async (t) => {
  const { server, url, agent } = await startTls(t, (_, response) => response.end('hello'))
  t.equal(await text(await ask(url, agent)), 'hello')
  await server.stop(FOR_EVER)
})

t.test('over TLS: an answer that has begun is finished', { skip }, async (t) => {
  let finish = () => {}
  const long = 'x'.repeat(4_000_000)
  const { server, url, agent } = await startTls(t, (_, response) => {
    response.write('begin ')
    finish = () => response.end(long)
  })
  const response = await ask(url, agent)
  const stop = server.stop(FOR_EVER)
  finish()
  t.ok((await text(response)) === `begin ${long}`)
  await stop
})
