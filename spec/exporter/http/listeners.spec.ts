import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, get, type RequestOptions } from 'node:https'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import type { ListenAddress } from '../../../lib/exporter/config/config.js'
import { ListenError, Listeners } from '../../../lib/exporter/http/listeners.js'
import { loadWebConfig, type TlsServerConfig } from '../../../lib/exporter/http/web-config/index.js'
import { type Authority, createAuthority, type Identity } from '../../support/certificates.js'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import { writeWebConfig } from '../../support/web-config.js'
import { missing } from '../../support/which.js'

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

t.test('a connection is kept from scrape to scrape', async (t) => {
  const { urls } = await start(t, LOOPBACK)
  const response = await fetch(urls[0] ?? '')
  await response.text()
  t.equal(response.headers.get('keep-alive'), 'timeout=60')
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
    { silence: 50 },
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

const noTls = missing('openssl')

interface TlsScene {
  readonly urls: readonly string[]
  readonly refused: readonly string[]
  readonly listeners: Listeners
  /** What a client gets to see; without an identity it shows no certificate. */
  ask(identity?: Identity, options?: RequestOptions): Promise<string>
  config(content: object): TlsServerConfig
}

async function startTls(t: Test, authority: Authority, section: object): Promise<TlsScene> {
  const server = await authority.issue({ names: 'IP:127.0.0.1' })
  const pair = { cert_file: server.certificate, key_file: server.privateKey }
  const config = (content: object) => {
    const { path } = writeWebConfig(t, { tls_server_config: { ...pair, ...content } })
    return loadWebConfig(path).tls as TlsServerConfig
  }
  const refused: string[] = []
  const listeners = await Listeners.start([LOOPBACK], (_, response) => response.end('hello'), {
    tls: config(section),
    onRefused: (reason, client) => refused.push(`${client}: ${reason}`),
  })
  t.teardown(() => listeners.stop(0))
  const { urls } = listeners
  const ask = async (identity?: Identity, options: RequestOptions = {}) => {
    const own = identity && { key: readFileSync(identity.privateKey), cert: readFileSync(identity.certificate) }
    const asked = get(urls[0] ?? '', { agent: false, ca: readFileSync(authority.certificate), ...own, ...options })
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    return text(response)
  }
  return { urls, refused, listeners, ask, config }
}

t.test('over TLS', { skip: noTls }, async (t) => {
  const { urls, ask, refused } = await startTls(t, await createAuthority(t), {})
  t.match(urls, [/^https:\/\/127\.0\.0\.1:\d+$/])
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    t.equal(await ask(undefined, { minVersion: version, maxVersion: version }), 'hello', version)
  }
  await t.rejects(fetch((urls[0] ?? '').replace('https', 'http')), 'plain HTTP')
  await eventually(() => refused.length === 1)
  t.strictSame(refused, ['127.0.0.1: http request'])
})

t.test('versions, ciphers and curves', { skip: noTls }, async (t) => {
  const authority = await createAuthority(t)
  const only12 = await startTls(t, authority, {
    max_version: 'TLS12',
    cipher_suites: ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'],
    curve_preferences: ['CurveP384'],
  })
  t.equal(await only12.ask(), 'hello')
  await t.rejects(only12.ask(undefined, { minVersion: 'TLSv1.3' }))
  await t.rejects(only12.ask(undefined, { ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' }))
  await t.rejects(only12.ask(undefined, { ecdhCurve: 'P-256' }))
  const only13 = await startTls(t, authority, { min_version: 'TLS13' })
  t.equal(await only13.ask(), 'hello')
  await t.rejects(only13.ask(undefined, { maxVersion: 'TLSv1.2' }))
})

t.test('client certificates', { skip: noTls }, async (t) => {
  const authority = await createAuthority(t)
  const client = { client_ca_file: authority.certificate }
  const own = await authority.issue({ names: 'DNS:prometheus' })
  const foreign = await (await createAuthority(t)).issue()
  const outcome = async (section: object) => {
    const { ask, refused } = await startTls(t, authority, section)
    const answers = [undefined, foreign, own].map((identity) => ask(identity).catch(() => 'refused'))
    const seen = await Promise.all(answers)
    await eventually(() => refused.length === seen.filter((answer) => answer === 'refused').length)
    return seen.map((answer) => answer === 'hello')
  }
  const type = (name: string) => outcome({ ...client, client_auth_type: name })
  t.strictSame(await outcome({}), [true, true, true])
  t.strictSame(await type('RequestClientCert'), [true, true, true])
  t.strictSame(await type('RequireAnyClientCert'), [false, true, true])
  t.strictSame(await type('VerifyClientCertIfGiven'), [true, false, true])
  t.strictSame(await type('RequireAndVerifyClientCert'), [false, false, true])
  const named = (...names: readonly string[]) =>
    outcome({ ...client, client_auth_type: 'RequireAndVerifyClientCert', client_allowed_sans: names })
  t.strictSame(await named('prometheus'), [false, false, true])
  t.strictSame(await named('other'), [false, false, false])
})

t.test('why a client certificate is refused is told', { skip: noTls }, async (t) => {
  const authority = await createAuthority(t)
  const stranger = await (await createAuthority(t)).issue()
  const expired = await authority.issue({ days: -1 })
  const own = await authority.issue()
  for (const type of ['RequireAndVerifyClientCert', 'VerifyClientCertIfGiven']) {
    const { ask, refused } = await startTls(t, authority, {
      client_ca_file: authority.certificate,
      client_auth_type: type,
    })
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const limits = { minVersion: version, maxVersion: version }
      const before = refused.length
      await t.rejects(ask(stranger, limits))
      await t.rejects(ask(expired, limits))
      t.equal(await ask(own, limits), 'hello')
      await eventually(() => refused.length === before + 2)
      const told = [/: the CA does not vouch for its certificate: UNABLE_TO_/, /: CERT_HAS_EXPIRED$/]
      t.match(refused.slice(before), told, `${type} ${version}`)
    }
  }
})

t.test('another certificate for the connections to come', { skip: noTls }, async (t) => {
  const authority = await createAuthority(t)
  const { ask, listeners, config, urls } = await startTls(t, authority, {})
  const other = await createAuthority(t)
  const renewed = await other.issue({ names: 'IP:127.0.0.1' })
  const agent = new Agent({ keepAlive: true, ca: readFileSync(authority.certificate) })
  t.teardown(() => agent.destroy())
  t.equal(await ask(undefined, { agent }), 'hello')
  listeners.updateTls(config({ cert_file: renewed.certificate, key_file: renewed.privateKey, min_version: 'TLS13' }))
  t.equal(await ask(undefined, { agent }), 'hello', 'a connection there is stays')
  await t.rejects(ask(), { code: /UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT/ })
  const ca = readFileSync(other.certificate)
  t.equal(await ask(undefined, { ca }), 'hello')
  await t.rejects(ask(undefined, { ca, maxVersion: 'TLSv1.2' }))
  t.match(urls, [/^https:/])
})
