import { readFileSync } from 'node:fs'
import t from 'tap'
import { MonitorSource } from '../../../lib/exporter/sources/monitor-source.js'
import { SelectSource } from '../../../lib/exporter/sources/select-source.js'
import type { TableReads } from '../../../lib/exporter/sources/table-reads.js'
import { connect, openClient } from '../../../lib/ovsdb/index.js'
import { eventually } from '../../support/eventually.js'
import { oldSchemaFile } from '../../support/old-schema.js'
import { startOvsdbServer, VSWITCH_SCHEMA } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { handshake, startScriptedServer } from '../../support/scripted-server.js'
import { setStatistics } from '../../support/switch-operations.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server')
const SIGNAL = new AbortController().signal
const NODE = { load: 'fixtures/ovsdb/load-contiv-node.json' }
const READS = {
  Bridge: ['name', 'ports'],
  Interface: ['_uuid', 'name', 'statistics', 'external_ids'],
} as const satisfies TableReads

const byName = (rows: readonly object[] = []) =>
  [...rows].sort((a, b) => ((a as { name: string }).name < (b as { name: string }).name ? -1 : 1))

t.test('the same rows as by a select, and what happens to them', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t, NODE)
  await using client = await connect(ovsdb.remote, { database: 'Open_vSwitch' })
  const source = new MonitorSource(client, READS)
  const select = new SelectSource(client)
  const same = async () => {
    const [one, other] = await Promise.all([source.read(READS, SIGNAL), select.read(READS, SIGNAL)])
    t.strictSame(Object.keys(one).sort(), ['Bridge', 'Interface'])
    t.strictSame(byName(one.Interface), byName(other.Interface))
    t.strictSame(byName(one.Bridge), byName(other.Bridge))
    return one.Interface as readonly { readonly name: string; readonly statistics: ReadonlyMap<string, number> }[]
  }
  t.ok((await same()).length > 5)
  await ovsdb.transact(setStatistics('vvport1', [['rx_packets', 4711]]))
  await eventually(async () => {
    const { Interface } = (await source.read({ Interface: READS.Interface }, SIGNAL)) as { Interface: object[] }
    return JSON.stringify(Interface.map((row) => [...Object.values(row)[2]])).includes('4711')
  })
  t.ok((await same()).some(({ statistics }) => statistics.get('rx_packets') === 4711))
})

t.test('only the tables that are asked for, and none that the server lacks', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t, { schema: oldSchemaFile(t) })
  await ovsdb.transact([{ op: 'insert', table: 'Bridge', row: { name: 'br0' } }])
  await using client = await connect(ovsdb.remote, { database: 'Open_vSwitch' })
  const source = new MonitorSource(client, { Bridge: ['name', 'rstp_status?'], Datapath: ['_uuid'] })
  t.strictSame(await source.read({ Bridge: ['name', 'rstp_status?'], Datapath: ['_uuid'] }, SIGNAL), {
    Bridge: [{ name: 'br0', rstp_status: undefined }],
  })
  t.strictSame(await source.read({}, SIGNAL), {})
  const broken = new MonitorSource(client, { Bridge: ['rstp_status'] })
  for (const _ of [1, 2]) {
    await t.rejects(broken.read({ Bridge: ['rstp_status'] }, SIGNAL), { name: 'UnknownColumnError' }, 'tried anew')
  }
})

t.test('tables that a conversion of the database adds and takes away', { skip }, async (t) => {
  const old = oldSchemaFile(t)
  const ovsdb = await startOvsdbServer(t, { schema: old })
  await using client = await connect(ovsdb.remote, { database: 'Open_vSwitch' })
  const reads = { Bridge: ['name'], Datapath: ['_uuid'] } as const
  const source = new MonitorSource(client, reads)
  const tables = async () => Object.keys(await source.read(reads, SIGNAL)).join()
  t.equal(await tables(), 'Bridge')
  for (const [schema, expected] of [
    [VSWITCH_SCHEMA, 'Bridge,Datapath'],
    [old, 'Bridge'],
  ] as const) {
    await run('ovsdb-client', ['convert', ovsdb.remote, schema])
    await eventually(async () => (await tables()) === expected)
  }
})

t.test('a table that every Open vSwitch has, and this server lacks, is named', { skip }, async (t) => {
  const old = oldSchemaFile(t)
  const ovsdb = await startOvsdbServer(t, { schema: old })
  await using client = await connect(ovsdb.remote, { database: 'Open_vSwitch' })
  const reads = { Bridge: ['name'], QoS: ['_uuid'] } as const
  const source = new MonitorSource(client, reads)
  const lacking = { name: 'UnknownTableError', message: /QoS/ }
  await t.rejects(source.read(reads, SIGNAL), lacking)
  await run('ovsdb-client', ['convert', ovsdb.remote, VSWITCH_SCHEMA])
  await eventually(() => source.read(reads, SIGNAL))
  await run('ovsdb-client', ['convert', ovsdb.remote, old])
  await eventually(async () => !client.schema.tables.has('QoS'))
  await t.rejects(source.read(reads, SIGNAL), lacking, 'by a replica that was begun before')
  await run('ovsdb-client', ['convert', ovsdb.remote, VSWITCH_SCHEMA])
  await eventually(() => source.read(reads, SIGNAL))
})

t.test('a server that has two interfaces of one name', async (t) => {
  const schema = JSON.parse(readFileSync('fixtures/ovsdb/vswitch.ovsschema', 'utf8'))
  const initial = (name: string) => ({ initial: { name, type: '' } })
  const [one, other] = [crypto.randomUUID(), crypto.randomUUID()]
  const server = await startScriptedServer(t, (method, params, peer) => {
    if (method === 'transact') return []
    if (method !== 'monitor_cond_since') return handshake(schema)(method, params, peer)
    return [false, one, { Interface: { [one]: initial('same'), [other]: initial('same') } }]
  })
  await using client = await connect(server.remote, { database: 'Open_vSwitch' })
  const reads = { Interface: ['name', 'type'] } as const
  await t.rejects(new MonitorSource(client, reads).read(reads, SIGNAL), {
    name: 'InvalidUpdateError',
    message: /expected no interface twice, got 'same'/,
  })
})

t.test('a server that is away, hangs or returns', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t, NODE)
  await using client = openClient(ovsdb.remote, { database: 'Open_vSwitch', backoff: { min: 10, max: 50 } })
  const source = new MonitorSource(client, READS)
  await t.rejects(source.read(READS, SIGNAL), { name: 'NotConnectedError' })
  const rows = await eventually(() => source.read(READS, SIGNAL))

  await ovsdb.kill('SIGSTOP')
  await t.rejects(source.read(READS, AbortSignal.timeout(100)), { name: 'TimeoutError' }, 'old rows are not told')
  await ovsdb.kill('SIGCONT')
  t.equal((await source.read(READS, SIGNAL)).Interface?.length, rows.Interface?.length)

  await ovsdb.kill()
  await eventually(() => client.status.state === 'disconnected')
  await t.rejects(source.read(READS, SIGNAL))
  await ovsdb.restart()
  await eventually(() => source.read(READS, SIGNAL))
  t.equal((await source.read(READS, SIGNAL)).Interface?.length, rows.Interface?.length)
})
