import {
  type Client,
  type DryRunOutcome,
  type Integer,
  NamedUuid,
  type OpenVSwitch,
  type Operation,
  type Outcome,
  operations,
  parseUuid,
  type Real,
  resultsOf,
  type SchemaModel,
  setKeys,
  type UntypedModel,
  type Uuid,
} from 'ovsdb-exporter'
import t from 'tap'
import type { Mutation } from '../../../lib/ovsdb/operation/mutation.js'
import type { Writable } from '../../../lib/ovsdb/operation/writable.js'
import type { EVERY_SHAPE } from '../../support/every-shape.js'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Compiles for `true` only. */
function holds<_ extends true>(): void {}

/** The functions below are never called: that they compile, and fail to where it says so, is the test. */
t.pass('compiles')

type Shapes = SchemaModel<typeof EVERY_SHAPE>

const ovs = operations<OpenVSwitch>()
const shapes = operations<Shapes>()

export async function theResultsAreTheTupleOfTheOperations(client: Client<OpenVSwitch>, bridge: Uuid<'Bridge'>) {
  const port = ovs.insert('Port', { name: 'p' })
  const outcome = await client.transact([
    port,
    ovs.select('Bridge', { columns: ['name', 'ports', 'status?'] }),
    ovs.update('Port', [['name', '==', 'p']], { tag: 5 }),
    ovs.mutate('Bridge', [['_uuid', '==', bridge]], [['ports', 'insert', port.ref]]),
    ovs.delete('Bridge', [['name', '==', 'x']]),
    ovs.wait('Bridge', { where: [], columns: ['name'], until: '==', rows: [{ name: 'b' }], timeout: 0 }),
    ovs.verify('Bridge', bridge, { name: 'b' }),
    ovs.commit({ durable: true }),
    ovs.comment('x'),
    ovs.assert('l'),
    ovs.abort(),
    { op: 'select', table: 'Port', columns: ['tag'], where: [['name', '!=', 'p']] },
    { op: 'insert', table: 'QoS', row: { type: 'linux-htb' } },
    { op: 'delete', table: 'Queue', where: [] },
  ])
  if (outcome.status === 'committed') {
    holds<
      Equal<
        typeof outcome.results,
        readonly [
          Uuid<'Port'>,
          readonly {
            readonly name: string
            readonly ports: readonly Uuid<'Port'>[]
            readonly status: ReadonlyMap<string, string> | undefined
          }[],
          number,
          number,
          number,
          undefined,
          undefined,
          undefined,
          undefined,
          undefined,
          undefined,
          readonly { readonly tag: number | undefined }[],
          Uuid<'QoS'>,
          number,
        ]
      >
    >()
    // @ts-expect-error only a rejected transaction has an error
    outcome.error
    // @ts-expect-error fourteen operations, fourteen results
    outcome.results[14]
  }
  if (outcome.status === 'rejected') {
    const first: Uuid<'Port'> | undefined = outcome.results[0]
    // @ts-expect-error it may not have come to that operation
    const second: number = outcome.results[2]
    return [first, second, outcome.error.operation]
  }
  // @ts-expect-error without a look at the status there are no results
  outcome.results
  return resultsOf(outcome)[0].toUpperCase()
}

export function operationsWrittenInline(client: Client<OpenVSwitch>, untyped: Client<UntypedModel>) {
  void client.transact([
    { op: 'insert', table: 'Port', row: { name: 'p', tag: 5, other_config: new Map([['a', 'b']]) } },
    { op: 'update', table: 'Port', where: [], row: { tag: 5 } },
    { op: 'wait', table: 'Port', where: [], columns: ['name'], until: '==', rows: [{ name: 'p' }, { name: 'q' }] },
    { op: 'commit', durable: true },
  ])
  void untyped.transact([
    { op: 'insert', table: 'X', row: { a: 1 } },
    { op: 'update', table: 'X', where: [], row: { b: '' } },
  ])

  const inserts = ['p', 'q'].map((name) => ovs.insert('Port', { name }))
  void client.transact([...inserts, ovs.delete('Port', [])])
  void client.transact([...(inserts.length > 1 ? [ovs.comment('x')] : []), { op: 'delete', table: 'Port', where: [] }])
  // @ts-expect-error a misspelled member behind others
  void client.transact([...inserts, { op: 'delete', table: 'Port', where: [], were: [] }])

  // @ts-expect-error no such column, beside one that there is
  void client.transact([{ op: 'insert', table: 'Port', row: { name: 'p', nam: 'q' } }])
  // @ts-expect-error an immutable one
  void client.transact([{ op: 'update', table: 'Port', where: [], row: { tag: 5, name: 'p' } }])
  const until = '=='
  // @ts-expect-error in one row of several
  void client.transact([{ op: 'wait', table: 'Port', where: [], columns: ['tag'], until, rows: [{}, { tga: 5 }] }])
  // @ts-expect-error a column that is not looked at
  void client.transact([{ op: 'wait', table: 'Port', where: [], columns: ['name?'], until, rows: [{ tag: 5 }] }])
  // @ts-expect-error a condition that would not be one
  void client.transact([{ op: 'select', table: 'Port', columns: ['name'], were: [['tag', '==', 5]] }])
  // @ts-expect-error what another operation has
  void client.transact([{ op: 'delete', table: 'Port', where: [], row: {} }])
  // @ts-expect-error of one without a table
  void client.transact([{ op: 'commit', durable: true, timeout: 5 }])
  // @ts-expect-error of a database nothing is known of, too
  void untyped.transact([{ op: 'delete', table: 'X', where: [], wher: [] }])
  // @ts-expect-error an option that there is not
  void client.transact([], { durabel: true })
}

