import { UnknownColumnError } from '../errors.js'
import type { TableSchema } from '../schema/types.js'
import { encodeWhere } from './condition.js'
import { decodeNothing, type PreparedOperation } from './prepared.js'
import { encodeRow } from './row.js'

export interface WaitFor {
  readonly where: readonly (readonly [string, string, unknown])[]
  readonly columns: readonly string[]
  /** Whether the rows found are to be the rows given, or not to be them. */
  readonly until: '==' | '!='
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** Milliseconds after which the transaction fails; 0 for at once. Without it, it may wait for ever. */
  readonly timeout?: number
}

/**
 * Prepares a `wait` (RFC 7047 section 5.2.6): the transaction goes on when the rows that meet all conditions hold, in
 * these columns, the rows given.
 *
 * @throws {UnknownColumnError} {InvalidValueError}
 */
export function prepareWait(
  table: TableSchema,
  { where, columns, until, rows, timeout }: WaitFor,
): PreparedOperation<undefined> {
  for (const name of columns) if (!table.columns.has(name)) throw new UnknownColumnError(table.name, name)
  return Object.freeze({
    operation: Object.freeze({
      op: 'wait',
      table: table.name,
      ...(timeout !== undefined && { timeout }),
      where: encodeWhere(table, where),
      columns,
      until,
      rows: rows.map((row) => encodeRow(table, row)),
    }),
    decode: decodeNothing,
  })
}
