import { createHash } from 'node:crypto'
import { parseJson, stringifyJson } from '../jsonrpc/index.js'
import { UsageError } from './errors.js'

/**
 * A record of a standalone database's file (ovsdb(5), "Standalone and Active-Backup Database File Format"): a line with
 * the length and the SHA-1 hash of the JSON that follows on a line of its own.
 */
export function formatRecord(json: unknown): string {
  const text = `${stringifyJson(json)}\n`
  return `${MAGIC} ${Buffer.byteLength(text)} ${sha1(text)}\n${text}`
}

const MAGIC = 'OVSDB JSON'
const HEADER = /^OVSDB (JSON|CLUSTER) (\d+) ([0-9a-f]{40})$/

/**
 * The records of such a file.
 *
 * @throws {UsageError} when it is none, or damaged
 */
export function parseRecords(file: Uint8Array): readonly unknown[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const records: unknown[] = []
  for (let offset = 0; offset < bytes.length; ) {
    const end = bytes.indexOf('\n', offset)
    const [header, kind, length, hash] = HEADER.exec(bytes.toString('latin1', offset, end < 0 ? offset : end)) ?? []
    if (header === undefined) throw damaged(records.length, 'a header')
    if (kind === 'CLUSTER')
      throw new UsageError('expected the file of a standalone database, got that of a clustered one')
    const data = bytes.subarray(end + 1, end + 1 + Number(length))
    if (data.length < Number(length) || sha1(data) !== hash) throw damaged(records.length, 'the data of its hash')
    records.push(parseJson(data.toString('utf8')))
    offset = end + 1 + data.length
  }
  return records
}

function sha1(data: string | Uint8Array): string {
  return createHash('sha1').update(data).digest('hex')
}

function damaged(index: number, expected: string): UsageError {
  return new UsageError(`expected ${expected} in record ${index} of a standalone database's file, got something else`)
}