export async function operationsKnownAtRunTimeOnly(client: Client<OpenVSwitch>) {
  const many = await client.transact([1, 2].map((tag) => ovs.insert('Port', { tag })))
  holds<Equal<typeof many, Outcome<readonly Uuid<'Port'>[]>>>()
  const mixed = [ovs.insert('Port', {}), ovs.delete('Port', [])]
  const two = await client.transact(mixed)
  holds<Equal<typeof two, Outcome<readonly (Uuid<'Port'> | number)[]>>>()
  const any: readonly Operation<OpenVSwitch>[] = mixed
  void client.transact(any)
  const none = await client.transact([])
  holds<Equal<typeof none, Outcome<readonly []>>>()
}

export async function aDryRunIsNoTransaction(client: Client<OpenVSwitch>) {
  const outcome = await client.transact([ovs.insert('Port', {})], { dryRun: true })
  holds<Equal<typeof outcome, DryRunOutcome<readonly [Uuid<'Port'>]>>>()
  const real = await client.transact([ovs.insert('Port', {})], { dryRun: false, lock: 'l', durable: true, timeout: 5 })
  holds<Equal<typeof real, Outcome<readonly [Uuid<'Port'>]>>>()
}

export async function whetherItIsADryRunIsKnownAtRunTimeOnly(client: Client<OpenVSwitch>, dryRun: boolean) {
  type Results = readonly [Uuid<'Port'>]
  const either = await client.transact([ovs.insert('Port', {})], { dryRun })
  holds<Equal<typeof either, Outcome<Results> | DryRunOutcome<Results>>>()
  const flags: { readonly dryRun?: boolean | undefined } = {}
  const perhaps = await client.transact([ovs.insert('Port', {})], flags)
  holds<Equal<typeof perhaps, typeof either>>()
  return resultsOf(either)[0]
}

export function immutableColumns(client: Client<OpenVSwitch>, model: OpenVSwitch['Bridge']) {
  ovs.insert('Bridge', { name: 'b' })
  ovs.wait('Bridge', { where: [['name', '==', 'b']], columns: ['name'], until: '==', rows: [{ name: 'b' }] })
  shapes.insert('thing', { fixed: 5 })
  shapes.update('thing', [['fixed', '==', 5]], { n: 6 })
  const name: string = model.name

  // @ts-expect-error the name is the insert's
  ovs.update('Bridge', [], { name: 'c' })
  // @ts-expect-error beside others too
  ovs.update('Interface', [], { mtu_request: 1500, name })
  // @ts-expect-error nor can it be changed by what it is
  shapes.mutate('thing', [], [['fixed', '+=', 1]])
  // @ts-expect-error as in a schema literal
  shapes.update('thing', [], { fixed: 6 })
  // @ts-expect-error nor written inline
  void client.transact([{ op: 'update', table: 'Port', where: [], row: { name: 'p' } }])
}

