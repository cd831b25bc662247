import {
  type Client,
  type Condition,
  type connect,
  type FunctionFor,
  type Integer,
  type ModelOf,
  type OpenVSwitch,
  type openClient,
  parseUuid,
  type Row,
  type SchemaModel,
  type UntypedModel,
  type Uuid,
  type Value,
} from 'ovsdb-exporter'
import t from 'tap'
import type { ReplicaRow } from '../../lib/ovsdb/monitor/change.js'

/** A database of one's own; its model is added by declaration merging. */
interface Zoo {
  readonly Animal: { readonly _uuid: Uuid<'Animal'>; readonly name: string; readonly legs: Integer | undefined }
}

declare module 'ovsdb-exporter' {
  interface DatabaseModels {
    Zoo: Zoo
  }
}

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Compiles for `true` only. */
function holds<_ extends true>(): void {}

type RowOf<Call extends (...args: never) => Promise<readonly unknown[]>> = Awaited<ReturnType<Call>>[number]

/** The functions below are never called: that they compile, and fail to where it says so, is the test. */
t.test('the types', async (t) => {
  t.pass('compile')
})

export function rowsHoldExactlyTheColumnsAskedFor(client: Client<OpenVSwitch>) {
  const interfaces = () => client.select('Interface', { columns: ['name', 'external_ids', 'statistics'] })
  holds<
    Equal<
      RowOf<typeof interfaces>,
      {
        readonly name: string
        readonly external_ids: ReadonlyMap<string, string>
        readonly statistics: ReadonlyMap<string, Integer>
      }
    >
  >()

  const bridges = () => client.select('Bridge', { columns: ['_uuid', 'fail_mode', 'ports', 'protocols', 'stp_enable'] })
  holds<
    Equal<
      RowOf<typeof bridges>,
      {
        readonly _uuid: Uuid<'Bridge'>
        readonly fail_mode: 'secure' | 'standalone' | undefined
        readonly ports: readonly Uuid<'Port'>[]
        readonly protocols: readonly (
          | 'OpenFlow10'
          | 'OpenFlow11'
          | 'OpenFlow12'
          | 'OpenFlow13'
          | 'OpenFlow14'
          | 'OpenFlow15'
        )[]
        readonly stp_enable: boolean
      }
    >
  >()

  const columns = ['name', 'mtu'] as const
  const chosen = () => client.select('Interface', { columns })
  holds<Equal<RowOf<typeof chosen>, { readonly name: string; readonly mtu: Integer | undefined }>>()

  const none = () => client.select('Interface', { columns: [] })
  holds<Equal<keyof RowOf<typeof none>, never>>()

  const queues = () => client.select('QoS', { columns: ['queues'] })
  holds<Equal<RowOf<typeof queues>, { readonly queues: ReadonlyMap<number, Uuid<'Queue'>> }>>()

  holds<Equal<Row<OpenVSwitch, 'Port', 'tag'>, { readonly tag: number | undefined }>>()
  holds<Equal<Row<OpenVSwitch, 'Queue'>, OpenVSwitch['Queue']>>()
}

export function columnsThatTheServerMayLack(client: Client<OpenVSwitch>) {
  const marked = () => client.select('Interface', { columns: ['name', 'statistics?', 'mtu?'] })
  holds<
    Equal<
      RowOf<typeof marked>,
      {
        readonly name: string
        readonly statistics: ReadonlyMap<string, Integer> | undefined
        readonly mtu: Integer | undefined
      }
    >
  >()
  const many = () => client.selectMany([{ table: 'Port', columns: ['name?'] }])
  holds<Equal<Awaited<ReturnType<typeof many>>[0][number], { readonly name: string | undefined }>>()

  // @ts-expect-error a member that there is not, beside those that there are
  void client.selectMany([{ table: 'Port', columns: ['name'], were: [] }])

  type Replicated = ReplicaRow<OpenVSwitch, { readonly Port: readonly ['name', 'qos?'] }, 'Port'>
  holds<Equal<Replicated, { readonly name: string; readonly qos: Uuid<'QoS'> | undefined }>>()

  // @ts-expect-error no such column
  void client.select('Interface', { columns: ['nmae?'] })
  // @ts-expect-error one mark is enough
  void client.select('Interface', { columns: ['name??'] })
  // @ts-expect-error a condition needs its column
  void client.select('Interface', { columns: ['name'], where: [['mtu?', '==', 5]] })
}

