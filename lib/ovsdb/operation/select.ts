import { InvalidReplyError } from '../errors.js'
import type { TableSchema } from '../schema/types.js'
import { type ValueDecoder, valueDecoder } from '../value/decode.js'
import type { Value } from '../value/types.js'
import { encodeWhere } from './condition.js'
import type { PreparedOperation } from './prepared.js'
import { type WantedColumn, wantedColumns } from './wanted-columns.js'

/** A `select` (RFC 7047 section 5.2.2). */
export type PreparedSelect = PreparedOperation<readonly Readonly<Record<string, Value>>[]>

/**
 * Prepares a `select`. A column with a trailing `?` that the server's schema lacks is left out of the request, which it
 * would fail as a whole, and is `undefined` in every row.
 *
 * `_uuid` is always asked for: the server merges rows that are equal in the chosen columns, and with it none are.
 *
 * @throws {UnknownColumnError} {InvalidValueError}
 */
export function prepareSelect(
  table: TableSchema,
  columns: readonly string[],
  where: readonly (readonly [string, string, unknown])[],
): PreparedSelect {
  const wanted = wantedColumns(table, columns)
  const names = wanted.map(({ name }) => name)
  const existing = new Set(['_uuid', ...wanted.flatMap(({ column }) => column?.name ?? [])])
  const decoders = wanted.map((column) => decoderOf(table, column))
  return {
    operation: { op: 'select', table: table.name, where: encodeWhere(table, where), columns: [...existing] },
    decode: (result) => rowsOf(result).map((row) => decodeRow(row, names, decoders)),
  }
}

function decoderOf(table: TableSchema, { column }: WantedColumn): ValueDecoder {
  return column === undefined ? () => undefined : valueDecoder(table.name, column)
}

function decodeRow(row: unknown, names: readonly string[], decoders: readonly ValueDecoder[]): Record<string, Value> {
  if (typeof row !== 'object' || row === null) throw new InvalidReplyError('transact', 'a row', row)
  const decoded: Record<string, Value> = {}
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    decoded[name] = (decoders[i] as ValueDecoder)((row as Record<string, unknown>)[name])
  }
  return decoded
}

function rowsOf(result: unknown): readonly unknown[] {
  const rows = typeof result === 'object' && result !== null ? (result as { rows?: unknown }).rows : undefined
  if (Array.isArray(rows)) return rows
  throw new InvalidReplyError('transact', 'the rows of a select', result)
}
