import { UnknownColumnError } from '../errors.js'
import type { TableSchema } from '../schema/types.js'
import { encodeValue } from '../value/encode.js'

/**
 * Turns the columns of a row into a `<row>` (RFC 7047 section 5.1).
 *
 * @throws {UnknownColumnError} {InvalidValueError}
 */
export function encodeRow(
  table: TableSchema,
  row: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const encoded: [string, unknown][] = []
  for (const [name, value] of Object.entries(row)) {
    const column = table.columns.get(name)
    if (column === undefined) throw new UnknownColumnError(table.name, name)
    encoded.push([name, encodeValue(table.name, column, value)])
  }
  return Object.freeze(Object.fromEntries(encoded))
}
