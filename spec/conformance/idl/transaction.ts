import { isDeepStrictEqual } from 'node:util'
import { parseJson } from '../../../lib/jsonrpc/index.js'
import {
  type Client,
  NamedUuid,
  type Operation,
  operations,
  parseUuid,
  type UntypedModel,
} from '../../../lib/ovsdb/index.js'
import type { AnyRow } from '../../../lib/ovsdb/monitor/change.js'
import { programOperation, type WireOperation } from '../operations.js'
import type { Rows } from './print.js'

const { verify, update, mutate, select } = operations()

/** A row that the commands of one step write. */
interface Written {
  readonly table: string
  /** Of one that is there. */
  readonly uuid?: string
  /** Of a new one. */
  readonly ref?: NamedUuid
  readonly newUuid?: string
  readonly columns: Record<string, unknown>
  readonly mutations: (readonly [string, string, unknown])[]
  deleted: boolean
}

/** What a command needs: the rows that can be read, and the transaction. */
interface Step {
  /** The row of the table that holds this value, new or there. */
  find(table: string, column: string, value: unknown): Written
  insert(table: string, columns?: Readonly<Record<string, unknown>>, uuid?: string): Written
  add(operation: Operation<UntypedModel>): void
  held(row: Written): AnyRow
  increment(row: Written): void
  /** Reads a column that the replica has not. */
  fetch(row: Written, column: string): void
}

/** What was read in a transaction, of the row with that UUID. */
export interface Fetched {
  readonly uuid: string
  readonly columns: AnyRow
}

/** Ends the step without a commit, or with one that is aborted. */
class Ended extends Error {}

const UUIDS = {
  added: '001e43d2-dd3f-4616-ab6a-83a490bb0991',
  twice: '0026b3ba-571b-4729-8227-d860a5210ab8',
  lost: '579e978d-776c-4f19-a225-268e5890e670',
  first: 'b6272353-af9c-40b7-90fe-32a43e6518a1',
  second: '1d6a71a2-dffb-426e-b2fa-b727091f9901',
} as const

const simple = (step: Step, i: string | undefined) => step.find('simple', 'i', Number(i))

