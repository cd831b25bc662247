import type { TableSchema } from '../schema/types.js'
import { encodeWhere } from './condition.js'
import { mutableColumn } from './mutable-column.js'
import { decodeCount, type PreparedOperation } from './prepared.js'
import { encodeRow } from './row.js'

/**
 * Prepares an `update` (RFC 7047 section 5.2.3): the columns given get these values in every row that meets all
 * conditions; its result is the number of these rows.
 *
 * @throws {UnknownColumnError} {ImmutableColumnError} {InvalidValueError}
 */
export function prepareUpdate(
  table: TableSchema,
  where: readonly (readonly [string, string, unknown])[],
  row: Readonly<Record<string, unknown>>,
): PreparedOperation<number> {
  for (const name of Object.keys(row)) mutableColumn(table, name)
  return Object.freeze({
    operation: Object.freeze({
      op: 'update',
      table: table.name,
      where: encodeWhere(table, where),
      row: encodeRow(table, row),
    }),
    decode: decodeCount,
  })
}
