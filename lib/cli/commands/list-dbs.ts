import { escapeControls } from '../../interfaces/index.js'
import { textCell } from '../cell.js'
import type { Command } from '../command.js'
import { expectOperands } from '../operands.js'
import { formatTables } from '../table.js'

export const listDbs: Command = {
  name: 'list-dbs',
  usage: '[SERVER]',
  summary: 'prints the names of the databases, one a line',
  run: async ({ server, operands, style, print }) => {
    expectOperands(operands, 0, 0, 'nothing but a server')
    const names = [...(await server.databases())].sort()
    if (style.format === 'table') return print(names.map((name) => `${escapeControls(name)}\n`).join(''))
    await print(formatTables([{ headings: ['name'], rows: names.map((name) => [textCell(name)]) }], style))
  },
}
