import type { Command } from '../command.js'
import { formatJson } from '../json.js'
import { expectOperands, takeDatabase } from '../operands.js'

export const getSchema: Command = {
  name: 'get-schema',
  usage: '[SERVER] [DATABASE]',
  summary: "prints a database's schema, as JSON",
  run: async ({ server, operands, style, print }) => {
    const { database, rest } = takeDatabase(operands, await server.databases())
    expectOperands(rest, 0, 0, 'nothing but a server and one of its databases')
    await using connected = await server.connect(database)
    await print(formatJson(await connected.wire.getSchema(database, server), style.pretty))
  },
}
