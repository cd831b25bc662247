import type { ColumnSchema, TableSchema } from '../ovsdb/index.js'
import { formatRow, type Row } from '../ovsdb/row/row.js'
import { type Datum, defaultDatum, sameDatum } from '../ovsdb/value/datum.js'
import { diffDatum } from '../ovsdb/value/diff.js'
import type { RowChange } from './changes.js'
import type { RowEvent } from './monitor-request.js'

/**
 * Describes what happened to a row, of these columns only; `undefined` when that leaves nothing to say.
 * A change has `new` but for `delete`, and `old` but for `insert` and `initial`.
 */
export type RowUpdate = (event: RowEvent, change: RowChange, table: TableSchema, columns: readonly string[]) => unknown

const NO_ROW: Row = new Map()

/** The `<row-update>` of `update` (RFC 7047 section 4.1.6): `old` holds what changed, `new` the whole row. */
export const rowUpdate: RowUpdate = (event, change, table, columns) => {
  const { old = NO_ROW, new: now = NO_ROW } = change
  switch (event) {
    case 'initial':
    case 'insert':
      return { new: formatRow(now, table, columns) }
    case 'delete':
      return { old: formatRow(old, table, columns) }
    case 'modify': {
      const changed = changedColumns(old, now, columns)
      return changed.length === 0
        ? undefined
        : { old: formatRow(old, table, changed), new: formatRow(now, table, columns) }
    }
  }
}

/**
 * The `<row-update2>` of `update2` (ovsdb-server(7), section 4.1.14): a new row without the columns at their default,
 * a deleted one as null, a modified one as the changed columns, those of more than one element as the difference.
 */
export const rowUpdate2: RowUpdate = (event, change, table, columns) => {
  const { old = NO_ROW, new: now = NO_ROW } = change
  switch (event) {
    case 'initial':
    case 'insert':
      return { [event]: formatRow(now, table, setColumns(now, table, columns)) }
    case 'delete':
      return { delete: null }
    case 'modify': {
      const changed = changedColumns(old, now, columns)
      const difference = new Map(changed.map((name) => [name, differenceOf(name, old, now, table)]))
      return changed.length === 0 ? undefined : { modify: formatRow(difference, table, changed) }
    }
  }
}

function changedColumns(old: Row, now: Row, columns: readonly string[]): readonly string[] {
  return columns.filter((name) => !sameDatum(old.get(name) as Datum, now.get(name) as Datum))
}

function setColumns(row: Row, table: TableSchema, columns: readonly string[]): readonly string[] {
  return columns.filter((name) => {
    const column = table.columns.get(name)
    return column !== undefined && !sameDatum(row.get(name) as Datum, defaultDatum(column.type))
  })
}

function differenceOf(name: string, old: Row, now: Row, table: TableSchema): Datum {
  const { type } = table.columns.get(name) as ColumnSchema
  return diffDatum(old.get(name) as Datum, now.get(name) as Datum, type)
}
