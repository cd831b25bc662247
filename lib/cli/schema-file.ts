import { type DatabaseSchema, parseSchema } from '../ovsdb/index.js'
import type { Context } from './command.js'
import { MAX_SCHEMA_BYTES } from './input.js'
import { parseJsonOperand } from './json.js'

export interface SchemaFile {
  /** As the file has it. */
  readonly json: object
  readonly schema: DatabaseSchema
}

/**
 * A schema, from a file or from standard input for `-`.
 *
 * @throws {UsageError} {InvalidSchemaError}
 */
export async function readSchemaFile({ read }: Pick<Context, 'read'>, path: string): Promise<SchemaFile> {
  const bytes = await read(MAX_SCHEMA_BYTES, path === '-' ? undefined : path)
  const json = parseJsonOperand(new TextDecoder().decode(bytes), 'a schema')
  return { json: json as object, schema: parseSchema(json) }
}