export async function rowsAreReadOnly(client: Client<OpenVSwitch>) {
  const rows = await client.select('Interface', { columns: ['name', 'statistics'] })
  const [row] = rows
  if (row === undefined) return
  // @ts-expect-error a column nobody asked for
  row.mtu
  // @ts-expect-error a column cannot be set
  row.name = 'a'
  // @ts-expect-error nor a map changed
  row.statistics.set('a', 1)
  // @ts-expect-error nor the rows
  rows.push(row)
}

export function tablesAndColumns(client: Client<OpenVSwitch>) {
  // @ts-expect-error no such table
  void client.select('Interfaces', { columns: ['name'] })
  // @ts-expect-error no such column
  void client.select('Interface', { columns: ['nmae'] })
  // @ts-expect-error a column of another table
  void client.select('Interface', { columns: ['ports'] })
  // @ts-expect-error the columns are not optional
  void client.select('Interface', {})
}

export function conditions(client: Client<OpenVSwitch>, bridge: Uuid<'Bridge'>, port: Uuid<'Port'>) {
  const columns = ['name'] as const
  void client.select('Interface', {
    columns,
    where: [
      ['name', '==', 'eth0'],
      ['name', 'includes', 'eth0'],
      ['mtu', '>=', 1500],
      ['mtu', '==', undefined],
      ['link_speed', '<', 2n ** 60n],
      ['admin_state', '!=', 'up'],
      ['external_ids', 'includes', new Map([['endpoint-id', 'x']])],
    ],
  })
  void client.select('Port', { columns, where: [['trunks', 'includes', [1, 2]]] })
  void client.select('Bridge', { columns, where: [['_uuid', '==', bridge]] })
  void client.select('Bridge', { columns, where: [['ports', 'excludes', [port]]] })

  // @ts-expect-error strings have no order
  void client.select('Interface', { columns, where: [['name', '<', 'eth0']] })
  // @ts-expect-error nor have maps
  void client.select('Interface', { columns, where: [['statistics', '>', new Map()]] })
  // @ts-expect-error nor has what is not there
  void client.select('Interface', { columns, where: [['mtu', '<', undefined]] })
  // @ts-expect-error no such function
  void client.select('Interface', { columns, where: [['name', '=', 'eth0']] })
  // @ts-expect-error no such column
  void client.select('Interface', { columns, where: [['nmae', '==', 'eth0']] })
  // @ts-expect-error a number where a string belongs
  void client.select('Interface', { columns, where: [['name', '==', 5]] })
  // @ts-expect-error a string where a number belongs
  void client.select('Interface', { columns, where: [['mtu', '==', '1500']] })
  // @ts-expect-error a word that the enum lacks
  void client.select('Interface', { columns, where: [['admin_state', '==', 'sideways']] })
  // @ts-expect-error an object where a Map belongs
  void client.select('Interface', { columns, where: [['external_ids', 'includes', { a: 'b' }]] })
  // @ts-expect-error a string is not missing, ever
  void client.select('Interface', { columns, where: [['name', '==', undefined]] })
  // @ts-expect-error a row of another table
  void client.select('Bridge', { columns, where: [['_uuid', '==', port]] })
  // @ts-expect-error no value
  void client.select('Interface', { columns, where: [['name', '==']] })
}

