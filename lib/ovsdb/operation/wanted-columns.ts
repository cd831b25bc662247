import { UnknownColumnError } from '../errors.js'
import type { ColumnSchema, TableSchema } from '../schema/types.js'

/** A column to read, under its plain name. */
export interface WantedColumn {
  readonly name: string
  /** `undefined` when the server's schema lacks it, and whoever asks can do without it. */
  readonly column: ColumnSchema | undefined
}

/**
 * Looks wanted columns up. A name with a trailing `?` is that of a column that the server's schema may lack.
 *
 * @throws {UnknownColumnError} when it lacks another one
 */
export function wantedColumns(table: TableSchema, wanted: readonly string[]): readonly WantedColumn[] {
  return wanted.map((text) => {
    const dispensable = text.endsWith('?')
    const name = dispensable ? text.slice(0, -1) : text
    const column = table.columns.get(name)
    if (column === undefined && !dispensable) throw new UnknownColumnError(table.name, name)
    return { name, column }
  })
}
