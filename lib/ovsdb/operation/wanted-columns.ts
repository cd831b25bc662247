import { UnknownColumnError } from '../errors.js'
import type { ColumnSchema, TableSchema } from '../schema/types.js'

/** A column to read, under its plain name. */
export interface WantedColumn {
  readonly name: string
  /** `undefined` when the server's schema lacks it, and whoever asks can do without it. */
  readonly column: ColumnSchema | undefined
}

/** The column's own name, without the `?` of one that may be lacking. */
export function plainName(wanted: string): string {
  return isDispensable(wanted) ? wanted.slice(0, -1) : wanted
}

/**
 * Looks wanted columns up. A name with a trailing `?` is that of a column that the server's schema may lack.
 *
 * @throws {UnknownColumnError} when it lacks another one
 */
export function wantedColumns(table: TableSchema, wanted: readonly string[]): readonly WantedColumn[] {
  return wanted.map((text) => {
    const name = plainName(text)
    const column = table.columns.get(name)
    if (column === undefined && !isDispensable(text)) throw new UnknownColumnError(table.name, name)
    return { name, column }
  })
}

function isDispensable(wanted: string): boolean {
  return wanted.endsWith('?')
}
