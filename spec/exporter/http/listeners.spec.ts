import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import t, { type Test } from 'tap'
import type { ListenAddress } from '../../../lib/exporter/config/config.js'
import { ListenError, Listeners } from '../../../lib/exporter/http/listeners.js'
import { freePort } from '../../support/free-port.js'

const LOOPBACK: ListenAddress = { host: '127.0.0.1', port: 0 }
const HAS_IPV6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
)

async function start(t: Test, ...addresses: readonly ListenAddress[]): Promise<Listeners> {
  const listeners = await Listeners.start(addresses, (_, response) => response.end('hello'))
  t.teardown(() => listeners.stop(0))
  return listeners
}

const hello = async (url: string) => (await fetch(url)).text()

/** Whether nobody listens on that port of loopback. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(socket.destroy() === undefined))
    socket.on('error', () => resolve(true))
  })
}

t.test('on one address, on the port the system chose', async (t) => {
  const { urls } = await start(t, LOOPBACK)
  t.match(urls, [/^http:\/\/127\.0\.0\.1:[1-9]\d*$/])
  t.equal(await hello(urls[0] ?? ''), 'hello')
})

t.test('on several', async (t) => {
  const { urls } = await start(t, LOOPBACK, { host: 'localhost', port: 0 }, LOOPBACK)
  t.equal(new Set(urls).size, 3)
  for (const url of urls) t.equal(await hello(url), 'hello')
})

t.test('everywhere, by IPv6 and IPv4', async (t) => {
  const { urls } = await start(t, { host: undefined, port: 0 }, { host: '0.0.0.0', port: 0 })
  for (const url of urls) {
    t.match(url, /^http:\/\/localhost:\d+$/)
    t.equal(await hello(url), 'hello')
    t.equal(await hello(url.replace('localhost', '127.0.0.1')), 'hello')
  }
})

t.test('on an IPv6 address', { skip: !HAS_IPV6 && 'no IPv6 on this machine' }, async (t) => {
  const { urls } = await start(t, { host: '::1', port: 0 })
  t.match(urls, [/^http:\/\/\[::1\]:\d+$/])
  t.equal(await hello(urls[0] ?? ''), 'hello')
})

t.test('an address that is taken: it is named, and none is listened on', async (t) => {
  const [url = ''] = (await start(t, LOOPBACK)).urls
  const taken = Number(new URL(url).port)
  const free = await freePort()
  const failure = await start(t, { host: '127.0.0.1', port: free }, { host: '127.0.0.1', port: taken }).catch((e) => e)
  t.ok(failure instanceof ListenError)
  t.equal(failure.code, 'LISTEN')
  t.equal(failure.name, 'ListenError')
  t.equal(failure.cause.code, 'EADDRINUSE')
  t.equal(
    failure.message,
    `cannot listen on 127.0.0.1:${taken}: listen EADDRINUSE: address already in use 127.0.0.1:${taken}`,
  )
  t.ok(await isFree(free))
  t.equal(await hello(url), 'hello', 'whoever had it keeps it')
})

t.test('an address that is none of this host', async (t) => {
  await t.rejects(start(t, { host: '192.0.2.1', port: 1 }), { message: /^cannot listen on 192\.0\.2\.1:1: / })
  await t.rejects(start(t, { host: '2001:db8::1', port: 1 }), { message: /^cannot listen on \[2001:db8::1\]:1: / })
  await t.rejects(start(t, { host: 'no-such-host.invalid', port: 1 }), ListenError)
})

t.test('a port everywhere that is taken', async (t) => {
  const [url = ''] = (await start(t, { host: undefined, port: 0 })).urls
  const { port } = new URL(url)
  await t.rejects(start(t, { host: undefined, port: Number(port) }), {
    message: new RegExp(`^cannot listen on :${port}: listen EADDRINUSE`),
  })
})

t.test('a client that does not read its answer is cut off', async (t) => {
  let closed = () => {}
  const cut = new Promise<void>((resolve) => {
    closed = resolve
  })
  const listeners = await Listeners.start(
    [LOOPBACK],
    (_, response) => {
      response.once('close', closed)
      response.end(Buffer.alloc(64 * 1024 * 1024))
    },
    50,
  )
  t.teardown(() => listeners.stop(0))
  const socket = connect(Number(new URL(listeners.urls[0] ?? '').port), '127.0.0.1')
  t.teardown(() => socket.destroy())
  socket.pause()
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await cut
})

t.test('stop ends all of them', async (t) => {
  const listeners = await start(t, LOOPBACK, LOOPBACK)
  const ports = listeners.urls.map((url) => Number(new URL(url).port))
  await listeners.stop(0)
  t.strictSame(await Promise.all(ports.map(isFree)), [true, true])
})
