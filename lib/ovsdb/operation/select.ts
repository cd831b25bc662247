import { InvalidReplyError } from '../errors.js'
import type { TableSchema } from '../schema/types.js'
import { type ValueDecoder, valueDecoder } from '../value/decode.js'
import type { Value } from '../value/types.js'
import { encodeWhere } from './condition.js'
import type { PreparedOperation } from './prepared.js'

/** A `select` (RFC 7047 section 5.2.2). */
export type PreparedSelect = PreparedOperation<readonly Readonly<Record<string, Value>>[]>

/**
 * Prepares a `select` of the columns that the server's schema has. One it lacks would fail the whole operation, so it is
 * left out of the request and is `undefined` in every row.
 *
 * `_uuid` is always asked for: the server merges rows that are equal in the chosen columns, and with it none are.
 */
export function prepareSelect(
  table: TableSchema,
  columns: readonly string[],
  where: readonly (readonly [string, string, unknown])[],
): PreparedSelect {
  const existing = new Set(['_uuid', ...columns.filter((name) => table.columns.has(name))])
  const decoders = columns.map((name) => decoderOf(table, name))
  return {
    operation: { op: 'select', table: table.name, where: encodeWhere(table, where), columns: [...existing] },
    decode: (result) => rowsOf(result).map((row) => decodeRow(row, columns, decoders)),
  }
}

function decoderOf(table: TableSchema, name: string): ValueDecoder {
  const column = table.columns.get(name)
  return column === undefined ? () => undefined : valueDecoder(table.name, column)
}

function decodeRow(row: unknown, columns: readonly string[], decoders: readonly ValueDecoder[]): Record<string, Value> {
  if (typeof row !== 'object' || row === null) throw new InvalidReplyError('transact', 'a row', row)
  const decoded: Record<string, Value> = {}
  for (let i = 0; i < columns.length; i++) {
    const name = columns[i] as string
    decoded[name] = (decoders[i] as ValueDecoder)((row as Record<string, unknown>)[name])
  }
  return decoded
}

function rowsOf(result: unknown): readonly unknown[] {
  const rows = typeof result === 'object' && result !== null ? (result as { rows?: unknown }).rows : undefined
  if (Array.isArray(rows)) return rows
  throw new InvalidReplyError('transact', 'the rows of a select', result)
}