/** The commands of the reference's test program that write. Those whose names tell nothing do what that program does. */
const COMMANDS: Readonly<Record<string, (step: Step, args: readonly string[]) => void>> = {
  set: (step, [i, column = '', text = '']) => {
    const values: Readonly<Record<string, unknown>> = { b: text === '1', s: text, u: text, r: Number(text) }
    simple(step, i).columns[column] = values[column]
  },
  insert: (step, [i]) => void step.insert('simple', { i: Number(i) }),
  insert_no_columns_changed: (step) => void step.insert('simple'),
  insert_uuid: (step, [uuid, i]) => void step.insert('simple', { i: Number(i) }, uuid),
  insert_uuid_uref: (step, [uuid3, uuid4]) => {
    step.insert('simple4', {}, uuid4)
    step.insert('simple3', { uref: [uuid4] }, uuid3)
  },
  add_op: (step, [json = '']) => step.add(parseJson(json) as Operation<UntypedModel>),
  delete: (step, [i]) => {
    simple(step, i).deleted = true
  },
  verify: (step, [i, column = '']) => {
    const row = simple(step, i)
    if (row.uuid !== undefined) step.add(verify(row.table, parseUuid(row.uuid), { [column]: step.held(row)[column] }))
  },
  increment: (step, [i]) => step.increment(simple(step, i)),
  fetch: (step, [i, column = '']) => step.fetch(simple(step, i), column),
  abort: () => {
    throw new Ended('aborted')
  },
  destroy: () => {
    throw new Ended('destroy')
  },
  linktest: (step) => {
    const first = step.insert('link1', { i: 1 })
    Object.assign(first.columns, { k: first.ref, ka: [first.ref] })
    const second = step.insert('link1', { i: 2, k: first.ref })
    second.columns.ka = [first.ref, second.ref]
  },
  getattrtest: (step) => {
    const row = step.insert('link1', { i: 2 })
    row.columns.k = row.ref
  },
  partialmapinsertelement: (step) => {
    const row = step.find('simple2', 'name', 'myString1')
    row.columns.name = 'String2'
    setKeys(row, 'smap', [['key1', 'myList1']])
    setKeys(row, 'imap', [[3, 'myids2']])
  },
  partialmapinsertmultipleelements: (step) =>
    setKeys(step.find('simple2', 'name', 'String2'), 'smap', [
      ['key2', 'myList2'],
      ['key3', 'myList3'],
      ['key4', 'myList4'],
    ]),
  partialmapdelelements: (step) => {
    const { mutations } = step.find('simple2', 'name', 'String2')
    mutations.push(['smap', 'delete', new Map([['key1', 'myList1']])])
    mutations.push(['smap', 'delete', new Map([['key2', 'wrongvalue']])])
    mutations.push(['smap', 'delete', ['key3', 'key4']])
  },
  partialmapmutatenew: (step) => {
    const smap = new Map([
      ['key1', 'newList1'],
      ['key2', 'newList2'],
    ])
    step.insert('simple2', { name: 'String2New', smap })
  },
  partialmapmutateirefmap: (step) => {
    const { uuid } = step.find('simple3', 'name', 'myString1')
    setKeys(step.find('simple5', 'name', 'myString2'), 'irefmap', [[1, uuid]])
  },
  partialrenamesetadd: (step) => {
    const row = step.find('simple3', 'name', 'mySet1')
    row.columns.name = 'String2'
    row.mutations.push(['uset', 'insert', [UUIDS.added]])
  },
  partialduplicateadd: (step) => {
    const { mutations } = step.find('simple3', 'name', 'String2')
    mutations.push(['uset', 'insert', [UUIDS.twice]], ['uset', 'insert', [UUIDS.twice]])
  },
  partialsetdel: (step) =>
    void step.find('simple3', 'name', 'String2').mutations.push(['uset', 'delete', [UUIDS.added]]),
  partialsetref: (step) => {
    const { ref } = step.insert('simple4', { name: 'test' })
    step.find('simple3', 'name', 'String2').mutations.push(['uref', 'insert', [ref]])
  },
  partialsetoverrideops: (step) => {
    const row = step.find('simple3', 'name', 'String2')
    row.mutations.push(['uset', 'insert', [UUIDS.lost]], ['uset', 'delete', [UUIDS.twice]])
    row.columns.uset = [UUIDS.twice]
  },
  partialsetadddelete: (step) => {
    const { mutations } = step.find('simple3', 'name', 'String2')
    mutations.push(['uset', 'insert', [UUIDS.first, UUIDS.second]], ['uset', 'delete', [UUIDS.twice]])
  },
  partialsetmutatenew: (step) => {
    const { ref } = step.insert('simple4', { name: 'new_row41' })
    step.insert('simple3', { name: 'String3', uset: [ref] })
  },
}

function setKeys({ mutations }: Written, column: string, pairs: readonly (readonly [unknown, unknown])[]): void {
  mutations.push([column, 'delete', pairs.map(([key]) => key)], [column, 'insert', new Map(pairs)])
}

/** Performs a comma list of commands as one transaction. */
export async function performCommands(
  text: string,
  client: Client<UntypedModel>,
  rows: Rows,
): Promise<{ readonly printed: string; readonly fetched: readonly Fetched[] }> {
  const transaction = new Transaction(client, rows)
  try {
    for (const command of splitCommands(text)) {
      const [name = '', ...args] = command
      const perform = COMMANDS[name]
      if (perform === undefined) throw new Error(`expected a command of the reference's test program, got ${name}`)
      perform(transaction, args)
    }
  } catch (error) {
    if (!(error instanceof Ended)) throw error
    return { printed: error.message === 'destroy' ? 'destroy' : `commit, status=${error.message}`, fetched: [] }
  }
  return { printed: await transaction.commit(), fetched: transaction.fetched }
}

/** The words of each command; JSON objects are one word, whatever is in them. */
function splitCommands(text: string): readonly (readonly string[])[] {
  const objects: string[] = []
  let depth = 0
  let outside = ''
  for (const character of text) {
    if (character === '{' && depth++ === 0) {
      outside += `{${objects.length}}`
      objects.push('')
    }
    if (depth > 0) objects.push((objects.pop() ?? '') + character)
    else outside += character
    if (character === '}') depth--
  }
  const words = (command: string) => command.trim().split(/\s+/)
  return outside
    .split(',')
    .map((command) => words(command).map((word) => objects[Number(/^\{(\d+)\}$/.exec(word)?.[1])] ?? word))
}

class Transaction implements Step {
  readonly #client: Client<UntypedModel>
  readonly #rows: Rows
  readonly #written: Written[] = []
  readonly #added: Operation<UntypedModel>[] = []
  readonly #incremented: Written[] = []
  readonly #fetches: { readonly uuid: string; readonly column: string }[] = []
  fetched: readonly Fetched[] = []