export function rowsToWrite(text: string) {
  const { insert } = ovs
  const port = insert('Port', { name: 'p', tag: undefined, trunks: [1, 2], external_ids: new Map([['a', 'b']]) })
  holds<Equal<typeof port.ref, NamedUuid<'Port'>>>()
  insert('Bridge', {
    ports: [port.ref, parseUuid(text), new NamedUuid<'Port'>()],
    fail_mode: 'secure',
    protocols: ['OpenFlow13'],
  })
  insert('Port', { qos: insert('QoS', { queues: new Map([[1, insert('Queue', {}).ref]]) }).ref })
  insert('Interface', { statistics: new Map<string, Integer>([['rx', 2n ** 60n]]) }, { uuid: parseUuid(text) })

  // @ts-expect-error no such table
  insert('Ports', {})
  // @ts-expect-error no such column
  insert('Port', { nmae: 'p' })
  // @ts-expect-error a number where a text belongs
  insert('Port', { name: 5 })
  // @ts-expect-error a word that the enum lacks
  insert('Bridge', { fail_mode: 'open' })
  // @ts-expect-error a set, not one of it
  insert('Bridge', { protocols: 'OpenFlow13' })
  // @ts-expect-error a text always has a value
  insert('Port', { name: undefined })
  // @ts-expect-error an object where a Map belongs
  insert('Port', { external_ids: { a: 'b' } })
  // @ts-expect-error a row of another table
  insert('Bridge', { ports: [insert('Interface', {}).ref] })
  // @ts-expect-error a text is no UUID
  insert('Bridge', { ports: [text] })
  // @ts-expect-error nor can it be chosen as one
  insert('Port', {}, { uuid: text })
  // @ts-expect-error nor as the value of a map
  insert('QoS', { queues: new Map([[1, port.ref]]) })
  // @ts-expect-error a row where a text belongs
  insert('Port', { name: port.ref })
  // @ts-expect-error the database's own column
  insert('Port', { _uuid: 'x' })
  // @ts-expect-error the UUID of a row of another table
  insert('Port', {}, { uuid: insert('Bridge', {}).ref })
  // @ts-expect-error in an update as in an insert
  ovs.update('Port', [], { tag: 'five' })
}

export function conditions(bridge: NamedUuid<'Bridge'>, port: NamedUuid<'Port'>, stored: Uuid<'Port'>) {
  const { delete: remove, select, wait, verify } = ovs
  remove('Bridge', [
    ['_uuid', '==', bridge],
    ['ports', 'includes', [port, stored]],
    ['external_ids', 'excludes', new Map([['a', 'b']])],
    ['fail_mode', '!=', undefined],
  ])
  remove('Port', [['tag', '<', 5]])
  ovs.mutate('CT_Timeout_Policy', [], [['timeouts', 'insert', new Map([['tcp_close', 5]] as const)]])
  // @ts-expect-error not a key of the enum
  ovs.mutate('CT_Timeout_Policy', [], [['timeouts', 'insert', new Map([['tcp_colse', 5]] as const)]])
  // @ts-expect-error strings have no order
  remove('Port', [['name', '<', 'p']])
  // @ts-expect-error no such function
  remove('Port', [['name', '=', 'p']])
  // @ts-expect-error a row of another table
  remove('Bridge', [['_uuid', '==', port]])
  // @ts-expect-error a column of another table
  select('Bridge', { columns: ['name'], where: [['tag', '==', 5]] })
  // @ts-expect-error no such column
  select('Bridge', { columns: ['nmae'] })
  // @ts-expect-error no such column to wait for
  wait('Bridge', { where: [], columns: ['nmae'], until: '==', rows: [] })
  wait('Bridge', { where: [], columns: ['name', 'stp_enable?'], until: '==', rows: [{ name: 'b', stp_enable: true }] })
  // @ts-expect-error a column that is not looked at
  wait('Bridge', { where: [], columns: ['name?'], until: '==', rows: [{ name: 'b', stp_enable: true }] })
  // @ts-expect-error no such comparison of rows
  wait('Bridge', { where: [], columns: ['name'], until: '<', rows: [] })
  // @ts-expect-error a value that the column cannot hold
  verify('Bridge', 'x', { name: 5 })
  // @ts-expect-error the row of another table
  verify('Bridge', stored, { name: 'b' })
}

export function onlyTheMutatorsThatAColumnAllows(port: NamedUuid<'part'>, own: NamedUuid<'thing'>, text: string) {
  const { mutate } = shapes
  mutate(
    'thing',
    [],
    [
      ['n', '+=', 1],
      ['n', '%=', 2n],
      ['digit', '%=', 3],
      ['size', '-=', 1],
      ['size', 'insert', 5],
      ['size', 'delete', [5]],
      ['r', '*=', 0.5],
      ['few', '/=', 2],
      ['few', 'insert', [1, 2n]],
      ['tags', 'insert', 'a'],
      ['tags', 'delete', ['a', 'b']],
      ['colour', 'insert', 'red'],
      ['parts', 'insert', [port, parseUuid(text)]],
      ['counts', 'insert', new Map([['k', 1]])],
      ['counts', 'delete', new Map([['k', 1]])],
      ['counts', 'delete', ['k']],
      ['friends', 'insert', new Map([['me', own]])],
    ],
  )
  // @ts-expect-error text cannot be added to
  mutate('thing', [], [['name', '+=', 'x']])
  // @ts-expect-error a scalar has no elements
  mutate('thing', [], [['n', 'insert', 1]])
  // @ts-expect-error nor has a text
  mutate('thing', [], [['name', 'delete', 'a']])
  // @ts-expect-error real numbers have no remainder
  mutate('thing', [], [['r', '%=', 2]])
  // @ts-expect-error nor a bigint
  mutate('thing', [], [['r', '+=', 2n]])
  // @ts-expect-error nothing can be added to a flag
  mutate('thing', [], [['b', '+=', 1]])
  // @ts-expect-error nor to a set of texts
  mutate('thing', [], [['tags', '+=', 1]])
  // @ts-expect-error nor to a map
  mutate('thing', [], [['counts', '+=', 1]])
  // @ts-expect-error keys alone can only be deleted
  mutate('thing', [], [['counts', 'insert', ['k']]])
  // @ts-expect-error a key of another type
  mutate('thing', [], [['counts', 'delete', [1]]])
  // @ts-expect-error a word that the enum lacks
  mutate('thing', [], [['colour', 'insert', 'green']])
  // @ts-expect-error a row of another table
  mutate('thing', [], [['parts', 'insert', own]])
  // @ts-expect-error the database's own column
  mutate('thing', [], [['_uuid', 'insert', 'x']])
  // @ts-expect-error no such mutator
  mutate('thing', [], [['n', '**=', 2]])

  holds<
    Equal<
      Extract<Mutation<Shapes, 'thing'>, readonly ['r', ...unknown[]]>,
      readonly ['r', '+=' | '-=' | '*=' | '/=', number]
    >
  >()
}

