import { type Column, columnsOf } from '../../page/model/columns.js'
import { scaleRate } from '../../page/model/format.js'
import type { LiveRow } from '../../page/model/live-row.js'
import { shown, UNKNOWN, widthOf } from './text.js'

/** A column, where there is room for it. */
export interface ShownColumn {
  readonly column: Column
  readonly heading: string
  readonly width: number
}

/** Spaces between two columns. */
export const GAP = 1

/** Columns of text are cut to so many, where the room is needed for others. */
const NARROW = 10
const RATE_WIDTH = 9

interface Place {
  readonly heading: string
  /** In bytes, where that is another one. */
  readonly inBytes?: string
  /** Columns that a narrow terminal shows before those of higher numbers. */
  readonly rank: number
}

const PLACES: Readonly<Record<string, Place>> = {
  interface: { heading: 'INTERFACE', rank: 0 },
  receive: { heading: 'RX bit/s', inBytes: 'RX B/s', rank: 1 },
  transmit: { heading: 'TX bit/s', inBytes: 'TX B/s', rank: 2 },
  container: { heading: 'CONTAINER', rank: 3 },
  state: { heading: 'STATE', rank: 4 },
  'receive-packets': { heading: 'RX pkt/s', rank: 5 },
  'transmit-packets': { heading: 'TX pkt/s', rank: 6 },
  drops: { heading: 'DROP/s', rank: 7 },
  errors: { heading: 'ERR/s', rank: 8 },
  tenant: { heading: 'TENANT', rank: 9 },
  bridge: { heading: 'BRIDGE', rank: 9 },
  network: { heading: 'NETWORK', rank: 10 },
  type: { heading: 'TYPE', rank: 11 },
  group: { heading: 'GROUP', rank: 11 },
}

/** The columns there are, in their order. */
export function columnsFor(endpoints: boolean): readonly Column[] {
  return columnsOf(endpoints ? 'netplugin' : 'ovs').filter(({ id }) => id in PLACES)
}

/** Those that fit into so many columns of the terminal, the most telling ones first, and how wide each is. */
export function layOut(
  columns: readonly Column[],
  rows: readonly LiveRow[],
  width: number,
  bytes: boolean,
): readonly ShownColumn[] {
  const widths = new Map<Column, number>()
  let left = width
  const ranked = columns.toSorted((a, b) => placeOf(a).rank - placeOf(b).rank)
  for (const column of ranked) {
    const gap = widths.size === 0 ? 0 : GAP
    const least = leastOf(column, rows)
    if (gap + least > left && widths.size > 0) break
    widths.set(column, Math.min(least, left))
    left -= gap + least
  }
  // What is left over goes to names that are longer, in the same order.
  for (const [column, given] of widths) {
    const more = Math.max(0, Math.min(left, naturalOf(column, rows) - given))
    widths.set(column, given + more)
    left -= more
  }
  return columns
    .filter((column) => widths.has(column))
    .map((column) => ({ column, heading: headingOf(column, bytes), width: widths.get(column) ?? 0 }))
}

/** What stands in a row's cell. */
export function cellOf({ column }: ShownColumn, live: LiveRow, bytes: boolean): string {
  const value = column.key(live)
  if (column.kind === 'text') return shown(column.text(live)) || UNKNOWN
  if (typeof value !== 'number') return UNKNOWN
  return scaleRate(bytes && placeOf(column).inBytes !== undefined ? value / 8 : value).join('')
}

function headingOf(column: Column, bytes: boolean): string {
  const { heading, inBytes = heading } = placeOf(column)
  return bytes ? inBytes : heading
}

function placeOf({ id, title }: Column): Place {
  return PLACES[id] ?? { heading: title, rank: Number.MAX_SAFE_INTEGER }
}

function leastOf(column: Column, rows: readonly LiveRow[]): number {
  return column.kind === 'rate' ? RATE_WIDTH : Math.min(NARROW, naturalOf(column, rows))
}

function naturalOf(column: Column, rows: readonly LiveRow[]): number {
  if (column.kind === 'rate') return RATE_WIDTH
  // One more than the heading: the mark of the column that is sorted by.
  let widest = placeOf(column).heading.length + 1
  for (const live of rows) widest = Math.max(widest, widthOf(shown(column.text(live))))
  return widest
}
