import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import t, { type Test } from 'tap'
import { TlsError, type TlsOptions } from '../../../lib/jsonrpc/index.js'
import { connect } from '../../../lib/ovsdb/client/connect.js'
import { ConnectError } from '../../../lib/ovsdb/errors.js'
import { createAuthority, tlsFlags, tlsOptions } from '../../support/certificates.js'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { missing } from '../../support/which.js'

const skip = missing('openssl', 'ovsdb-server', 'ovsdb-tool', 'ovsdb-client')
const database = 'Open_vSwitch'

/** A real server that listens with TLS, its authority and another one. */
async function start(t: Test, { names, args = [] }: { names?: string; args?: readonly string[] } = {}) {
  const [authority, other] = await Promise.all([createAuthority(t), createAuthority(t)])
  const [identity, port] = await Promise.all([authority.issue(names === undefined ? {} : { names }), freePort()])
  const server = await startOvsdbServer(t, {
    remotes: [`pssl:${port}:127.0.0.1`],
    args: [...tlsFlags(authority, identity), ...args],
  })
  return { authority, other, server, port, remote: `ssl:127.0.0.1:${port}`, client: await authority.issue() }
}

async function failure(remote: string, tls?: TlsOptions): Promise<ConnectError> {
  const error = await connect(remote, { database, ...(tls && { tls }) }).then(
    async (client) => {
      await client.close()
      return new Error('expected a failure, was connected')
    },
    (error: unknown) => error,
  )
  if (error instanceof ConnectError) return error
  throw error
}

t.test('works as over TCP: reads, writes, reconnects', { skip }, async (t) => {
  const { authority, server, remote, client: identity } = await start(t)
  const tls = tlsOptions(authority, identity)
  await using client = await connect(remote, { database, tls, backoff: { min: 20, max: 100 } })
  t.equal(client.schema.name, database)
  // Larger than one TLS record, in both directions.
  const name = '€'.repeat(100_000)
  await client.transactRaw([{ op: 'insert', table: 'Bridge', 'uuid-name': 'b', row: { name } }, attach('b')])
  t.strictSame(await client.select('Bridge', { columns: ['name'] }), [{ name }])

  await server.kill()
  await eventually(() => client.status.state === 'disconnected')
  await server.restart()
  await eventually(() => client.status.state === 'connected')
  t.strictSame(await client.select('Bridge', { columns: ['name'] }), [{ name }])
})

t.test('certificates that are renewed', { skip }, async (t) => {
  const { authority, other, server, remote, client: identity } = await start(t)
  let tls = tlsOptions(authority, identity)
  let asked = 0
  const source = () => {
    asked++
    return tls
  }
  await using client = await connect(remote, { database, tls: source, backoff: { min: 20, max: 100 } })
  t.equal(asked, 1)
  tls = tlsOptions(other, identity)
  await server.restart()
  const cause = () => (client.status.state === 'disconnected' ? client.status.cause : undefined)
  await eventually(() => cause()?.cause instanceof TlsError)
  tls = { ...tls, privateKey: 'half of a' }
  await eventually(() => /tls\.privateKey/.test(cause()?.message ?? ''))
  tls = tlsOptions(authority, identity)
  await eventually(() => client.status.state === 'connected')
  t.ok(asked > 3)
})

t.test('no version of TLS older than asked for', { skip }, async (t) => {
  const { authority, remote, client: identity } = await start(t, { args: ['--ssl-protocols=TLSv1.2'] })
  const tls = tlsOptions(authority, identity)
  await using client = await connect(remote, { database, tls })
  t.strictSame(await client.listDatabases(), ['Open_vSwitch', '_Server'])
  t.equal(
    (await failure(remote, { ...tls, minVersion: 'TLSv1.3' })).message,
    `cannot connect to ${remote}: the server speaks another version of TLS`,
  )
})

t.test('the server has to be trusted, whatever the environment says', { skip }, async (t) => {
  const { authority, other, remote, client } = await start(t)
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  t.teardown(() => delete process.env.NODE_TLS_REJECT_UNAUTHORIZED)
  const error = await failure(remote, { ...tlsOptions(authority, client), ...tlsOptions(other) })
  t.match(error.message, `cannot connect to ${remote}: the server's certificate is not signed by a trusted CA: `)
  t.ok(error.cause instanceof TlsError)
})

