import { excerpt } from '../../jsonrpc/index.js'
import { InvalidOperationError } from '../errors.js'
import type { TableSchema } from '../schema/types.js'
import { encodeWhere } from './condition.js'
import { decodeNothing, type PreparedOperation } from './prepared.js'
import { encodeRow } from './row.js'
import { wantedColumns } from './wanted-columns.js'

export interface WaitFor {
  readonly where: readonly (readonly [string, string, unknown])[]
  /** One with a trailing `?` is not looked at as long as the server's schema lacks it. */
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
 * @throws {InvalidOperationError} of a row with a column that is not looked at, which the server would not say
 */
export function prepareWait(
  table: TableSchema,
  { where, columns, until, rows, timeout }: WaitFor,
): PreparedOperation<undefined> {
  const wanted = wantedColumns(table, columns)
  const stranger = rows.flatMap(Object.keys).find((column) => !wanted.some(({ name }) => name === column))
  if (stranger !== undefined) {
    const names = wanted.map(({ name }) => name).join(', ')
    throw new InvalidOperationError(
      `expected in the rows of "wait" only its columns [${names}], got "${excerpt(stranger)}"`,
    )
  }
  const lacking = wanted.flatMap(({ name, column }) => (column === undefined ? name : []))
  return Object.freeze({
    operation: Object.freeze({
      op: 'wait',
      table: table.name,
      ...(timeout !== undefined && { timeout }),
      where: encodeWhere(table, where),
      columns: wanted.flatMap(({ column }) => column?.name ?? []),
      until,
      rows: rows.map((row) => encodeRow(table, without(row, lacking))),
    }),
    decode: decodeNothing,
  })
}

function without(row: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)))
}
