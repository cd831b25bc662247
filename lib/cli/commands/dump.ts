import type { DatabaseSchema, TableSchema } from '../../ovsdb/index.js'
import { type Cell, cellOf, textCell } from '../cell.js'
import type { Command } from '../command.js'
import { UsageError } from '../errors.js'
import { takeDatabase } from '../operands.js'
import { formatTables, type Table } from '../table.js'

interface Selected {
  readonly table: TableSchema
  readonly columns: readonly string[]
}

export const dump: Command = {
  name: 'dump',
  usage: '[SERVER] [DATABASE] [TABLE [COLUMN...]]',
  summary: 'prints the rows of all tables, or of one, all of one moment',
  run: async ({ server, operands, style, print }) => {
    const { database, rest } = takeDatabase(operands, await server.databases())
    await using connected = await server.connect(database)
    const selected = select(connected.client.schema, rest)
    const operations = selected.map(({ table, columns }) => ({ op: 'select', table: table.name, where: [], columns }))
    const results = await connected.client.transactRaw(operations, server)
    const tables = selected.map((one, index) => tableOf(one, rowsOf(results[index])))
    await print(formatTables(tables, style))
  },
}

/** Every column but `_version`, which is another one in every answer of some servers. */
function select(schema: DatabaseSchema, [name, ...columns]: readonly string[]): readonly Selected[] {
  if (name === undefined) {
    return [...schema.tables.values()].sort(byName).map((table) => ({ table, columns: columnsOf(table) }))
  }
  const table = schema.tables.get(name)
  if (table === undefined) {
    throw new UsageError(`expected a database or table of "${schema.name}", got "${name}"`)
  }
  for (const column of columns) {
    if (!table.columns.has(column)) throw new UsageError(`expected a column of table "${name}", got "${column}"`)
  }
  return [{ table, columns: columns.length > 0 ? columns : columnsOf(table) }]
}

function columnsOf({ columns }: TableSchema): readonly string[] {
  return [...columns.keys()].filter((name) => name !== '_version').sort()
}

function tableOf({ table, columns }: Selected, rows: readonly Readonly<Record<string, unknown>>[]): Table {
  const cells = rows.map((row) => columns.map((name) => cellIn(table, name, row[name])))
  return { caption: `${table.name} table`, headings: columns, rows: cells.sort(compareRows) }
}

function cellIn(table: TableSchema, name: string, value: unknown): Cell {
  const column = table.columns.get(name)
  return column === undefined ? textCell(String(value)) : cellOf(value, column.type)
}

function rowsOf(result: unknown): readonly Readonly<Record<string, unknown>>[] {
  return (result as { readonly rows: readonly Readonly<Record<string, unknown>>[] }).rows
}

function compareRows(a: readonly Cell[], b: readonly Cell[]): number {
  for (const [x, { text }] of a.entries()) {
    const other = b[x]?.text ?? ''
    if (text !== other) return text < other ? -1 : 1
  }
  return 0
}

function byName(a: TableSchema, b: TableSchema): number {
  return a.name < b.name ? -1 : 1
}