t.test('the name is checked when one is given, and only then', { skip }, async (t) => {
  const { authority, remote, client } = await start(t, { names: 'DNS:ovs.example,IP:127.0.0.1' })
  const tls = tlsOptions(authority, client)
  for (const servername of [undefined, 'ovs.example', '127.0.0.1']) {
    await using connected = await connect(remote, { database, tls: { ...tls, servername } })
    t.equal(connected.status.state, 'connected', servername ?? 'no name')
  }
  for (const servername of ['other.example', '127.0.0.2']) {
    t.match(await failure(remote, { ...tls, servername }), {
      message: `cannot connect to ${remote}: the server's certificate is made out to another name: `,
      cause: { code: 'TLS' },
    })
  }
})

t.test('a client that the server does not accept', { skip }, async (t) => {
  const { authority, other, remote } = await start(t)
  const stranger = await other.issue()
  const expired = await authority.issue({ days: -1 })
  // With TLS 1.3 the refusal follows the handshake, and can be overtaken by the end of the connection.
  const cases = [
    [tlsOptions(authority), 'asks for a client certificate, and none was given'],
    [tlsOptions(authority, stranger), "does not know the CA of the client's certificate"],
    [tlsOptions(authority, expired), "says that the client's certificate has expired"],
  ] as const
  for (const [tls, told] of cases) {
    const { message } = await failure(remote, tls)
    t.match(message, `cannot connect to ${remote}: the session with ${remote} `)
    t.match(
      message,
      new RegExp(`(: the server ${told}|before it said a word: it may refuse the client's certificate)$`),
    )
  }
})

t.test('an expired server', { skip }, async (t) => {
  const authority = await createAuthority(t)
  const [expired, client, port] = await Promise.all([authority.issue({ days: -1 }), authority.issue(), freePort()])
  await startOvsdbServer(t, { remotes: [`pssl:${port}:127.0.0.1`], args: tlsFlags(authority, expired) })
  const remote = `ssl:127.0.0.1:${port}`
  t.equal(
    (await failure(remote, tlsOptions(authority, client))).message,
    `cannot connect to ${remote}: the server's certificate, or its CA's, has expired`,
  )
})

t.test('TLS spoken to a server without, and the other way round', { skip }, async (t) => {
  const { authority, server, port, client } = await start(t)
  const ssl = `ssl:127.0.0.1:${server.port}`
  t.equal(
    (await failure(ssl, tlsOptions(authority, client))).message,
    `cannot connect to ${ssl}: the server ended the connection within the TLS handshake: it may not speak TLS there`,
  )
  const tcp = `tcp:127.0.0.1:${port}`
  t.match((await failure(tcp)).message, /^cannot connect to tcp:.* before it said a word: it may expect TLS \(ssl:\)$/)
})

t.test('a handshake that does not end', { skip: missing('openssl') }, async (t) => {
  const closed: Promise<unknown>[] = []
  const silent = createServer((socket) => {
    closed.push(once(socket.resume(), 'close'))
  }).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.teardown(() => silent.close())
  const remote = `ssl:127.0.0.1:${(silent.address() as AddressInfo).port}`
  const attempt = connect(remote, { database, tls: tlsOptions(await createAuthority(t)), connectTimeout: 200 })
  await t.rejects(attempt, { message: `cannot connect to ${remote}: no answer within 200 ms` })
  await eventually(() => closed[0])
})

t.test('nobody there', { skip: missing('openssl') }, async (t) => {
  const remote = `ssl:127.0.0.1:${await freePort()}`
  const error = await failure(remote, tlsOptions(await createAuthority(t)))
  t.match(error, { message: /^cannot connect to ssl:.*ECONNREFUSED/, cause: { code: 'ECONNREFUSED' } })
})

t.test('without certificates there is no TLS', async (t) => {
  const message = 'tls: expected at least a caCertificate for "ssl:a:1", got none'
  await t.rejects(connect('ssl:a:1', { database }), { code: 'INVALID_OPTION', message })
})

function attach(name: string) {
  return { op: 'insert', table: 'Open_vSwitch', row: { bridges: ['named-uuid', name] } }
}
