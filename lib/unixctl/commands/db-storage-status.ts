import { UnexpectedReplyError } from '../errors.js'
import { splitField } from './text.js'

/**
 * What `ovsdb-server/get-db-storage-status DATABASE` prints (ovsdb/ovsdb-server.c): `ok`, or what went wrong when the
 * database was written to its file.
 *
 * @throws {UnexpectedReplyError}
 */
export function parseDbStorageStatus(text: string): string {
  const [label, value = ''] = splitField(text) ?? []
  if (label !== 'status' || value === '') {
    throw new UnexpectedReplyError('ovsdb-server/get-db-storage-status', 'a status', text)
  }
  return value
}
