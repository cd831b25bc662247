import { type Condition, meets } from '../row/condition.js'
import { parseRow, uuidDatum } from '../row/row.js'
import type { TableSchema } from '../schema/types.js'
import { DatabaseError } from '../value/database-error.js'

/** Which rows of a table are wanted, where the server cannot be told. */
export interface RowFilter {
  readonly table: TableSchema
  /** A row is wanted when it meets one of these. */
  readonly conditions: readonly Condition[]
  /** The columns to keep; those of the conditions were asked for besides. */
  readonly columns: readonly string[]
}

type Members = Readonly<Record<string, unknown>>

/**
 * Makes of `<table-updates>` (RFC 7047 section 4.1.6) what a server that knows conditions would have told: a row that
 * begins to meet them is inserted, one that ceases to is deleted. What is no `<table-updates>` is left to its reader.
 *
 * @param filters those tables without one are left as they are
 * @param holds whether the row was told before
 * @throws {DatabaseError} when a row does not fit the schema
 */
export function filterTableUpdates(
  json: unknown,
  filters: ReadonlyMap<string, RowFilter>,
  holds: (table: string, uuid: string) => boolean,
): unknown {
  if (!isMembers(json)) return json
  const tables = Object.entries(json).map(([name, rows]) => {
    const filter = filters.get(name)
    if (filter === undefined || !isMembers(rows)) return [name, rows]
    const updates = Object.entries(rows).flatMap(([uuid, update]) => {
      const wanted = isMembers(update) ? filterUpdate(update, uuid, filter, holds(name, uuid)) : update
      return wanted === undefined ? [] : [[uuid, wanted]]
    })
    return [name, Object.fromEntries(updates)]
  })
  return Object.fromEntries(tables)
}

function filterUpdate({ old, new: row }: Members, uuid: string, filter: RowFilter, held: boolean): unknown {
  if (row !== undefined && isWanted(row, uuid, filter)) {
    const fresh = kept(row, filter)
    return held ? { old: kept(old ?? {}, filter), new: fresh } : { new: fresh }
  }
  return held ? { old: kept(old ?? {}, filter) } : undefined
}

function isWanted(json: unknown, uuid: string, { table, conditions }: RowFilter): boolean {
  const row = new Map(parseRow(json, table)).set('_uuid', uuidDatum(uuid))
  return conditions.some((condition) => {
    if (typeof condition === 'boolean' || row.has(condition.column.name)) return meets(row, condition)
    throw new DatabaseError('syntax error', `expected a row with column ${condition.column.name}`, json)
  })
}

function kept(json: unknown, { columns }: RowFilter): unknown {
  return isMembers(json) ? Object.fromEntries(Object.entries(json).filter(([name]) => columns.includes(name))) : json
}

function isMembers(json: unknown): json is Members {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
