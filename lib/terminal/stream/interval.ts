import { compareNatural } from '../../interfaces/index.js'
import { type LiveRow, rateOf } from '../../page/model/live-row.js'
import type { Counter } from '../../page/protocol.js'

/** What is told of one interval. */
export interface Interval {
  readonly time: Date
  /** Whether the switch's database can be read. */
  readonly up: boolean
  /** Why not, and since when. */
  readonly outage: { readonly text: string; readonly since: number | null } | undefined
  /** Seconds that the rates are over; null where the switch told of none. */
  readonly seconds: number | null
  readonly rows: readonly LiveRow[]
}

/** By bridge and name; those in no bridge come last. */
export function byPlace({ row: a }: LiveRow, { row: b }: LiveRow): number {
  const homeless = Number(a.bridge === '') - Number(b.bridge === '')
  return homeless || compareNatural(a.bridge, b.bridge) || compareNatural(a.interface, b.interface)
}

/** The rate of a counter over the interval; null where it is not known. */
export function rateIn({ seconds }: Pick<Interval, 'seconds'>, live: LiveRow, counter: Counter): number | null {
  return seconds === null ? null : rateOf(live, counter)
}
