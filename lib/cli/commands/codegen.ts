import { type DatabaseSchema, generateModel } from '../../ovsdb/index.js'
import type { Command, Context } from '../command.js'
import { expectOperands, takeDatabase } from '../operands.js'
import { readSchemaFile } from '../schema-file.js'

export const codegen: Command = {
  name: 'codegen',
  usage: '[SERVER] [DATABASE] | FILE',
  summary: "prints the TypeScript types of a database's rows, from a server or a schema's file",
  details: `FILE is a path with a . or a /, which no database has in its name, or - for standard
input. The output registers the types by declaration merging: connect() then knows
them by the database's name.`,
  run: async (context) => context.print(generateModel(await schemaOf(context), { register: true })),
}

const FILE = /[./]|^-$/

async function schemaOf(context: Context): Promise<DatabaseSchema> {
  const { server, operands } = context
  const [operand] = operands
  if (operand !== undefined && FILE.test(operand)) {
    expectOperands(operands, 1, 1, 'one file')
    return (await readSchemaFile(context, operand)).schema
  }
  const { database, rest } = takeDatabase(operands, await server.databases())
  expectOperands(rest, 0, 0, 'a server and one of its databases, or a file')
  await using connected = await server.connect(database)
  return connected.client.schema
}
