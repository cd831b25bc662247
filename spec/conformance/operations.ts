import { prepareAbort, prepareAssert, prepareComment, prepareCommit } from '../../lib/ovsdb/operation/control.js'
import { prepareDelete } from '../../lib/ovsdb/operation/delete.js'
import { prepareInsert } from '../../lib/ovsdb/operation/insert.js'
import { prepareMutate } from '../../lib/ovsdb/operation/mutate.js'
import type { PreparedOperation } from '../../lib/ovsdb/operation/prepared.js'
import { prepareSelect } from '../../lib/ovsdb/operation/select.js'
import { prepareUpdate } from '../../lib/ovsdb/operation/update.js'
import { prepareWait } from '../../lib/ovsdb/operation/wait.js'
import type { ColumnSchema, DatabaseSchema, TableSchema } from '../../lib/ovsdb/schema/types.js'
import { compareAtoms } from '../../lib/ovsdb/value/atom.js'
import { formatDatum, parseDatum } from '../../lib/ovsdb/value/datum.js'
import { encodeValue } from '../../lib/ovsdb/value/encode.js'
import { NamedUuid } from '../../lib/ovsdb/value/named-uuid.js'
import type { Atom, Value } from '../../lib/ovsdb/value/types.js'

/** An operation of the library, and its result brought back into the form of the wire. */
export interface RunnableOperation {
  readonly operation: PreparedOperation<unknown>['operation']
  read(result: unknown): unknown
}

/** What a case of ovsdb-execution.json says, in the words of the wire. */
interface WireOperation {
  readonly op: string
  readonly table: string
  readonly row: Readonly<Record<string, unknown>>
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly where: readonly (readonly [string, string, unknown])[]
  readonly mutations: readonly (readonly [string, string, unknown])[]
  readonly columns?: readonly string[]
  readonly sort?: readonly string[]
  readonly until: '==' | '!='
  readonly timeout?: number
  readonly 'uuid-name'?: string
  readonly durable: boolean
  readonly comment: string
  readonly lock: string
}

/** @throws what the library's operations throw */
export function operationOf(json: unknown, schema: DatabaseSchema): RunnableOperation {
  const wire = json as WireOperation
  const make = OPERATIONS[wire.op]
  if (make === undefined) throw new Error(`expected an operation of RFC 7047, got ${wire.op}`)
  return make(wire, () => tableOf(schema, wire.table))
}

const OPERATIONS: Readonly<Record<string, (wire: WireOperation, table: () => TableSchema) => RunnableOperation>> = {
  insert: ({ row, 'uuid-name': name }, table) =>
    runnable(
      prepareInsert(table(), programRow(row, table()), name === undefined ? {} : { ref: new NamedUuid(name) }),
      (uuid) => ({ uuid: ['uuid', uuid] }),
    ),
  select: ({ where, columns, sort }, table) => {
    const names = columns ?? [...table().columns.keys()]
    return runnable(prepareSelect(table(), names, programClauses(where, table())), (rows) => ({
      rows: sorted(rows, sort).map((row) => wireRow(row, table())),
    }))
  },
  update: ({ where, row }, table) =>
    runnable(prepareUpdate(table(), programClauses(where, table()), programRow(row, table())), counted),
  mutate: ({ where, mutations }, table) =>
    runnable(prepareMutate(table(), programClauses(where, table()), programClauses(mutations, table())), counted),
  delete: ({ where }, table) => runnable(prepareDelete(table(), programClauses(where, table())), counted),
  wait: ({ where, columns = [], until, rows, timeout }, table) =>
    runnable(
      prepareWait(table(), {
        where: programClauses(where, table()),
        columns,
        until,
        rows: rows.map((row) => programRow(row, table())),
        ...(timeout !== undefined && { timeout }),
      }),
      nothing,
    ),
  commit: ({ durable }) => runnable(prepareCommit(durable), nothing),
  abort: () => runnable(prepareAbort(), nothing),
  comment: ({ comment }) => runnable(prepareComment(comment), nothing),
  assert: ({ lock }) => runnable(prepareAssert(lock), nothing),
}

function runnable<Result>(prepared: PreparedOperation<Result>, toWire: (result: Result) => unknown): RunnableOperation {
  return { operation: prepared.operation, read: (result) => toWire(prepared.decode(result)) }
}

const counted = (count: number) => ({ count })
const nothing = () => ({})

/** `sort` is no member of RFC 7047, so the rows are sorted here. */
function sorted<Row extends Readonly<Record<string, Value>>>(rows: readonly Row[], by: readonly string[] = []): Row[] {
  return [...rows].sort((a, b) => {
    const name = by.find((column) => a[column] !== b[column])
    return name === undefined ? 0 : compareAtoms(a[name] as Atom, b[name] as Atom)
  })
}

function wireRow(row: Readonly<Record<string, Value>>, table: TableSchema): unknown {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const column = columnOf(table, name)
      return [name, formatDatum(parseDatum(encodeValue(table.name, column, value), column.type), column.type)]
    }),
  )
}

function programRow(row: Readonly<Record<string, unknown>>, table: TableSchema): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(row).map(([name, json]) => [name, programValue(json, table.columns.get(name))]),
  )
}

function programClauses(
  clauses: readonly (readonly [string, string, unknown])[],
  table: TableSchema,
): readonly (readonly [string, string, unknown])[] {
  return clauses.map(([name, fn, json]) => [name, fn, programValue(json, table.columns.get(name))])
}

/** A value as a program has it: a set as an array or, of an optional, its element; a map as a Map. */
function programValue(json: unknown, column: ColumnSchema | undefined): unknown {
  if (!Array.isArray(json)) return json
  const [tag, content] = json
  switch (tag) {
    case 'uuid':
      return content
    case 'named-uuid':
      return new NamedUuid(content)
    case 'map':
      return new Map(
        (content as readonly (readonly [unknown, unknown])[]).map(([k, v]) => [
          programValue(k, column),
          programValue(v, column),
        ]),
      )
    default: {
      const elements = (content as readonly unknown[]).map((element) => programValue(element, column))
      return column?.type.max === 1 ? elements[0] : elements
    }
  }
}

function tableOf(schema: DatabaseSchema, name: string): TableSchema {
  const table = schema.tables.get(name)
  if (table === undefined) throw new Error(`no table ${name}`)
  return table
}

function columnOf(table: TableSchema, name: string): ColumnSchema {
  const column = table.columns.get(name)
  if (column === undefined) throw new Error(`no column ${name}`)
  return column
}