export function functionsFollowFromTheColumn() {
  type Equality = '==' | '!=' | 'includes' | 'excludes'
  type Order = '<' | '<=' | '>=' | '>'
  holds<Equal<FunctionFor<string>, Equality>>()
  holds<Equal<FunctionFor<boolean | undefined>, Equality>>()
  holds<Equal<FunctionFor<'up' | 'down' | undefined>, Equality>>()
  holds<Equal<FunctionFor<readonly Integer[]>, Equality>>()
  holds<Equal<FunctionFor<ReadonlyMap<string, Integer>>, Equality>>()
  holds<Equal<FunctionFor<number>, Equality | Order>>()
  holds<Equal<FunctionFor<Integer>, Equality | Order>>()
  holds<Equal<FunctionFor<number | undefined>, Equality | Order>>()
  holds<Equal<FunctionFor<Integer | undefined>, Equality | Order>>()
  holds<Equal<FunctionFor<Value>, Equality | Order>>()
}

export async function theDatabaseChoosesTheModel(open: typeof connect) {
  const vswitch = await open('tcp:h', { database: 'Open_vSwitch' })
  holds<Equal<typeof vswitch, Client<OpenVSwitch>>>()

  const zoo = await open('tcp:h', { database: 'Zoo' })
  holds<Equal<ModelOf<'Zoo'>, Zoo>>()
  const animals = () => zoo.select('Animal', { columns: ['legs'], where: [['legs', '>', 2]] })
  holds<Equal<RowOf<typeof animals>, { readonly legs: Integer | undefined }>>()
  // @ts-expect-error no such table in this database
  void zoo.select('Interface', { columns: ['name'] })

  // @ts-expect-error a database has to be named
  void open('tcp:h', {})
}

export async function theSchemaTellsTheModel(open: typeof connect, start: typeof openClient) {
  const schema = {
    name: 'Garden',
    version: '1.0.0',
    tables: {
      Plant: {
        isRoot: true,
        columns: {
          name: { type: 'string' },
          size: { type: { key: { type: 'string', enum: ['set', ['small', 'large']] }, min: 0 } },
        },
      },
    },
  } as const
  const garden = await open('tcp:h', { schema, timeout: 5 })
  holds<Equal<typeof garden, Client<SchemaModel<typeof schema>>>>()
  const plants = () => garden.select('Plant', { columns: ['size'], where: [['size', '==', 'small']] })
  holds<Equal<RowOf<typeof plants>, { readonly size: 'small' | 'large' | undefined }>>()
  const inline = start('tcp:h', { schema: { name: 'I', tables: { T: { columns: { a: { type: 'boolean' } } } } } })
  const rows = () => inline.select('T', { columns: ['a'] })
  holds<Equal<RowOf<typeof rows>, { readonly a: boolean }>>()
  // @ts-expect-error no such table in this schema
  void garden.select('Animal', { columns: ['name'] })
  // @ts-expect-error the schema names its database
  void open('tcp:h', { schema, database: 'Zoo' })
  // @ts-expect-error no schema
  void open('tcp:h', { schema: { name: 'Garden' } })
}

export async function aDatabaseNobodyKnows(open: typeof connect) {
  const vtep = await open('tcp:h', { database: 'hardware_vtep' })
  holds<Equal<typeof vtep, Client<UntypedModel>>>()
  const switches = () => vtep.select('Physical_Switch', { columns: ['name', 'ports'], where: [['name', '==', 'a']] })
  holds<Equal<RowOf<typeof switches>, { readonly name: Value; readonly ports: Value }>>()
  void vtep.select('Physical_Switch', { columns: ['name'], where: [['n', '<', 5]] })
  void vtep.select('Physical_Switch', { columns: ['name', 'switch_fault_status?'] })
  // @ts-expect-error no such function
  void vtep.select('Physical_Switch', { columns: ['name'], where: [['name', '=', 'a']] })
  // @ts-expect-error no column holds an object
  void vtep.select('Physical_Switch', { columns: ['name'], where: [['name', '==', { a: 1 }]] })

  const any = await open('tcp:h', { database: process.argv[2] ?? '' })
  holds<Equal<typeof any, Client<UntypedModel>>>()
}

export function conditionsCanBeKept(): readonly Condition<OpenVSwitch, 'Interface'>[] {
  return [
    ['type', '==', 'vxlan'],
    ['ofport', '>', 0],
  ]
}

