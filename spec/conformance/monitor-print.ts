import { isDeepStrictEqual } from 'node:util'
import { stringifyJson } from '../../lib/jsonrpc/index.js'
import type { AnyRow } from '../../lib/ovsdb/monitor/change.js'
import { RowReader } from '../../lib/ovsdb/monitor/row-reader.js'
import type { RowUpdate } from '../../lib/ovsdb/monitor/table-updates.js'
import type { ColumnSchema, TableSchema } from '../../lib/ovsdb/schema/types.js'
import { formatDatum, parseDatum } from '../../lib/ovsdb/value/datum.js'
import { encodeValue } from '../../lib/ovsdb/value/encode.js'
import { numbering, withoutUuids } from './numbering.js'

export interface PrintOptions {
  readonly table: TableSchema
  readonly columns: readonly string[]
  /** Whether columns at their default are left out of new rows, as `monitor_cond` does. */
  readonly omitDefaults: boolean
}

/** What a monitor told, as the reference prints it: a block of CSV for each update, the first one with the initial rows. */
export function printUpdates(told: readonly (readonly RowUpdate[])[], options: PrintOptions): string {
  const header = ['row', 'action', ...options.columns].join()
  const blocks = told.map((updates, index) => updates.map((update) => print(update, index === 0, options)))
  const printed = blocks
    .filter((rows) => rows.length > 0)
    .map((rows) => [header, ...rows.sort(byContent)].join('\n'))
    .join('\n\n')
  return numbering()(printed)
}

function byContent(a: string, b: string): number {
  return withoutUuids(a) < withoutUuids(b) ? -1 : 1
}

/** A row before and after a change is two lines, the second without UUID. */
function print(update: RowUpdate, initial: boolean, options: PrintOptions): string {
  const { uuid, kind } = update
  const line = (...[action, row, shownUuid = uuid]: [action: string, row: AnyRow, uuid?: string]) =>
    [shownUuid, action, ...options.columns.map((name) => cell(options.table, name, row))].join()
  switch (kind) {
    case 'insert':
      return line(initial ? 'initial' : 'insert', options.omitDefaults ? shown(update.new, options) : update.new)
    case 'replace':
      return `${line('old', update.old)}\n${line('new', update.new, '')}`
    case 'patch':
      return line('modify', update.difference)
    case 'delete':
      return line('delete', update.old ?? {})
  }
}

/** The columns that are not at their default. */
function shown(row: AnyRow, { table, columns }: PrintOptions): AnyRow {
  const defaults = new RowReader(table, columns).complete('', {})
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => !isDeepStrictEqual(value, defaults[name])))
}

/** A value as JSON in a cell of CSV; nothing where it was not told. */
function cell(table: TableSchema, name: string, row: AnyRow): string {
  if (!Object.hasOwn(row, name)) return ''
  const column = table.columns.get(name) as ColumnSchema
  // A difference may hold more elements than the column, or fewer.
  const type = { ...column.type, min: 0, max: Number.POSITIVE_INFINITY } as const
  const json = stringifyJson(formatDatum(parseDatum(encodeValue(table.name, column, row[name]), type), type))
  return /[",\n]/.test(json) ? `"${json.replaceAll('"', '""')}"` : json
}
