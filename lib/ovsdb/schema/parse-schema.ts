import { InvalidSchemaError } from '../errors.js'
import { parseType } from './parse-type.js'
import type { ColumnSchema, DatabaseSchema, TableSchema } from './types.js'

type Members = Readonly<Record<string, unknown>>

/** Every table has these two, though no schema lists them (RFC 7047 section 3.2). */
const IMPLICIT_COLUMNS = ['_uuid', '_version'] as const

/**
 * Parses a `<database-schema>` (RFC 7047 section 3.2), as `get_schema` answers it or an `.ovsschema` file holds it.
 *
 * @throws {InvalidSchemaError} that names the member, what was expected and what came
 */
export function parseSchema(json: unknown): DatabaseSchema {
  const schema = members(json, 'database')
  const tables = members(schema.tables, 'tables')
  return {
    name: string(schema.name, 'name'),
    version: optional(schema.version, 'version', string),
    checksum: optional(schema.cksum, 'cksum', string),
    tables: new Map(Object.entries(tables).map(([name, table]) => [name, parseTable(name, table)])),
  }
}

function parseTable(name: string, json: unknown): TableSchema {
  const table = members(json, name)
  const columns = new Map<string, ColumnSchema>()
  for (const [column, value] of Object.entries(members(table.columns, `${name}.columns`))) {
    columns.set(column, parseColumn(column, value, `${name}.${column}`))
  }
  for (const column of IMPLICIT_COLUMNS) {
    columns.set(column, {
      name: column,
      type: parseType('uuid', `${name}.${column}`),
      ephemeral: false,
      mutable: false,
    })
  }
  return {
    name,
    columns,
    maxRows: table.maxRows as TableSchema['maxRows'],
    isRoot: optional(table.isRoot, `${name}.isRoot`, boolean) ?? false,
    indexes: optional(table.indexes, `${name}.indexes`, columnSets) ?? [],
  }
}

function parseColumn(name: string, json: unknown, path: string): ColumnSchema {
  const column = members(json, path)
  return {
    name,
    type: parseType(column.type, `${path}.type`),
    ephemeral: optional(column.ephemeral, `${path}.ephemeral`, boolean) ?? false,
    mutable: optional(column.mutable, `${path}.mutable`, boolean) ?? true,
  }
}

function members(json: unknown, path: string): Members {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Members
  throw new InvalidSchemaError(path, 'an object', json)
}

function string(json: unknown, path: string): string {
  if (typeof json === 'string') return json
  throw new InvalidSchemaError(path, 'a string', json)
}

function boolean(json: unknown, path: string): boolean {
  if (typeof json === 'boolean') return json
  throw new InvalidSchemaError(path, 'true or false', json)
}

function columnSets(json: unknown, path: string): readonly (readonly string[])[] {
  if (Array.isArray(json) && json.every((set) => Array.isArray(set) && set.every((name) => typeof name === 'string'))) {
    return json
  }
  throw new InvalidSchemaError(path, 'an array of arrays of column names', json)
}

function optional<T>(json: unknown, path: string, parse: (json: unknown, path: string) => T): T | undefined {
  return json === undefined ? undefined : parse(json, path)
}
