import { type Column, severityOf } from './columns.js'
import { curvesOf, type LiveRow, sum } from './live-row.js'

/** How the table is sorted: by what matters, or by a column. */
export type Sort = { readonly by: 'attention' } | { readonly by: Column; readonly descending: boolean }

export const BY_ATTENTION: Sort = { by: 'attention' }

const COLLATOR = new Intl.Collator('en', { numeric: true })

/** The next order when a column's header is pressed: its useful direction, the other one, what matters again. */
export function nextSort(sort: Sort, column: Column): Sort {
  const first = column.kind !== 'text'
  if (sort.by === 'attention' || sort.by.id !== column.id) return { by: column, descending: first }
  return sort.descending === first ? { by: column, descending: !first } : BY_ATTENTION
}

/** Sorted rows. Where rows are equal the name decides, so that none jumps about. */
export function sortRows(rows: readonly LiveRow[], sort: Sort): readonly LiveRow[] {
  return sort.by === 'attention' ? byAttention(rows) : byColumn(rows, sort.by, sort.descending)
}

function byAttention(rows: readonly LiveRow[]): readonly LiveRow[] {
  const keyed = rows.map((live) => {
    const { receive, transmit } = curvesOf(live)
    return { live, severity: severityOf(live), traffic: sum(receive, transmit) ?? -1 }
  })
  keyed.sort((a, b) => b.severity - a.severity || b.traffic - a.traffic || byName(a.live, b.live))
  return keyed.map(({ live }) => live)
}

function byColumn(rows: readonly LiveRow[], column: Column, descending: boolean): readonly LiveRow[] {
  const direction = descending ? -1 : 1
  const keyed = rows.map((live) => ({ live, key: column.key(live) }))
  keyed.sort((a, b) => byKey(a.key, b.key, direction) || byName(a.live, b.live))
  return keyed.map(({ live }) => live)
}

function byKey(a: string | number | null, b: string | number | null, direction: number): number {
  const unknown = Number(a === null || a === '') - Number(b === null || b === '')
  if (unknown !== 0 || a === null || b === null) return unknown
  return direction * (typeof a === 'number' && typeof b === 'number' ? a - b : COLLATOR.compare(`${a}`, `${b}`))
}

function byName(a: LiveRow, b: LiveRow): number {
  return COLLATOR.compare(a.row.interface, b.row.interface) || Number(a.row.id > b.row.id) - Number(a.row.id < b.row.id)
}