  constructor(client: Client<UntypedModel>, rows: Rows) {
    this.#client = client
    this.#rows = rows
  }

  find(table: string, column: string, value: unknown): Written {
    const known = this.#written.find((row) => row.table === table && isDeepStrictEqual(this.held(row)[column], value))
    if (known !== undefined) return known
    const [uuid] = [...this.#rows(table)].find(([, row]) => row[column] === value) ?? []
    if (uuid === undefined) throw new Error(`expected a row of ${table} whose ${column} is ${value}`)
    const row = { table, uuid, columns: {}, mutations: [], deleted: false }
    this.#written.push(row)
    return row
  }

  insert(table: string, columns: Readonly<Record<string, unknown>> = {}, newUuid?: string): Written {
    const row: Written = {
      table,
      ref: new NamedUuid(),
      ...(newUuid !== undefined && { newUuid }),
      columns: { ...columns },
      mutations: [],
      deleted: false,
    }
    this.#written.push(row)
    return row
  }

  held({ table, uuid, columns }: Written): AnyRow {
    return { ...(uuid === undefined ? {} : this.#rows(table).get(uuid)), ...columns } as AnyRow
  }

  add(operation: Operation<UntypedModel>): void {
    const wire = operation as unknown as WireOperation
    const isWire = wire.where === undefined || !Object.isFrozen(operation)
    this.#added.push(isWire ? programOperation(wire, this.#client.schema) : operation)
  }

  increment(row: Written): void {
    row.mutations.push(['i', '+=', 1])
    this.#incremented.push(row)
  }

  fetch({ uuid = '' }: Written, column: string): void {
    this.#fetches.push({ uuid, column })
  }

  async commit(): Promise<string> {
    const verifications = this.#added.filter(({ op }) => op === 'wait')
    const own = this.#written.flatMap((row) => operationsOf(row, this.#rows(row.table)))
    const counts = this.#incremented.map(({ table, uuid = '' }) =>
      select(table, { columns: ['i'], where: [['_uuid', '==', uuid]] }),
    )
    const fetches = this.#fetches.map(({ uuid, column }) =>
      select('simple', { columns: [column], where: [['_uuid', '==', uuid]] }),
    )
    const added = this.#added.filter(({ op }) => op !== 'wait')
    const all = [...verifications, ...own, ...added, ...fetches, ...counts]
    if (all.length === verifications.length) return 'commit, status=unchanged'
    const outcome = await this.#client.transact(all as readonly Operation<UntypedModel>[])
    if (outcome.status === 'unknown') throw outcome.cause
    if (outcome.status === 'rejected') {
      const { error } = outcome.error
      return `commit, status=${STATUSES[error] ?? 'error'}`
    }
    const read = outcome.results.slice(all.length - counts.length - fetches.length) as readonly (readonly AnyRow[])[]
    this.fetched = this.#fetches.map(({ uuid }, index) => ({ uuid, columns: read[index]?.[0] ?? {} }))
    const last = counts.length > 0 ? (read.at(-1) ?? []) : []
    return `commit, status=success${last[0] === undefined ? '' : `, increment=${last[0].i}`}`
  }
}

/** What the reference calls a rejection. */
const STATUSES: Readonly<Record<string, string>> = {
  'timed out': 'try again',
  'not owner': 'not locked',
  aborted: 'aborted',
}

function operationsOf(row: Written, rows: ReadonlyMap<string, AnyRow>): readonly Operation<UntypedModel>[] {
  const { table, uuid, ref, newUuid, columns, mutations, deleted } = row
  if (uuid === undefined) {
    const named = newUuid === undefined ? { ref } : { ref, uuid: newUuid }
    return [{ op: 'insert', table, row: columns, ...named } as unknown as Operation<UntypedModel>]
  }
  const where = [['_uuid', '==', uuid]] as const
  if (deleted) return [{ op: 'delete', table, where }]
  const held = rows.get(uuid)
  const changed = Object.entries(columns).filter(([name, value]) => !isDeepStrictEqual(value, held?.[name]))
  const left = mutations.filter(([column]) => !Object.hasOwn(columns, column))
  return [
    ...(changed.length > 0 ? [update(table, where, Object.fromEntries(changed) as never)] : []),
    ...(left.length > 0 ? [mutate(table, where, left as never)] : []),
  ]
}
