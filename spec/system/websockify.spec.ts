import t, { type Test } from 'tap'
import { connect } from '../../lib/index.js'
import { createAuthority, tlsOptions } from '../support/certificates.js'
import { eventually } from '../support/eventually.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { trickling } from '../support/proxy-faults.js'
import { startTcpProxy } from '../support/tcp-proxy.js'
import { writeTestSchema } from '../support/test-schema.js'
import { startWebsockify } from '../support/websockify.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool', 'ovsdb-client', 'websockify')
const database = 'Test'

/** 200 kB of characters of one, two, three and four bytes. */
const LONG = 'aé€😀'.repeat(20_000)

const COUNTERS = [
  ['rx', 9_007_199_254_740_993n],
  ['tx', -9_223_372_036_854_775_808n],
] as const

function startServer(t: Test) {
  return startOvsdbServer(t, { schema: writeTestSchema(t) })
}

async function writeAndRead(t: Test, remote: string, options: object = {}): Promise<void> {
  await using client = await connect(remote, { database, ...options })
  await client.transactRaw([
    { op: 'insert', table: 'Item', row: { name: LONG, counters: ['map', COUNTERS] } },
    { op: 'comment', comment: 'é' },
  ])
  const rows = await client.select('Item', { columns: ['name', 'counters'] })
  t.strictSame(rows, [{ name: LONG, counters: new Map<string, unknown>(COUNTERS) }])
  t.equal(client.status.state, 'connected')
}

t.test('through a real websockify', { skip }, async (t) => {
  const server = await startServer(t)
  await writeAndRead(t, `ws://127.0.0.1:${await startWebsockify(t, server.port)}/any/path`)
})

t.test('through a real websockify, with TLS', { skip: skip || missing('openssl') }, async (t) => {
  const [server, authority] = await Promise.all([startServer(t), createAuthority(t)])
  const [identity, client] = await Promise.all([authority.issue({ names: 'IP:127.0.0.1' }), authority.issue()])
  const port = await startWebsockify(t, server.port, [
    ...[`--cert=${identity.certificate}`, `--key=${identity.privateKey}`, '--ssl-only'],
    ...['--verify-client', `--cafile=${authority.certificate}`],
  ])
  await writeAndRead(t, `wss://127.0.0.1:${port}`, { tls: tlsOptions(authority, client) })
})

t.test('without the server behind it, and back again', { skip }, async (t) => {
  const server = await startServer(t)
  const remote = `ws://127.0.0.1:${await startWebsockify(t, server.port)}`
  await using client = await connect(remote, { database, backoff: { min: 20, max: 100 } })
  await server.kill()
  await eventually(
    () => client.status.state === 'disconnected' && /Failed to connect to downstream/.test(client.status.cause.message),
  )
  await server.restart()
  await eventually(() => client.status.state === 'connected')
  t.strictSame(await client.select('Item', { columns: ['name'] }), [])
})

t.test('a server that arrives byte by byte', { skip }, async (t) => {
  const server = await startServer(t)
  await server.transact([{ op: 'insert', table: 'Item', row: { name: LONG } }])
  // A server is patient on its Unix socket only: the probe it sends over TCP would have to queue behind the bytes.
  const { port } = await startTcpProxy(t, server.unix.replace('unix:', ''), { fault: trickling })
  const remotes = [`tcp:127.0.0.1:${port}`, `ws://127.0.0.1:${await startWebsockify(t, port)}`]
  for (const remote of remotes) {
    await using client = await connect(remote, {
      database,
      connectTimeout: 60_000,
      requestTimeout: 0,
      inactivityProbe: 0,
    })
    let chunks = () => 0
    client.onSession(({ session }) => {
      chunks = () => session.receivedChunks
    })
    const before = chunks()
    const [row] = await client.select('Item', { columns: ['name'] })
    t.equal(row?.name, LONG, remote)
    t.ok(chunks() - before > 1000, `in ${chunks() - before} pieces`)
  }
})
