import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { connect as connectTls } from 'node:tls'
import t, { type Test } from 'tap'
import type { Client } from '../../../lib/ovsdb/client/client.js'
import { type ConnectError, ListenError } from '../../../lib/ovsdb/errors.js'
import { DEFAULT_BACKLOG, type ListenOptions, listen } from '../../../lib/ovsdb/listen/listen.js'
import type { OpenVSwitch } from '../../../lib/ovsdb/models/open-vswitch.js'
import { createAuthority, tlsFlags, tlsOptions } from '../../support/certificates.js'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import { type OvsdbServer, startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool', 'ovsdb-client', 'ovs-vsctl')
const database = 'Open_vSwitch' as const
const FROM_DATABASE = '--remote=db:Open_vSwitch,Open_vSwitch,manager_options'

/** A switch that can be told its manager, with a bridge of that name. */
async function startSwitch(t: Test, name: string, args: readonly string[] = []): Promise<OvsdbServer> {
  const server = await startOvsdbServer(t, { args: [FROM_DATABASE, ...args] })
  await vsctl(server, 'init')
  await vsctl(server, 'add-br', name)
  return server
}

function vsctl(server: OvsdbServer, ...args: readonly string[]): Promise<string> {
  return run('ovs-vsctl', ['--no-wait', `--db=${server.unix}`, ...args])
}

async function startListening(
  t: Test,
  remote = 'ptcp:0:127.0.0.1',
  options: Partial<ListenOptions<typeof database>> = {},
) {
  const refused: ConnectError[] = []
  const onRefused = (error: ConnectError) => refused.push(error)
  const listener = await listen(remote, { database, onRefused, ...options })
  t.teardown(() => listener.close())
  return { listener, refused, manager: `${remote.slice(1, 4)}:127.0.0.1:${listener.port}` }
}

t.test('switches dial in; each is a client like any other, for as long as its session', { skip }, async (t) => {
  const { listener, refused, manager } = await startListening(t)
  t.equal(listener.remote, `ptcp:${listener.port}:127.0.0.1`)
  const names = ['br-a', 'br-b', 'br-c']
  const switches = await Promise.all(names.map((name) => startSwitch(t, name)))
  for (const server of switches) await vsctl(server, 'set-manager', manager)
  const clients = new Map<string | undefined, Client<OpenVSwitch>>()
  for await (const client of listener) {
    const [bridge] = await client.select('Bridge', { columns: ['name'] })
    clients.set(bridge?.name, client)
    if (clients.size === names.length) break
  }
  t.strictSame([...clients.keys()].sort(), names)
  const client = clients.get('br-a')
  await client?.transactRaw([
    { op: 'update', table: 'Bridge', where: [], row: { external_ids: ['map', [['by', 'manager']]] } },
  ])
  t.equal(await vsctl(switches[0] as OvsdbServer, 'get', 'bridge', 'br-a', 'external_ids:by'), 'manager\n')

  await switches[0]?.kill()
  const reason = await client?.closed()
  t.match(reason, { name: 'ClientClosedError', cause: { name: 'SessionClosedError' } })
  t.match(reason?.message, /^the client is closed: the session with 127\.0\.0\.1:\d+ was closed by the peer/)
  t.equal(client?.status.state, 'closed')
  await t.rejects(Promise.resolve(client?.select('Bridge', { columns: ['name'] })), reason as Error)
  t.equal(clients.get('br-b')?.status.state, 'connected', 'the others stay')

  await switches[0]?.restart()
  const { value: anew } = await listener[Symbol.asyncIterator]().next()
  t.strictSame(await anew?.select('Bridge', { columns: ['name'] }), [{ name: 'br-a' }], 'it dials in anew')

  await listener.close()
  t.equal(anew?.status.state, 'connected', 'what was taken stays')
  await Promise.all([anew, ...clients.values()].map((one) => one?.close()))
  t.strictSame(refused, [])
})

t.test('over TLS, with certificates on both sides', { skip: skip || missing('openssl') }, async (t) => {
  const [authority, other] = await Promise.all([createAuthority(t), createAuthority(t)])
  const [own, theirs, stranger] = await Promise.all([authority.issue(), authority.issue(), other.issue()])
  const tls = tlsOptions(authority, own)
  const { listener, refused, manager } = await startListening(t, 'pssl:0:127.0.0.1', { tls })
  const known = await startSwitch(t, 'br-known', tlsFlags(authority, theirs))
  const unknown = await startSwitch(t, 'br-unknown', tlsFlags(authority, stranger))
  await vsctl(unknown, 'set-manager', manager)
  await eventually(() => refused[0])
  t.match(
    refused[0]?.message,
    /^cannot connect to ssl:127\.0\.0\.1:\d+: expected a certificate signed by the CA, got one that is not \(.+\)$/,
  )
  const to = { host: '127.0.0.1', port: listener.port }
  for (const client of [connectTls({ ...to, rejectUnauthorized: false }), createConnection(to)]) {
    t.teardown(() => client.destroy())
    client.on('error', () => {}).write('{"id":1,"method":"echo","params":[]}')
  }
  await eventually(() =>
    refused.some(({ message }) => /: expected a certificate signed by the CA, got none$/.test(message)),
  )
  await eventually(() => refused.some(({ message }) => /: the TLS handshake failed: /.test(message)))
  await vsctl(known, 'set-manager', manager)
  const { value: client } = await listener[Symbol.asyncIterator]().next()
  t.strictSame(await client?.select('Bridge', { columns: ['name'] }), [{ name: 'br-known' }])
  await client?.close()
})

t.test('who dials in beyond the backlog, or is no OVSDB server, is refused', { skip }, async (t) => {
  const { listener, refused, manager } = await startListening(t, 'ptcp:0:127.0.0.1', {
    backlog: 1,
    connectTimeout: 300,
  })
  const silent = createConnection({ host: '127.0.0.1', port: listener.port })
  await once(silent, 'connect')
  const second = createConnection({ host: '127.0.0.1', port: listener.port })
  await once(second.resume(), 'close')
  t.match(refused[0]?.message, /: expected at most 1 not taken yet, got another one$/)
  await once(silent.resume(), 'close')
  await eventually(() => refused[1])
  t.match(refused[1]?.message, /^cannot connect to tcp:127\.0\.0\.1:\d+: no answer within 300 ms$/)
  const other = await startOvsdbServer(t, { args: [FROM_DATABASE] })
  await vsctl(other, 'init')
  await vsctl(other, 'set-manager', manager)
  const { value: client } = await listener[Symbol.asyncIterator]().next()
  t.equal(client?.schema.name, database)
  await client?.close()
})

t.test('what cannot be', async (t) => {
  const { listener } = await startListening(t)
  const taken = `ptcp:${listener.port}:127.0.0.1`
  await t.rejects(listen(taken, { database }), ListenError)
  await t.rejects(listen(taken, { database }), { message: /^cannot listen on ptcp:.*EADDRINUSE/ })
  await t.rejects(listen('ptcp:0:192.0.2.1', { database }), { cause: { code: 'EADDRNOTAVAIL' } })
  await t.rejects(listen('tcp:127.0.0.1', { database }), { name: 'InvalidRemoteError' })
  await t.rejects(listen('pssl:0', { database }), { code: 'INVALID_OPTION', message: /^tls: / })
  await t.rejects(listen('pssl:0', { database, tls: { caCertificate: 'x' } }), { code: 'INVALID_OPTION' })
  await t.rejects(listen('ptcp:0', { database: '' }), { code: 'INVALID_OPTION', message: /^database: / })
  for (const backlog of [0, 1.5, Number.NaN]) {
    await t.rejects(listen('ptcp:0', { database, backlog }), { code: 'INVALID_OPTION', message: /^backlog: / })
  }
  t.equal(DEFAULT_BACKLOG, 64)
})

t.test('listening can be given up, while the name of the host is looked up too', async (t) => {
  const reason = new Error('enough')
  await t.rejects(listen('ptcp:0:127.0.0.1', { database, signal: AbortSignal.abort(reason) }), reason)
  const port = await freePort()
  const controller = new AbortController()
  const listening = listen(`ptcp:${port}:localhost`, { database, signal: controller.signal })
  controller.abort(reason)
  t.equal(await listening.catch((error: unknown) => error), reason)
  await lookup('localhost')
  await new Promise((resolve) => setTimeout(resolve, 50)) // more than it would take to listen
  for (const host of ['127.0.0.1', '::1']) {
    await t.rejects(once(createConnection({ host, port }), 'connect'), { code: 'ECONNREFUSED' })
  }
  const later = new AbortController()
  const listener = await listen('ptcp:0:127.0.0.1', { database, signal: later.signal })
  later.abort(reason)
  await once(createConnection({ host: '127.0.0.1', port: listener.port }), 'connect')
  await listener.close()
})
