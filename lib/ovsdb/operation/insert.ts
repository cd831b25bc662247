import { InvalidReplyError, InvalidValueError } from '../errors.js'
import type { TableSchema } from '../schema/types.js'
import { decodeAtom, isUuid } from '../value/atom.js'
import type { NamedUuid } from '../value/named-uuid.js'
import type { Uuid } from '../value/types.js'
import type { PreparedOperation } from './prepared.js'
import { encodeRow } from './row.js'

/**
 * Prepares an `insert` (RFC 7047 section 5.2.1); its result is the new row's UUID. Columns not given get their default.
 *
 * @param identity `ref` stands for the new row within the transaction, `uuid` is the UUID it is to have
 * @throws {UnknownColumnError} {InvalidValueError}
 */
export function prepareInsert(
  table: TableSchema,
  row: Readonly<Record<string, unknown>>,
  { ref, uuid }: { readonly ref?: NamedUuid; readonly uuid?: Uuid } = {},
): PreparedOperation<Uuid> {
  if (uuid !== undefined && !isUuid(uuid)) throw new InvalidValueError(`${table.name}._uuid`, 'a UUID', uuid)
  return Object.freeze({
    operation: Object.freeze({
      op: 'insert',
      table: table.name,
      row: encodeRow(table, row),
      ...(ref !== undefined && { 'uuid-name': ref.name }),
      ...(uuid !== undefined && { uuid }),
    }),
    decode: decodeUuid,
  })
}

function decodeUuid(result: unknown): Uuid {
  const json = typeof result === 'object' && result !== null ? (result as { uuid?: unknown }).uuid : undefined
  const uuid = decodeAtom('uuid', json)
  if (typeof uuid === 'string') return uuid as Uuid
  throw new InvalidReplyError('transact', 'the UUID of an insert', result)
}
