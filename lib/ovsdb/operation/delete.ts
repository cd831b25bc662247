import type { TableSchema } from '../schema/types.js'
import { encodeWhere } from './condition.js'
import { decodeCount, type PreparedOperation } from './prepared.js'

/**
 * Prepares a `delete` (RFC 7047 section 5.2.5) of every row that meets all conditions; its result is their number.
 *
 * @throws {UnknownColumnError} {InvalidValueError}
 */
export function prepareDelete(
  table: TableSchema,
  where: readonly (readonly [string, string, unknown])[],
): PreparedOperation<number> {
  return Object.freeze({
    operation: Object.freeze({ op: 'delete', table: table.name, where: encodeWhere(table, where) }),
    decode: decodeCount,
  })
}