export function namesOfRows(bridge: Uuid<'Bridge'>, any: Uuid, port: Uuid<'Port'>): readonly string[] {
  const text: string = bridge
  // @ts-expect-error a text is none
  const fromText: Uuid<'Bridge'> = text
  const parsed: Uuid<'Bridge'> = parseUuid(text)
  const named: Uuid<'Port'> = parseUuid<'Port'>(text)
  // @ts-expect-error a row of another table
  const misnamed: Uuid<'Bridge'> = parseUuid<'Port'>(text)
  const generic: Uuid = bridge
  // @ts-expect-error a row of whatever table
  const fromAny: Uuid<'Bridge'> = any
  // @ts-expect-error a row of another table
  const fromPort: Uuid<'Bridge'> = port
  // @ts-expect-error nor is a text among others
  const list: readonly Uuid<'Bridge'>[] = [bridge, text]
  // @ts-expect-error nor a literal that looks like one
  const literal: Uuid<'Bridge'> = '9f04604d-7d5d-40c8-b321-dbf309952511'
  return [fromText, parsed, named, misnamed, fromAny, fromPort, ...list, literal, generic]
}

export function textsForUuids(client: Client<OpenVSwitch>, text: string) {
  const columns = ['name'] as const
  void client.select('Bridge', { columns, where: [['_uuid', '==', parseUuid(text)]] })
  void client.select('Bridge', { columns, where: [['ports', 'includes', [parseUuid(text)]]] })
  void client.select('QoS', { columns: [], where: [['queues', 'includes', new Map([[1, parseUuid(text)]])]] })
  void client.select('Bridge', { columns, where: [['_uuid', '==', parseUuid<'Bridge'>(text)]] })
  // @ts-expect-error a text is no UUID
  void client.select('Bridge', { columns, where: [['_uuid', '==', text]] })
  // @ts-expect-error a row of another table
  void client.select('Bridge', { columns, where: [['_uuid', '==', parseUuid<'Port'>(text)]] })
}

export async function replicas(client: Client<OpenVSwitch>, untyped: Client<UntypedModel>, table: string) {
  const replica = await client.replicate(
    { Bridge: ['name', 'ports'], Port: ['_uuid', 'name', 'bond_mode?'] },
    { where: { Port: [['tag', '>', 5]], Bridge: false }, indexes: { Port: [['name', 'bond_mode']] } },
  )
  const [bridge] = replica.table('Bridge').find({ name: 'br0' })
  const port = replica.get('Port', bridge?.ports[0])
  const name: string | undefined = port?.name
  for await (const change of replica) {
    if (change.table === 'Bridge' && change.kind === 'modify')
      holds<Equal<typeof change.new.ports, readonly Uuid<'Port'>[]>>()
    // @ts-expect-error a column nobody asked for
    if (change.table === 'Port') change.old?.tag
  }
  replica.get('Port', parseUuid('9f04604d-7d5d-40c8-b321-dbf309952511'))
  // @ts-expect-error a reference to a row of another table
  replica.get('Bridge', bridge?.ports[0])
  // @ts-expect-error a text is no reference
  replica.get('Bridge', '9f04604d-7d5d-40c8-b321-dbf309952511')
  // @ts-expect-error a table nobody asked for
  replica.table('Interface')
  // @ts-expect-error nor can it have conditions
  await replica.setConditions({ Interface: true })
  // @ts-expect-error strings have no order
  await replica.setConditions({ Port: [['name', '<', 'a']] })
  // @ts-expect-error no such table
  void client.replicate({ Bridges: ['name'] })
  // @ts-expect-error not even beside one that is
  void client.replicate({ Bridge: ['name'], Ports: ['name'] })
  // @ts-expect-error no such column
  void client.replicate({ Bridge: ['nmae'] })
  // @ts-expect-error an index of a column nobody asked for
  void client.replicate({ Port: ['name'] }, { indexes: { Port: [['tag']] } })
  const any = await untyped.replicate({ [table]: ['name'] })
  return [name, any.table(table).rows.size]
}
