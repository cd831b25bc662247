import { isDeepStrictEqual } from 'node:util'
import { formatSchema } from '../../ovsdb/schema/format-schema.js'
import type { Command } from '../command.js'
import { expectOperands } from '../operands.js'
import { readSchemaFile } from '../schema-file.js'

const SCHEMA = 'the file of a schema, or - for standard input'

export const convert: Command = {
  name: 'convert',
  usage: '[SERVER] SCHEMA',
  summary: "converts a database to the schema of a file, which has the database's name",
  details: `What it holds in tables and columns that the schema lacks is lost; backup keeps it.
SCHEMA is an .ovsschema file, or - for standard input.`,
  run: async (context) => {
    expectOperands(context.operands, 1, 1, SCHEMA)
    const [path = ''] = context.operands
    const { json, schema } = await readSchemaFile(context, path)
    await using connected = await context.server.connect(schema.name)
    await connected.wire.convert(schema.name, json, context.server)
  },
}

export const needsConversion: Command = {
  name: 'needs-conversion',
  usage: '[SERVER] SCHEMA',
  summary: 'prints yes when the schema of a database is another than that of a file, else no',
  run: async (context) => {
    expectOperands(context.operands, 1, 1, SCHEMA)
    const [path = ''] = context.operands
    const { schema } = await readSchemaFile(context, path)
    await using connected = await context.server.connect(schema.name)
    const equal = isDeepStrictEqual(formatSchema(connected.client.schema), formatSchema(schema))
    await context.print(equal ? 'no\n' : 'yes\n')
  },
}
