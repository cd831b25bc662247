import { join } from 'node:path'
import t from 'tap'
import { type Client, connect, operations, type SchemaModel } from '../../lib/index.js'
import { startProgram } from '../support/child-process.js'
import { eventually } from '../support/eventually.js'
import { EVERY_SHAPE } from '../support/every-shape.js'
import { startOvsdbCluster } from '../support/ovsdb-cluster.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { swallowing } from '../support/proxy-faults.js'
import { run } from '../support/run.js'
import type { Scope } from '../support/scope.js'
import { startTcpProxy } from '../support/tcp-proxy.js'
import { tempDir } from '../support/temp-dir.js'
import { writeTestSchema } from '../support/test-schema.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool', 'ovsdb-client', 'ovs-appctl')

type ShapesClient = Client<SchemaModel<typeof EVERY_SHAPE>>
const { insert, wait } = operations<SchemaModel<typeof EVERY_SHAPE>>()
const { lone: _, ...fewerTables } = EVERY_SHAPE.tables

async function open(scope: Scope, remote: string): Promise<ShapesClient> {
  const client = await connect(remote, { schema: EVERY_SHAPE })
  scope.teardown(() => client.close())
  return client
}

async function names(client: ShapesClient): Promise<readonly string[]> {
  return (await client.select('thing', { columns: ['name'] })).map(({ name }) => name).sort()
}

t.test(
  'the schema changes while a transaction waits: it is cancelled, and the connection lasts',
  { skip },
  async (t) => {
    const server = await startOvsdbServer(t, { schema: writeTestSchema(t, EVERY_SHAPE) })
    const client = await open(t, server.remote)
    const never = wait('part', { where: [], columns: ['label'], until: '==', rows: [{ label: 'never' }] })
    const outcome = client.transact([never, insert('thing', { name: 'a' })])
    t.strictSame(await names(client), [], 'what was sent before is on its way')
    const schema = { ...EVERY_SHAPE, version: '2.0.0', tables: fewerTables }
    await run('ovsdb-client', ['convert', server.unix, writeTestSchema(t, schema)])
    t.match(await outcome, { status: 'unknown', cause: { name: 'RemoteError', error: 'canceled' } })
    await eventually(async () => (await names(client)).length === 0)
  },
)

t.test('the connection breaks between the commit and the reply: unknown, and carried out', { skip }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t, EVERY_SHAPE) })
  const way = await startTcpProxy(t, server.port)
  const client = await open(t, way.remote)
  const direct = await open(t, server.remote)
  way.inject(swallowing)
  const outcome = client.transact([insert('thing', { name: 'a' })])
  await eventually(async () => (await names(direct)).includes('a'))
  way.cut()
  t.match(await outcome, { status: 'unknown', cause: { name: 'SessionClosedError' } })
})

t.test('a relay loses its source between the commit and the reply: cancelled, and carried out', { skip }, async (t) => {
  const source = await startOvsdbServer(t, { schema: writeTestSchema(t, EVERY_SHAPE) })
  const way = await startTcpProxy(t, source.port)
  const dir = tempDir(t)
  const socket = join(dir, 'relay.sock')
  await startProgram(t, 'ovsdb-server', [`--remote=punix:${socket}`, `relay:shapes:${way.remote}`], {
    env: { OVS_RUNDIR: dir },
    ready: ({ output }) => output().includes('|ovsdb-server (Open vSwitch)'),
  })
  const client = await eventually(() => open(t, `unix:${socket}`))
  t.match(await client.transact([insert('thing', { name: 'through' })]), { status: 'committed' })

  const direct = await open(t, source.remote)
  way.inject(swallowing)
  const outcome = client.transact([insert('thing', { name: 'a' })])
  await eventually(async () => (await names(direct)).includes('a'))
  way.cut()
  t.match(await outcome, { status: 'unknown', cause: { name: 'RemoteError', error: 'canceled' } })
})

/** Where a member of a cluster dies with a transaction, and whether the others carry it out: the client cannot tell. */
const DEATHS = [
  ['the leader', 'crash-after-sending-append-request', true],
  ['a follower', 'crash-after-sending-execute-command-request', true],
  ['a follower', 'crash-before-sending-execute-command-request', false],
] as const

for (const [who, failure, carriedOut] of DEATHS) {
  const title = `${who} of a cluster dies with a transaction: unknown, and ${carriedOut ? '' : 'not '}carried out`
  t.test(`${title} (${failure})`, { skip }, async (t) => {
    const cluster = await startOvsdbCluster(t, { schema: writeTestSchema(t, EVERY_SHAPE) })
    const [follower] = await cluster.followers()
    const member = who === 'the leader' || follower === undefined ? await cluster.leader() : follower
    const client = await open(t, member.remote)
    t.match(await client.transact([insert('thing', { name: 'before' })]), { status: 'committed' })
    await member.appctl('cluster/failure-test', failure)
    const outcome = await client.transact([insert('thing', { name: 'maybe' })])
    t.match(outcome, { status: 'unknown', cause: { name: 'SessionClosedError' } })
    await eventually(() => !member.running)
    const others = await open(t, (await cluster.leader()).remote)
    t.match(await others.transact([insert('thing', { name: 'after' })]), { status: 'committed' })
    t.strictSame(await names(others), carriedOut ? ['after', 'before', 'maybe'] : ['after', 'before'])
  })
}
