import type { Operation, UntypedModel } from '../../lib/ovsdb/index.js'
import type { ColumnSchema, DatabaseSchema, TableSchema } from '../../lib/ovsdb/schema/types.js'
import { compareAtoms } from '../../lib/ovsdb/value/atom.js'
import { formatDatum, parseDatum } from '../../lib/ovsdb/value/datum.js'
import { encodeValue } from '../../lib/ovsdb/value/encode.js'
import { NamedUuid } from '../../lib/ovsdb/value/named-uuid.js'
import type { Atom, Value } from '../../lib/ovsdb/value/types.js'

/** What a case of ovsdb-execution.json says, in the words of the wire. */
export interface WireOperation {
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

/**
 * The operation as a program would write it.
 *
 * @throws {InvalidValueError} when it gives a row a name that cannot be
 */
export function programOperation(wire: WireOperation, schema: DatabaseSchema): Operation<UntypedModel> {
  const { op, table: name, columns, 'uuid-name': uuidName, sort: _, ...members } = wire
  if (!TABLE_OPERATIONS.includes(op)) return wire as unknown as Operation<UntypedModel>
  const table = tableOf(schema, name)
  return {
    ...members,
    op,
    table: name,
    ...(wire.where !== undefined && { where: programClauses(wire.where, table) }),
    ...(wire.mutations !== undefined && { mutations: programClauses(wire.mutations, table) }),
    ...(wire.row !== undefined && { row: programRow(wire.row, table) }),
    ...(wire.rows !== undefined && { rows: wire.rows.map((row) => programRow(row, table)) }),
    ...(op === 'select' && { columns: columns ?? [...table.columns.keys()] }),
    ...(op === 'wait' && { columns: columns ?? [] }),
    ...(uuidName !== undefined && { ref: new NamedUuid(uuidName) }),
  } as unknown as Operation<UntypedModel>
}

const TABLE_OPERATIONS: readonly string[] = ['insert', 'select', 'update', 'mutate', 'delete', 'wait']

/** The result of an operation in the form of the wire. */
export function wireResult({ op, table, sort }: WireOperation, result: unknown, schema: DatabaseSchema): unknown {
  switch (op) {
    case 'insert':
      return { uuid: ['uuid', result] }
    case 'select': {
      const rows = sorted(result as readonly Readonly<Record<string, Value>>[], sort)
      return { rows: rows.map((row) => wireRow(row, tableOf(schema, table))) }
    }
    case 'update':
    case 'mutate':
    case 'delete':
      return { count: result }
    default:
      return {}
  }
}

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
