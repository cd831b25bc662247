import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { parseSchema, parseUuid, type UntypedModel } from '../../../lib/ovsdb/index.js'
import type { Change } from '../../../lib/ovsdb/monitor/change.js'
import { ReplicaTables } from '../../../lib/ovsdb/monitor/replica-tables.js'
import { rowReaders } from '../../../lib/ovsdb/monitor/row-reader.js'
import { type RowUpdate, readTableUpdates, readTableUpdates2 } from '../../../lib/ovsdb/monitor/table-updates.js'
import { EVERY_SHAPE } from '../../support/every-shape.js'
import { int64 } from '../../support/json-arbitrary.js'
import { encodeUpdate, encodeUpdate2, type Thing, type Things } from '../../support/monitor-encoder.js'

interface Shapes {
  readonly thing: Thing
  readonly part: { readonly label: string }
}

const columns = { thing: ['_uuid', 'name', 'n', 'b', 'size', 'tags', 'few', 'counts', 'friends'] } as const
type Columns = typeof columns
type ThingChange = Change<Shapes, Columns>
type ThingReplica = ReplicaTables<Shapes, Columns>

const schema = parseSchema(EVERY_SHAPE)
const readers = rowReaders(schema, columns)
const uuidOf = (digit: number) => parseUuid<'thing'>(`00000000-0000-4000-8000-00000000000${digit}`)
const newReplica = (): ThingReplica =>
  new ReplicaTables<Shapes, Columns>(columns, { thing: [['n'], ['tags', 'size'], ['counts']] })

/** Ways to tell the same: the first reply, and the step from one state to another. */
const DIALECTS = {
  update: {
    initial: (things: Things) => readTableUpdates(encodeUpdate(new Map(), things), readers),
    step: (before: Things, after: Things) => readTableUpdates(encodeUpdate(before, after), readers),
  },
  update2: {
    initial: (things: Things) => readTableUpdates2(encodeUpdate2(new Map(), things, 'initial'), readers),
    step: (before: Things, after: Things) => readTableUpdates2(encodeUpdate2(before, after), readers),
  },
} satisfies Record<string, Record<string, (...things: Things[]) => readonly RowUpdate[]>>

const atomSet = <T>(atom: fc.Arbitrary<T>, minLength = 0, maxLength = 4) =>
  fc.uniqueArray(atom, { minLength, maxLength }).map((atoms) => atoms.sort((a, b) => (a < b ? -1 : 1)))
const letter = fc.constantFrom('a', 'b', 'c', '')
const integer = fc
  .oneof(fc.constant(0n), fc.bigInt(0n, 2n), int64)
  .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value))
const uuid = fc.nat(5).map(uuidOf)

const content: fc.Arbitrary<Omit<Thing, '_uuid'>> = fc.record({
  name: letter,
  n: integer,
  b: fc.boolean(),
  size: fc.option(fc.nat(2), { nil: undefined }),
  tags: atomSet(letter),
  few: atomSet(fc.nat(2), 1, 2),
  counts: fc.array(fc.tuple(letter, integer), { maxLength: 4 }).map((pairs) => new Map(pairs)),
  friends: fc.array(fc.tuple(letter, uuid), { maxLength: 2 }).map((pairs) => new Map(pairs)),
})

/** Some columns of one row, of a whole new one, or none: it goes. */
const rowChange = fc.tuple(uuid, content, fc.subarray(columns.thing.slice(1)), fc.boolean())

