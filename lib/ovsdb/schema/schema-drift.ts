import { parseType } from './parse-type.js'
import type { SchemaLiteral } from './schema-model.js'
import { typeText } from './type-text.js'
import type { ColumnType, DatabaseSchema } from './types.js'

/**
 * Something that a program's types promise and the server's schema does not have.
 *
 * @example
 * function describe(drift: SchemaDrift): string {
 *   return drift.kind === 'table' ? `no table ${drift.table}` : `${drift.table}.${drift.column}`
 * }
 * console.log(schemaDrift(schema, client.schema).map(describe)) // → [ 'no table Animal' ]
 */
export type SchemaDrift =
  /** The table is lacking, with all its columns. */
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'column'; readonly table: string; readonly column: string }
  /** The column holds something else; the types are those of models, in TypeScript: `readonly string[]`. */
  | {
      readonly kind: 'type'
      readonly table: string
      readonly column: string
      readonly expected: string
      readonly actual: string
    }

/**
 * Compares the schema that a program was written for with that of a server, as far as the program's types say: what the
 * server has besides, and constraints that no type shows (lengths, counts, indexes), is no drift. Empty when the types
 * are true.
 *
 * @param expected a schema literal, or a schema that was kept with a generated model
 * @throws {@link InvalidSchemaError} when a type of the literal is none
 * @example
 * const drift = schemaDrift(schema, client.schema)
 * if (drift.length > 0) console.log('written for another schema', drift)
 */
export function schemaDrift(expected: SchemaLiteral | DatabaseSchema, actual: DatabaseSchema): readonly SchemaDrift[] {
  const drift: SchemaDrift[] = []
  for (const [table, columns] of tablesOf(expected)) {
    const found = actual.tables.get(table)
    if (found === undefined) drift.push({ kind: 'table', table })
    else
      for (const [column, type] of columns) drift.push(...columnDrift(table, column, type, found.columns.get(column)))
  }
  return drift
}

function columnDrift(
  table: string,
  column: string,
  type: ColumnType,
  found: { readonly type: ColumnType } | undefined,
): readonly SchemaDrift[] {
  if (found === undefined) return [{ kind: 'column', table, column }]
  const [expected, actual] = [typeText(type), typeText(found.type)]
  return expected === actual ? [] : [{ kind: 'type', table, column, expected, actual }]
}

type Columns = readonly (readonly [column: string, type: ColumnType])[]

function tablesOf({ tables }: SchemaLiteral | DatabaseSchema): readonly (readonly [table: string, columns: Columns])[] {
  if (tables instanceof Map) {
    return [...(tables as DatabaseSchema['tables'])].map(([table, { columns }]) => {
      return [table, [...columns].map(([name, { type }]) => [name, type] as const)]
    })
  }
  return Object.entries(tables as SchemaLiteral['tables']).map(([table, { columns }]) => {
    return [
      table,
      Object.entries(columns).map(([name, { type }]) => [name, parseType(type, `${table}.${name}`)] as const),
    ]
  })
}
