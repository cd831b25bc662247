import { type DatabaseSchema, parseSchema } from '../ovsdb/index.js'
import type { Context } from './command.js'
import { UsageError } from './errors.js'
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
 * @throws {UsageError} when it cannot be read, or is none
 */
export async function readSchemaFile({ read }: Pick<Context, 'read'>, path: string): Promise<SchemaFile> {
  const bytes = await read(MAX_SCHEMA_BYTES, path === '-' ? undefined : path)
  const json = parseJsonOperand(new TextDecoder().decode(bytes), 'a schema')
  try {
    return { json: json as object, schema: parseSchema(json) }
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause })
  }
}
