import { stringifyJson } from '../../jsonrpc/index.js'
import type { TableSchema } from '../../ovsdb/index.js'
import { formatType } from '../../ovsdb/schema/format-schema.js'
import { type Cell, textCell } from '../cell.js'
import type { Command } from '../command.js'
import { UsageError } from '../errors.js'
import { expectOperands, takeDatabase } from '../operands.js'
import { formatTables } from '../table.js'

export const listColumns: Command = {
  name: 'list-columns',
  usage: '[SERVER] [DATABASE] [TABLE]',
  summary: 'prints the columns of a table, or of all, with their types as the schema has them',
  run: async ({ server, operands, style, print }) => {
    const { database, rest } = takeDatabase(operands, await server.databases())
    expectOperands(rest, 0, 1, 'nothing but a server, one of its databases and a table')
    await using connected = await server.connect(database)
    const { tables } = connected.client.schema
    const [name] = rest
    if (name === undefined) {
      const all = [...tables.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
      const rows = all.flatMap((table) => columnsOf(table).map((cells) => [textCell(table.name), ...cells]))
      return print(formatTables([{ headings: ['Table', 'Column', 'Type'], rows }], style))
    }
    const table = tables.get(name)
    if (table === undefined) throw new UsageError(`expected a table of "${database}", got "${name}"`)
    await print(formatTables([{ headings: ['Column', 'Type'], rows: columnsOf(table) }], style))
  },
}

function columnsOf({ columns }: TableSchema): readonly (readonly Cell[])[] {
  return [...columns.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, type }) => {
      const json = formatType(type)
      const text = stringifyJson(json)
      return [textCell(name), { text, bare: text, json }]
    })
}
