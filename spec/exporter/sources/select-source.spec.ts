import t from 'tap'
import { PLACE_READS } from '../../../lib/exporter/sources/places.js'
import { SelectSource } from '../../../lib/exporter/sources/select-source.js'
import type { TableReads, Tables } from '../../../lib/exporter/sources/table-reads.js'
import { connect, type DatabaseSchema } from '../../../lib/ovsdb/index.js'
import { oldSchemaFile } from '../../support/old-schema.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { missing } from '../../support/which.js'

const SIGNAL = new AbortController().signal
const skip = missing('ovsdb-server')

t.test('the tables that are asked for, in one transaction', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
  await using client = await connect(ovsdb.remote, { database: 'Open_vSwitch' })
  const source = new SelectSource(client)
  const reads = {
    ...PLACE_READS,
    Interface: ['name', 'external_ids', 'statistics', 'bfd_status?'],
  } as const satisfies TableReads
  const rows = (await source.read(reads, SIGNAL)) as Tables<typeof reads>
  const port = rows.Interface.find(({ name }) => name === 'vvport1')
  t.equal(port?.external_ids.get('endpoint-id')?.startsWith('web.blue-'), true)
  t.equal(port?.statistics.get('rx_packets'), 7)
  t.equal(port?.bfd_status?.size, 0)
  t.strictSame(Object.keys(rows).sort(), ['Bridge', 'Interface', 'Port'])
  t.ok(rows.Bridge.some(({ name }) => name === 'contivVxlanBridge'))
  t.strictSame(await source.read({}, SIGNAL), {})
  await t.rejects(source.read(reads, AbortSignal.abort(new Error('the scrape is over'))), /the scrape is over/)
})

t.test('a server that tells a row twice', async (t) => {
  const schema = { tables: new Map([['Interface', {}]]) } as unknown as DatabaseSchema
  const twice = [{ _uuid: 'a' }, { _uuid: 'b' }, { _uuid: 'a' }]
  const source = (rows: readonly object[]) => new SelectSource({ schema, selectMany: async () => [rows] as never })
  await t.rejects(source(twice).read({ Interface: ['_uuid'] }, SIGNAL), {
    name: 'InvalidReplyError',
    message: /expected no row twice, got 'a'/,
  })
  const rows = await source([{ type: 'a' }, { type: 'a' }]).read({ Interface: ['type'] }, SIGNAL)
  t.equal(rows.Interface?.length, 2, 'whose rows are not known')
})

t.test('a server that has two interfaces of one name', async (t) => {
  const schema = {
    tables: new Map([
      ['Interface', {}],
      ['Mirror', {}],
    ]),
  } as unknown as DatabaseSchema
  const rows = [
    { _uuid: 'a', name: 'same' },
    { _uuid: 'b', name: 'same' },
  ]
  const source = new SelectSource({ schema, selectMany: async () => [rows] as never })
  await t.rejects(source.read({ Interface: ['_uuid', 'name'] }, SIGNAL), {
    name: 'InvalidReplyError',
    message: /expected no interface twice, got 'same'/,
  })
  t.strictSame(await source.read({ Mirror: ['_uuid', 'name'] }, SIGNAL), { Mirror: rows }, 'two mirrors may')
})

t.test('an older server: what it lacks is left out', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t, { schema: oldSchemaFile(t) })
  await ovsdb.transact([{ op: 'insert', table: 'Bridge', row: { name: 'br0' } }])
  await using client = await connect(ovsdb.remote, { database: 'Open_vSwitch' })
  const source = new SelectSource(client)
  t.strictSame(await source.read({ Bridge: ['name', 'rstp_status?'], Datapath: ['_uuid'] }, SIGNAL), {
    Bridge: [{ name: 'br0', rstp_status: undefined }],
  })
  await t.rejects(source.read({ Bridge: ['name', 'rstp_status'] }, SIGNAL), { name: 'UnknownColumnError' })
  await t.rejects(source.read({ Bridge: ['name'], QoS: ['_uuid'] }, SIGNAL), {
    name: 'UnknownTableError',
    message: /QoS/,
  })
})
