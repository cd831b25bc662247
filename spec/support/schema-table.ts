import type { DatabaseSchema, TableSchema } from '../../lib/ovsdb/schema/types.js'

/** A table of a schema. @throws when the schema has none of that name */
export function tableOf(schema: DatabaseSchema, name: string): TableSchema {
  const table = schema.tables.get(name)
  if (table === undefined) throw new Error(`expected table ${name} in ${[...schema.tables.keys()]}`)
  return table
}
