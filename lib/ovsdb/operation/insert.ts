import { InvalidReplyError } from '../errors.js'
import type { TableSchema } from '../schema/types.js'
import { ATOM_DECODERS } from '../value/atom.js'
import type { NamedUuid } from '../value/named-uuid.js'
import type { Uuid } from '../value/types.js'
import type { PreparedOperation } from './prepared.js'
import { encodeRow } from './row.js'

/**
 * Prepares an `insert` (RFC 7047 section 5.2.1); its result is the new row's UUID. Columns not given get their default.
 *
 * @param as stands for the new row within the transaction
 * @throws {UnknownColumnError} {InvalidValueError}
 */
export function prepareInsert(
  table: TableSchema,
  row: Readonly<Record<string, unknown>>,
  as?: NamedUuid,
): PreparedOperation<Uuid> {
  return Object.freeze({
    operation: Object.freeze({
      op: 'insert',
      table: table.name,
      row: encodeRow(table, row),
      ...(as !== undefined && { 'uuid-name': as.name }),
    }),
    decode: decodeUuid,
  })
}

function decodeUuid(result: unknown): Uuid {
  const json = typeof result === 'object' && result !== null ? (result as { uuid?: unknown }).uuid : undefined
  const uuid = ATOM_DECODERS.uuid(json)
  if (typeof uuid === 'string') return uuid
  throw new InvalidReplyError('transact', 'the UUID of an insert', result)
}
