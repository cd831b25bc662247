import { ImmutableColumnError, UnknownColumnError } from '../errors.js'
import type { ColumnSchema, TableSchema } from '../schema/types.js'

/**
 * The column of that name, for an operation that changes it. The server refuses to change one that is immutable even
 * where no row meets the conditions, or its value would be the same.
 *
 * @throws {UnknownColumnError} {ImmutableColumnError}
 */
export function mutableColumn(table: TableSchema, name: string): ColumnSchema {
  const column = table.columns.get(name)
  if (column === undefined) throw new UnknownColumnError(table.name, name)
  if (!column.mutable) throw new ImmutableColumnError(table.name, name)
  return column
}
