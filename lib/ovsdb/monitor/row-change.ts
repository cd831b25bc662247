import type { Uuid } from '../value/types.js'
import type { AnyRow, RowChange } from './change.js'
import { sameValue } from './row-index.js'

/** What became of one row of a table known at run time only. */
export type AnyChange = RowChange<string, AnyRow>

/** What makes the second state of a row of the first, `undefined` where it is not there; nothing when they are the same. */
export function changeBetween(
  table: string,
  uuid: Uuid,
  old: AnyRow | undefined,
  row: AnyRow | undefined,
): AnyChange | undefined {
  if (old === undefined) return row && { table, uuid, kind: 'insert', old, new: row }
  if (row === undefined) return { table, uuid, kind: 'delete', old, new: row }
  const same = Object.keys(row).every((name) => sameValue(old[name], row[name]))
  return same ? undefined : { table, uuid, kind: 'modify', old, new: row }
}

/** Two changes of one row, one after the other, as one; nothing when the second takes the first back. */
export function mergeChanges(first: AnyChange, second: AnyChange): AnyChange | undefined {
  return changeBetween(first.table, first.uuid, first.old, second.new)
}
