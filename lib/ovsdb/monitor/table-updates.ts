import { InvalidUpdateError } from '../errors.js'
import { isUuid } from '../value/atom.js'
import type { Uuid } from '../value/types.js'
import type { AnyRow } from './change.js'
import type { RowReader } from './row-reader.js'

/** What a monitor tells of one row. */
export type RowUpdate = { readonly table: string; readonly uuid: Uuid } & (
  | { readonly kind: 'insert'; readonly new: AnyRow }
  /** `old` holds the columns that changed. */
  | { readonly kind: 'replace'; readonly old: AnyRow; readonly new: AnyRow }
  /** Per column its new value or, where its max exceeds 1, the difference. */
  | { readonly kind: 'patch'; readonly difference: AnyRow }
  /** `old` only where the monitor tells it: `update` does, `update2` does not. */
  | { readonly kind: 'delete'; readonly old: AnyRow | undefined }
)

/** Reads one table's updates by the session's schema. */
export type Readers = ReadonlyMap<string, RowReader>

/**
 * Reads `<table-updates>`, of the reply to `monitor` and of `update` (RFC 7047 sections 4.1.5 and 4.1.6).
 *
 * Tables and columns that were not asked for are refused: they are the answer to something else.
 *
 * @throws {InvalidUpdateError} {InvalidValueError}
 */
export function readTableUpdates(json: unknown, readers: Readers): readonly RowUpdate[] {
  return readAll(json, readers, ({ old, new: row, ...others }, reader, uuid) => {
    const table = reader.table
    if (Object.keys(others).length === 0 && (old !== undefined || row !== undefined)) {
      if (row === undefined) return { table, uuid, kind: 'delete', old: reader.read(old) }
      const fresh = reader.whole(uuid, reader.read(row))
      if (old === undefined) return { table, uuid, kind: 'insert', new: fresh }
      return { table, uuid, kind: 'replace', old: reader.read(old), new: fresh }
    }
    throw new InvalidUpdateError(`${table} ${uuid}`, '"old", "new" or both', Object.keys({ old, new: row, ...others }))
  })
}

/**
 * Reads `<table-updates2>`, of the reply to `monitor_cond` and of `update2` and `update3` (ovsdb-server(7), sections
 * 4.1.12 to 4.1.15).
 *
 * @throws {InvalidUpdateError} {InvalidValueError}
 */
export function readTableUpdates2(json: unknown, readers: Readers): readonly RowUpdate[] {
  return readAll(json, readers, (update, reader, uuid) => {
    const [entry, ...others] = Object.entries(update)
    const table = reader.table
    if (entry !== undefined && others.length === 0) {
      const [kind, row] = entry
      if (kind === 'initial' || kind === 'insert') {
        return { table, uuid, kind: 'insert', new: reader.complete(uuid, reader.read(row)) }
      }
      if (kind === 'modify') return { table, uuid, kind: 'patch', difference: reader.read(row) }
      if (kind === 'delete') return { table, uuid, kind: 'delete', old: undefined }
    }
    throw new InvalidUpdateError(
      `${table} ${uuid}`,
      'one of "initial", "insert", "modify", "delete"',
      Object.keys(update),
    )
  })
}

type Members = Readonly<Record<string, unknown>>

function readAll(
  json: unknown,
  readers: Readers,
  read: (update: Members, reader: RowReader, uuid: Uuid) => RowUpdate,
): readonly RowUpdate[] {
  const updates: RowUpdate[] = []
  for (const [table, rows] of Object.entries(members(json, 'tables'))) {
    const reader = readers.get(table)
    if (reader === undefined) {
      throw new InvalidUpdateError('tables', `only the tables ${[...readers.keys()].join(', ')}`, table)
    }
    for (const [uuid, update] of Object.entries(members(rows, table))) {
      if (!isUuid(uuid)) throw new InvalidUpdateError(table, 'rows by their UUID', uuid)
      updates.push(read(members(update, `${table} ${uuid}`), reader, uuid))
    }
  }
  return updates
}

function members(json: unknown, path: string): Members {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Members
  throw new InvalidUpdateError(path, 'an object', json)
}
