import type { TableSchema } from '../../ovsdb/index.js'
import { type Datum, formatDatum, sameDatum, single } from './datum.js'

/** A row: every column of its table, `_uuid` and `_version` included. */
export type Row = ReadonlyMap<string, Datum>

/** What a transaction did to a row: inserted (no `old`), deleted (no `new`), or modified. */
export interface RowChange {
  readonly old: Row | undefined
  readonly new: Row | undefined
}

/** What a transaction changed: by table, then by UUID. */
export type Changes = ReadonlyMap<string, ReadonlyMap<string, RowChange>>

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

/** The row as the `<row>` of RFC 7047 section 5.1, of these columns only. */
export function formatRow(row: Row, table: TableSchema, columns: Iterable<string>): Record<string, unknown> {
  const wire: [string, unknown][] = []
  for (const name of columns) {
    const datum = row.get(name)
    const column = table.columns.get(name)
    if (datum !== undefined && column !== undefined) wire.push([name, formatDatum(datum, column.type)])
  }
  return Object.fromEntries(wire)
}
