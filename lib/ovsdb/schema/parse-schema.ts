import { parseJson } from '../../jsonrpc/index.js'
import { InvalidSchemaError } from '../errors.js'
import { parseType } from './parse-type.js'
import { array, boolean, identifier, members, optional, positive, string, version } from './readers.js'
import type { ColumnSchema, DatabaseSchema, TableSchema } from './types.js'

/** Every table has these two, though no schema lists them (RFC 7047 section 3.2). */
const IMPLICIT_COLUMNS = ['_uuid', '_version'].map(
  (name): ColumnSchema => ({ name, type: parseType('uuid', name), ephemeral: false, mutable: false }),
)

/**
 * Parses a `<database-schema>` (RFC 7047 section 3.2), as `get_schema` answers it or an `.ovsschema` file holds it.
 * Members it does not know are ignored, so that a newer server's schema can be read.
 *
 * @param schema parsed JSON, or its text: there integers beyond 2^53 are exact, which `JSON.parse` rounds
 * @throws {@link InvalidSchemaError} that names the member, what was expected and what came
 * @example
 * const schema = parseSchema({ name: 'Zoo', tables: { Animal: { columns: { name: { type: 'string' } } } } })
 * console.log(schema.tables.get('Animal')?.isRoot) // → true
 * @example
 * import { readFileSync } from 'node:fs'
 *
 * const written = parseSchema(readFileSync('switch.ovsschema', 'utf8'))
 */
export function parseSchema(schema: unknown): DatabaseSchema {
  return parseDatabase(typeof schema === 'string' ? parseSchemaText(schema) : schema)
}

/** The JSON of a schema's text, integers exact. @throws {@link InvalidSchemaError} when it is none */
export function parseSchemaText(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw new InvalidSchemaError('text', `JSON (${(error as Error).message})`, text)
  }
}

/** Parses a `<database-schema>` that is parsed JSON. @throws {@link InvalidSchemaError} */
export function parseDatabase(json: unknown): DatabaseSchema {
  const schema = members(json, 'database')
  const tables = new Map<string, TableSchema>()
  for (const [name, table] of Object.entries(members(schema.tables, 'tables'))) {
    tables.set(publicName(name, 'tables'), parseTable(name, table))
  }
  for (const table of tables.values()) checkReferences(table, tables)
  return {
    name: identifier(schema.name, 'name'),
    version: optional(schema.version, 'version', version),
    checksum: optional(schema.cksum, 'cksum', string),
    tables: inForce(tables),
  }
}

/** Parses a `<table-schema>` by itself. @throws {@link InvalidSchemaError} */
export function parseTable(name: string, json: unknown): TableSchema {
  const table = members(json, name)
  const columns = new Map<string, ColumnSchema>()
  for (const [column, value] of Object.entries(members(table.columns, `${name}.columns`))) {
    columns.set(publicName(column, `${name}.columns`), parseColumn(column, value, `${name}.${column}`))
  }
  if (columns.size === 0) throw new InvalidSchemaError(`${name}.columns`, 'at least one column', table.columns)
  for (const column of IMPLICIT_COLUMNS) columns.set(column.name, column)
  return {
    name,
    columns,
    maxRows: optional(table.maxRows, `${name}.maxRows`, positive),
    isRoot: optional(table.isRoot, `${name}.isRoot`, boolean) ?? false,
    mutable: optional(table.mutable, `${name}.mutable`, boolean) ?? true,
    indexes: (optional(table.indexes, `${name}.indexes`, array) ?? []).map((index) =>
      parseIndex(index, `${name}.indexes`, columns),
    ),
  }
}

/** Parses a `<column-schema>` by itself. @throws {@link InvalidSchemaError} */
export function parseColumn(name: string, json: unknown, path: string): ColumnSchema {
  const column = members(json, path)
  return {
    name,
    type: parseType(column.type, `${path}.type`),
    ephemeral: optional(column.ephemeral, `${path}.ephemeral`, boolean) ?? false,
    mutable: optional(column.mutable, `${path}.mutable`, boolean) ?? true,
  }
}

function parseIndex(json: unknown, path: string, columns: TableSchema['columns']): readonly string[] {
  const names = array(json, path).map((name) => string(name, path))
  if (names.length === 0) throw new InvalidSchemaError(path, 'at least one column', json)
  for (const name of names) {
    if (columns.get(name)?.ephemeral !== false)
      throw new InvalidSchemaError(path, 'a persistent column of the table', name)
  }
  if (new Set(names).size < names.length) throw new InvalidSchemaError(path, 'no column twice', json)
  return names
}

function checkReferences({ name, columns }: TableSchema, tables: DatabaseSchema['tables']): void {
  for (const column of columns.values()) {
    for (const base of [column.type.key, column.type.value]) {
      if (base?.refTable === undefined || tables.has(base.refTable)) continue
      throw new InvalidSchemaError(`${name}.${column.name}.type`, 'refTable to name a table', base.refTable)
    }
  }
}

/**
 * What holds of the tables whatever they say themselves: a schema without any root table predates them, all of its tables
 * are root (RFC 7047 section 3.2). The only reference that keeps a row outlives a restart, and a weak one must be free to
 * go with its row, so Open vSwitch makes the one column persistent and the other mutable.
 */
function inForce(tables: DatabaseSchema['tables']): DatabaseSchema['tables'] {
  const anyRoot = [...tables.values()].some(({ isRoot }) => isRoot)
  const isRoot = (name: string | undefined) => !anyRoot || tables.get(name ?? '')?.isRoot === true
  const columnInForce = (column: ColumnSchema): ColumnSchema => {
    const bases = [column.type.key, column.type.value]
    const keepsRows = bases.some((base) => base?.refType === 'strong' && !isRoot(base.refTable))
    const mayLoseRows = bases.some((base) => base?.refType === 'weak')
    return { ...column, ephemeral: column.ephemeral && !keepsRows, mutable: column.mutable || mayLoseRows }
  }
  return new Map(
    [...tables].map(([name, table]): [string, TableSchema] => {
      const columns = [...table.columns].map(([key, column]): [string, ColumnSchema] => [key, columnInForce(column)])
      return [name, { ...table, isRoot: isRoot(name), columns: new Map(columns) }]
    }),
  )
}

/** Names with a leading _ are the database's own (RFC 7047 section 3.1). */
function publicName(name: string, path: string): string {
  if (name.startsWith('_')) throw new InvalidSchemaError(path, 'a name without leading _', name)
  return identifier(name, path)
}
