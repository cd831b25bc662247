import type { Row } from '../ovsdb/row/row.js'

/** What a transaction did to a row: inserted (no `old`), deleted (no `new`), or modified. */
export interface RowChange {
  readonly old: Row | undefined
  readonly new: Row | undefined
}

/** What a transaction changed: by table, then by UUID. */
export type Changes = ReadonlyMap<string, ReadonlyMap<string, RowChange>>
