import type { Command } from '../command.js'
import { expectOperands, takeDatabase } from '../operands.js'
import { formatSnapshot, persistentColumns } from '../snapshot.js'

export const backup: Command = {
  name: 'backup',
  usage: '[SERVER] [DATABASE] > FILE',
  summary: 'prints a database as the file of a standalone one, all of one moment',
  details: `ovsdb-server serves such a file, and restore reads it. Ephemeral columns are left
out, as they do not survive a restart of the server.`,
  run: async ({ server, operands, print }) => {
    const { database, rest } = takeDatabase(operands, await server.databases())
    expectOperands(rest, 0, 0, 'nothing but a server and one of its databases')
    await using connected = await server.connect(database)
    const tables = [...connected.client.schema.tables.values()]
    const operations = tables.map((table) => ({
      op: 'select',
      table: table.name,
      where: [],
      columns: ['_uuid', ...persistentColumns(table)],
    }))
    const schema = await connected.wire.getSchema(database, server)
    const results = (await connected.client.transactRaw(operations, server)) as readonly Selected[]
    const rows = new Map(tables.map(({ name }, index) => [name, results[index]?.rows ?? []]))
    await print(formatSnapshot(schema, rows, Date.now()))
  },
}

interface Selected {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}