export function singleKeysOfAMap(client: Client<OpenVSwitch>) {
  const keys = setKeys('other_config', new Map([['hwaddr', 'x']]))
  void client.transact([ovs.mutate('Bridge', [], keys)])
  void client.transact([
    { op: 'mutate', table: 'Bridge', where: [], mutations: [...keys, ['flood_vlans', 'insert', [5]]] },
  ])
  // @ts-expect-error the values of this map are texts
  ovs.mutate('Bridge', [], setKeys('other_config', new Map([['a', 5]])))
  // @ts-expect-error no such column
  ovs.mutate('Bridge', [], setKeys('config', new Map([['a', 'b']])))
  // @ts-expect-error no map
  ovs.mutate('Bridge', [], setKeys('ports', new Map([['a', 'b']])))
}

export function objectsWrittenInlineAreCheckedTheSame(client: Client<OpenVSwitch>) {
  // @ts-expect-error no such operation
  void client.transact([{ op: 'replace', table: 'Port', where: [], row: {} }])
  // @ts-expect-error no such table
  void client.transact([{ op: 'delete', table: 'Ports', where: [] }])
  // @ts-expect-error a column of another table
  void client.transact([{ op: 'select', table: 'Port', columns: ['ports'] }])
  // @ts-expect-error where is not optional, lest a table be emptied by mistake
  void client.transact([{ op: 'delete', table: 'Port' }])
  // @ts-expect-error a value that the column cannot hold
  void client.transact([{ op: 'update', table: 'Port', where: [], row: { tag: 'five' } }])
  // @ts-expect-error a mutator that the column does not allow
  void client.transact([{ op: 'mutate', table: 'Port', where: [], mutations: [['name', '+=', 1]] }])
  // @ts-expect-error the wire's form is no program's
  void client.transact([{ op: 'insert', table: 'Port', row: { trunks: ['set', [1]] } }])
  // @ts-expect-error an operation on another database
  void client.transact([shapes.insert('thing', {})])
}

export function aDatabaseNobodyKnows(client: Client<UntypedModel>) {
  const { insert, mutate } = operations()
  const row = insert('T', { a: 'x', b: [1, 2], c: new Map([['k', new NamedUuid()]]), d: undefined })
  const outcome = client.transact([
    row,
    mutate(
      'T',
      [['a', '<', 5]],
      [
        ['n', '%=', 2],
        ['s', 'insert', [row.ref]],
      ],
    ),
  ])
  holds<Equal<Awaited<typeof outcome>, Outcome<readonly [Uuid<'T'>, number]>>>()
  // @ts-expect-error no column holds an object
  insert('T', { a: { k: 'v' } })
  // @ts-expect-error no such mutator
  mutate('T', [], [['a', '=', 5]])
}

export function whatAColumnMayBeGiven() {
  holds<Equal<Writable<string>, string>>()
  holds<Equal<Writable<boolean | undefined>, boolean | undefined>>()
  holds<Equal<Writable<Real>, Real>>()
  holds<Equal<Writable<'a' | 'b' | undefined>, 'a' | 'b' | undefined>>()
  holds<Equal<Writable<Uuid<'T'>>, Uuid<'T'> | NamedUuid<'T'>>>()
  holds<Equal<Writable<readonly Uuid<'T'>[]>, readonly (Uuid<'T'> | NamedUuid<'T'>)[]>>()
  holds<Equal<Writable<ReadonlyMap<number, Uuid<'T'>>>, ReadonlyMap<number, Uuid<'T'> | NamedUuid<'T'>>>>()
  const real: Real = 0.5
  const number: number = real
  return number
}
