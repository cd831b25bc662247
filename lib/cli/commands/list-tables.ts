import { textCell } from '../cell.js'
import type { Command } from '../command.js'
import { expectOperands, takeDatabase } from '../operands.js'
import { formatTables } from '../table.js'

export const listTables: Command = {
  name: 'list-tables',
  usage: '[SERVER] [DATABASE]',
  summary: "prints the names of a database's tables",
  run: async ({ server, operands, style, print }) => {
    const { database, rest } = takeDatabase(operands, await server.databases())
    expectOperands(rest, 0, 0, 'nothing but a server and one of its databases')
    await using connected = await server.connect(database)
    const names = [...connected.client.schema.tables.keys()].sort()
    await print(formatTables([{ headings: ['Table'], rows: names.map((name) => [textCell(name)]) }], style))
  },
}
