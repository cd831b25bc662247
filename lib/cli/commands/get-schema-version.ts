import { escapeControls } from '../../interfaces/index.js'
import type { DatabaseSchema } from '../../ovsdb/index.js'
import type { Command, Context } from '../command.js'
import { expectOperands, takeDatabase } from '../operands.js'

export const getSchemaVersion: Command = {
  name: 'get-schema-version',
  usage: '[SERVER] [DATABASE]',
  summary: "prints the version of a database's schema, an empty line where it has none",
  run: (context) => printOfSchema(context, ({ version }) => version),
}

export const getSchemaCksum: Command = {
  name: 'get-schema-cksum',
  usage: '[SERVER] [DATABASE]',
  summary: "prints the checksum of a database's schema, an empty line where it has none",
  run: (context) => printOfSchema(context, ({ checksum }) => checksum),
}

async function printOfSchema(
  { server, operands, print }: Context,
  read: (schema: DatabaseSchema) => string | undefined,
): Promise<void> {
  const { database, rest } = takeDatabase(operands, await server.databases())
  expectOperands(rest, 0, 0, 'nothing but a server and one of its databases')
  await using connected = await server.connect(database)
  await print(`${escapeControls(read(connected.client.schema) ?? '')}\n`)
}