/** The states of a table, from empty on. */
const history = fc
  .array(fc.array(rowChange, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  .map((transactions) => {
    const states: Things[] = [new Map()]
    for (const transaction of transactions) {
      const things = new Map(states.at(-1))
      for (const [uuid, content, names, stays] of transaction) {
        const old = things.get(uuid)
        const part = Object.fromEntries(Object.entries(content).filter(([name]) => names.some((one) => one === name)))
        if (stays) things.set(uuid, { _uuid: uuid, ...content, ...(old && { ...old, ...part }) })
        else things.delete(uuid)
      }
      states.push(things)
    }
    return states
  })

/** Does with a copy of the rows what the changes say. */
function follow(rows: Map<Thing['_uuid'], Thing>, changes: readonly ThingChange[]): void {
  for (const { uuid, kind, old, new: row } of changes) {
    if (rows.get(uuid) !== old) throw new Error(`${kind} ${uuid}: expected the old row as it was held`)
    if (isDeepStrictEqual(old, row)) throw new Error(`${kind} ${uuid}: nothing changed`)
    if (row === undefined) rows.delete(uuid)
    else rows.set(uuid, row)
  }
}

function expectRows(replica: ThingReplica, things: Things, shadow: Things): void {
  const { rows } = replica.table('thing')
  if (!isDeepStrictEqual(new Map(rows), new Map(things))) throw new Error('expected the rows of the server')
  if (!isDeepStrictEqual(new Map(shadow), new Map(things))) throw new Error('expected the changes to tell them')
  for (const row of rows.values()) {
    if (!Object.isFrozen(row) || !Object.isFrozen(row.tags)) throw new Error('expected a frozen row')
  }
}

function expectIndexes(replica: ThingReplica, things: Things): void {
  const table = replica.table('thing')
  for (const thing of things.values()) {
    for (const names of [['name'], ['n'], ['tags', 'size'], ['counts'], ['b']] as const) {
      const values = Object.fromEntries(names.map((name) => [name, thing[name]])) as Partial<Thing>
      const found = table.find(values).map((row) => row._uuid)
      const same = [...things.values()].filter((other) =>
        names.every((name) => isDeepStrictEqual(other[name], thing[name])),
      )
      if (!isDeepStrictEqual(new Set(found), new Set(same.map((row) => row._uuid))) || found.length !== same.length) {
        throw new Error(`expected the rows with the same ${names}`)
      }
    }
  }
  if (table.find({ name: 'nobody' }).length > 0) throw new Error('expected no row')
}

for (const [dialect, { initial, step }] of Object.entries(DIALECTS)) {
  t.test(`${dialect}: whatever happens, the replica has the rows of the server`, async () => {
    fc.assert(
      fc.property(history, fc.nat(8), (states, begin) => {
        const first = states[Math.min(begin, states.length - 1)] as Things
        const replica = newReplica()
        const shadow = new Map<Thing['_uuid'], Thing>()
        follow(shadow, replica.resync(initial(first), readers))
        expectRows(replica, first, shadow)
        for (const [index, things] of states.entries()) {
          if (index <= begin) continue
          const held = new Map(replica.table('thing').rows)
          const copy = structuredClone(held)
          follow(shadow, replica.apply(step(states[index - 1] as Things, things)))
          expectRows(replica, things, shadow)
          expectIndexes(replica, things)
          if (!isDeepStrictEqual(held, copy)) throw new Error('expected the old rows as they were')
        }
      }),
    )
  })

  t.test(`${dialect}: after an outage the replica is as one that reads everything afresh`, async () => {
    fc.assert(
      fc.property(history, fc.nat(8), (states, cut) => {
        const seen = states.slice(0, cut + 1)
        const replica = newReplica()
        const shadow = new Map<Thing['_uuid'], Thing>()
        follow(shadow, replica.resync([], readers))
        for (const [index, things] of seen.entries()) {
          if (index > 0) follow(shadow, replica.apply(step(states[index - 1] as Things, things)))
        }
        const last = states.at(-1) as Things
        const held = new Map(replica.table('thing').rows)
        follow(shadow, replica.resync(initial(last), readers))
        expectRows(replica, last, shadow)
        expectIndexes(replica, last)
        const fresh = newReplica()
        fresh.resync(initial(last), readers)
        if (!isDeepStrictEqual(fresh.table('thing').rows, replica.table('thing').rows)) throw new Error('not as fresh')
        for (const [uuid, row] of replica.table('thing').rows) {
          const old = held.get(uuid)
          if (old !== row && isDeepStrictEqual(old, row)) throw new Error('expected an unchanged row to stay')
        }
      }),
    )
  })
}

const thing = (digit: number, part: Partial<Thing> = {}): Thing => ({
  _uuid: uuidOf(digit),
  name: '',
  n: 0,
  b: false,
  size: undefined,
  tags: [],
  few: [0],
  counts: new Map(),
  friends: new Map(),
  ...part,
})
const things = (...rows: readonly Thing[]): Things => new Map(rows.map((row) => [row._uuid, row]))

t.test('a change tells what the row was and what it is', async (t) => {
  const { initial, step } = DIALECTS.update2
  const replica = newReplica()
  const [before, after] = [thing(1, { name: 'a', tags: ['x'] }), thing(1, { name: 'a', tags: ['x', 'y'] })]
  t.strictSame(replica.resync(initial(things(before)), readers), [
    { table: 'thing', uuid: uuidOf(1), kind: 'insert', old: undefined, new: before },
  ])
  t.strictSame(replica.apply(step(things(before), things(after))), [
    { table: 'thing', uuid: uuidOf(1), kind: 'modify', old: before, new: after },
  ])
  t.strictSame(replica.apply(step(things(after), things())), [
    { table: 'thing', uuid: uuidOf(1), kind: 'delete', old: after, new: undefined },
  ])
})

t.test('an update that changes nothing is no change', async (t) => {
  const replica = newReplica()
  const row = thing(1, { tags: ['a', 'b'], counts: new Map([['c', 2n ** 60n]]) })
  replica.resync(DIALECTS.update.initial(things(row)), readers)
  const wire = { thing: { [uuidOf(1)]: { modify: { n: 0, tags: ['set', []], counts: ['map', []] } } } }
  t.strictSame(replica.apply(readTableUpdates2(wire, readers)), [])
  const [update] = DIALECTS.update.initial(things({ ...row, tags: ['b', 'a'] }))
  t.ok(update?.kind === 'insert')
  if (update?.kind === 'insert') t.strictSame(replica.apply([{ ...update, kind: 'replace', old: {} }]), [])
})

t.test('what does not fit what is held is refused, and nothing of it is taken', async (t) => {
  const { initial } = DIALECTS.update2
  const row = thing(1, { few: [1, 2] })
  const refused = (update: object, message: RegExp) => {
    const replica = newReplica()
    replica.resync(initial(things(row)), readers)
    const good = { [uuidOf(2)]: { insert: {} } }
    t.throws(() => replica.apply(readTableUpdates2({ thing: { ...good, ...update } }, readers)), {
      code: 'INVALID_UPDATE',
      message,
    })
    t.strictSame([...replica.table('thing').rows.keys()], [uuidOf(1)])
    t.strictSame(replica.table('thing').find({ name: '' }).length, 1)
  }
  refused({ [uuidOf(1)]: { insert: {} } }, /thing .*1: expected a row that is not there yet/)
  refused({ [uuidOf(3)]: { modify: { n: 1 } } }, /thing .*3: expected a row that is there, got 'none'/)
  refused({ [uuidOf(3)]: { delete: null } }, /thing .*3: expected a row that is there, got 'none'/)
  refused({ [uuidOf(1)]: { modify: { few: 3 } } }, /few: expected a difference that fits .*1 to 2 elements, got 3/)
  const replica = newReplica()
  t.throws(() => replica.resync(readTableUpdates2({ thing: { [uuidOf(1)]: { delete: null } } }, readers), readers), {
    code: 'INVALID_UPDATE',
  })
  const elsewhere: RowUpdate = { table: 'part', uuid: uuidOf(1), kind: 'insert', new: {} }
  const message = "update of tables: expected one of thing, got 'part'"
  t.throws(() => replica.resync([elsewhere], readers), { code: 'INVALID_UPDATE', message })
  t.throws(() => replica.apply([elsewhere]), { code: 'INVALID_UPDATE', message })
})

t.test('a server with another schema after the outage', async (t) => {
  const wanted = { thing: ['name', 'n?'], part: ['label'] } as const
  const replica = new ReplicaTables<Shapes, typeof wanted>(wanted)
  const full = rowReaders(schema, wanted)
  replica.resync(
    readTableUpdates2({ thing: { [uuidOf(1)]: { initial: { n: 5 } } }, part: { [uuidOf(2)]: { initial: {} } } }, full),
    full,
  )
  t.strictSame(replica.table('part').rows, new Map([[uuidOf(2), { label: '' }]]))

  const older = rowReaders(
    parseSchema({ name: 'shapes', version: '0.9.0', tables: { thing: { columns: { name: { type: 'string' } } } } }),
    wanted,
  )
  t.strictSame(replica.resync(readTableUpdates2({ thing: { [uuidOf(1)]: { initial: {} } } }, older), older), [
    {
      table: 'thing',
      uuid: uuidOf(1),
      kind: 'modify',
      old: { name: '', n: 5 },
      new: { name: '', n: undefined },
    },
    { table: 'part', uuid: uuidOf(2), kind: 'delete', old: { label: '' }, new: undefined },
  ])
  t.equal(replica.table('part').rows.size, 0)
})

t.test('tables and columns that are not replicated', async (t) => {
  const replica = new ReplicaTables<UntypedModel, { readonly [table: string]: readonly string[] }>(
    { thing: ['name', 'newer?'] },
    { thing: [['newer', 'name']] },
  )
  t.strictSame(replica.table('thing').find({ newer: undefined }), [], 'a column that the server may lack is none')
  t.throws(() => replica.table('part'), { name: 'UnknownTableError', message: 'the replica has no table "part"' })
  const unknown: readonly [object, string][] = [
    [{ part: [['label']] }, 'UnknownTableError'],
    [{ thing: [['name', 'nope']] }, 'UnknownColumnError'],
  ]
  for (const [indexes, name] of unknown) t.throws(() => new ReplicaTables({ thing: ['name'] }, indexes), { name })
})

/** That these compile, and fail to where it says so, is the test. */
export function typedByTheModel(replica: ThingReplica, change: ThingChange): readonly unknown[] {
  const name: string | undefined = replica.table('thing').rows.get(uuidOf(1))?.name
  if (change.kind === 'insert') {
    const fresh: string = change.new.name
    // @ts-expect-error there was no row
    return [fresh, change.old.name]
  }
  // @ts-expect-error a table nobody asked for
  replica.table('part')
  // @ts-expect-error a column nobody asked for
  replica.table('thing').find({ digit: 1 })
  // @ts-expect-error rows cannot be set
  replica.table('thing').rows.clear()
  // @ts-expect-error the table lacks the column
  new ReplicaTables<Shapes, { thing: ['nmae'] }>({ thing: ['nmae'] })
  return [name]
}
