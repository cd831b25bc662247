import { stringifyJson } from '../../jsonrpc/index.js'
import { UnknownTableError } from '../errors.js'
import type { RowFilter } from '../monitor/filter-updates.js'
import { rowReaders } from '../monitor/row-reader.js'
import type { Readers } from '../monitor/table-updates.js'
import { encodeWhere } from '../operation/condition.js'
import { operationError } from '../operation/errors.js'
import { lookUpTable } from '../operation/prepare.js'
import { parseCondition } from '../row/condition.js'
import { formatSchema } from '../schema/format-schema.js'
import type { ColumnSchema, ColumnType, DatabaseSchema, TableSchema } from '../schema/types.js'
import { DatabaseError } from '../value/database-error.js'
import type { AnyConditions } from './options.js'

/** What is asked of a server with a certain schema. */
export interface MonitorPlan {
  /** Equal for plans whose monitors tell the same: the last transaction of one is a place to go on from for the other. */
  readonly key: string
  /** The best method that tells all of it as a select would. */
  readonly method: 'monitor_cond_since' | 'monitor_cond' | 'monitor'
  readonly readers: Readers
  /** `<monitor-cond-requests>` (ovsdb-server(7), section 4.1.12). */
  readonly conditional: Requests
  /** `<monitor-requests>` (RFC 7047 section 4.1.5), to be filtered here. */
  readonly plain: Requests
  readonly filters: ReadonlyMap<string, RowFilter>
  /** `<monitor-cond-update-requests>` (ovsdb-server(7), section 4.1.13). */
  readonly conditions: Requests
}

type Requests = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

/**
 * Plans a monitor of the tables and columns wanted.
 *
 * @throws {UnknownTableError} {UnknownColumnError} {InvalidValueError}
 * @throws {OperationError} as of a select, when the server would refuse a condition
 */
export function planMonitor(
  schema: DatabaseSchema,
  columns: Readonly<Record<string, readonly string[] | undefined>>,
  where: AnyConditions,
): MonitorPlan {
  for (const name of Object.keys(columns)) lookUpTable(schema, name)
  expectReplicated(columns, where)
  const readers = rowReaders(schema, columns)
  const tables = [...readers].map(([name, reader]) => {
    const table = lookUpTable(schema, name)
    const clauses = wireConditions(table, Object.hasOwn(where, name) ? where[name] : undefined)
    const filter = { table, conditions: clauses.map((one) => readCondition(one, table)), columns: reader.columns }
    return { name, columns: reader.columns, clauses, filter }
  })
  const requests = (make: (table: (typeof tables)[number]) => Readonly<Record<string, unknown>>): Requests =>
    Object.fromEntries(tables.map((table) => [table.name, [make(table)]]))
  const conditional = requests((table) => ({ columns: table.columns, where: table.clauses }))
  return {
    key: stringifyJson([formatSchema(schema), conditional]),
    method: bestMethod(tables.flatMap(({ columns, filter }) => columns.map((name) => filter.table.columns.get(name)))),
    readers,
    conditional,
    plain: requests(({ filter }) => ({ columns: columnsToFilter(filter) })),
    filters: new Map(tables.filter(({ clauses }) => clauses[0] !== true).map(({ name, filter }) => [name, filter])),
    conditions: requests(({ clauses }) => ({ where: clauses })),
  }
}

/**
 * Of reals a server tells 15 digits: two that are the same text are another difference to it, and none to who reads it, so
 * that whole values have to be told. `_version` is each cluster member's own: there is no going on from another's.
 */
function bestMethod(columns: readonly (ColumnSchema | undefined)[]): MonitorPlan['method'] {
  const isOfReals = ({ key, value }: ColumnType) => key.type === 'real' || value?.type === 'real'
  if (columns.some((column) => column !== undefined && column.type.max > 1 && isOfReals(column.type))) return 'monitor'
  return columns.some((column) => column?.name === '_version') ? 'monitor_cond' : 'monitor_cond_since'
}

/** @throws {UnknownTableError} when there are conditions of a table that is not replicated */
export function expectReplicated(columns: Readonly<Record<string, unknown>>, where: AnyConditions): void {
  const stranger = Object.keys(where).find((name) => !Object.hasOwn(columns, name))
  if (stranger !== undefined) throw new UnknownTableError('the replica', stranger)
}

function readCondition(clause: unknown, table: TableSchema): ReturnType<typeof parseCondition> {
  try {
    return parseCondition(clause, table)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    throw operationError(error.toWire(), undefined, `a condition of table "${table.name}"`)
  }
}

/** Never the empty list, which the server takes for all rows. */
function wireConditions(table: TableSchema, condition: AnyConditions[string] = true): readonly unknown[] {
  if (typeof condition === 'boolean') return [condition]
  return condition.length === 0 ? [false] : encodeWhere(table, condition)
}

/** The columns to keep, and those that the conditions look at. `_uuid` cannot be asked for, it stands before each row. */
function columnsToFilter({ conditions, columns }: RowFilter): readonly string[] {
  const looked = conditions.flatMap((condition) => (typeof condition === 'boolean' ? [] : [condition.column.name]))
  return [...new Set([...columns, ...looked.filter((name) => name !== '_uuid')])]
}
