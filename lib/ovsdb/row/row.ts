import type { TableSchema } from '../schema/types.js'
import type { UuidNames } from '../value/atom.js'
import { DatabaseError } from '../value/database-error.js'
import { type Datum, defaultDatum, formatDatum, parseDatum, sameDatum, single } from '../value/datum.js'

/** A row: columns by their name. */
export type Row = ReadonlyMap<string, Datum>

/**
 * Reads the columns that a `<row>` (RFC 7047 section 5.1) mentions.
 *
 * @param names without it, a `named-uuid` is refused
 * @throws {DatabaseError} `syntax error`, `unknown column`, `constraint violation`
 */
export function parseRow(json: unknown, table: TableSchema, names?: UuidNames): Row {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new DatabaseError('syntax error', 'expected a row as an object', json)
  }
  const row = new Map<string, Datum>()
  for (const [name, value] of Object.entries(json)) {
    const column = table.columns.get(name)
    if (column === undefined) {
      throw new DatabaseError('unknown column', `no column ${name} in table ${table.name}`, json)
    }
    row.set(name, parseDatum(value, column.type, names))
  }
  return row
}

/** A row with all columns of the table: those given, the others at their default (RFC 7047 section 5.2.1). */
export function completeRow(given: Row, table: TableSchema): Map<string, Datum> {
  const row = new Map<string, Datum>()
  for (const { name, type } of table.columns.values()) row.set(name, given.get(name) ?? defaultDatum(type))
  return row
}

/** The row as a `<row>`, of these columns only. */
export function formatRow(row: Row, table: TableSchema, columns: Iterable<string>): Record<string, unknown> {
  const wire: [string, unknown][] = []
  for (const name of columns) {
    const datum = row.get(name)
    const column = table.columns.get(name)
    if (datum !== undefined && column !== undefined) wire.push([name, formatDatum(datum, column.type)])
  }
  return Object.fromEntries(wire)
}

export function uuidOf(row: Row): string {
  return single(row.get('_uuid') as Datum) as string
}

export function uuidDatum(uuid: string): Datum {
  return new Map([[uuid, undefined]])
}

/** Whether two rows hold the same but for `_version`. */
export function sameContent(a: Row, b: Row): boolean {
  return [...a].every(([name, datum]) => name === '_version' || sameDatum(datum, b.get(name) as Datum))
}
