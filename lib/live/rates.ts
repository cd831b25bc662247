import type { Integer } from '../ovsdb/index.js'
import { COUNTERS, type Counts, type Rates } from '../page/protocol.js'

export type Statistics = ReadonlyMap<string, Integer>

/** What an interface had counted at a moment, in milliseconds of a clock that never jumps. */
export interface Baseline {
  readonly statistics: Statistics
  readonly at: number
}

/** Milliseconds below which a difference says nothing: the two moments are not known better than to some of them. */
export const MIN_INTERVAL = 1000

/** Per second: 10 Tbit/s. More is no traffic, but another device's counters under the same name. */
const CEILING = 1.25e12

/** The part of an update that a span may fall short of so many of them. */
const SHORTFALL = 0.1

export const NO_RATES: Rates = COUNTERS.map(() => null)

/**
 * The rates between two moments. Where any counter went back, the device was reset or replaced, and no difference means
 * anything: all rates are null, as they are where one would be absurd.
 *
 * @example
 * ratesBetween({ statistics: new Map([['rx_bytes', 100]]), at: 0 }, { statistics: new Map([['rx_bytes', 600]]), at: 5000 })
 * // [100, null, null, null, null, null, null, null]
 */
export function ratesBetween(before: Baseline, now: Baseline): Rates {
  const seconds = (now.at - before.at) / 1000
  const rates = COUNTERS.map((key) => {
    const from = counted(before.statistics, key)
    const to = counted(now.statistics, key)
    return from === undefined || to === undefined ? null : difference(from, to) / seconds
  })
  const meaningless = rates.some((rate) => rate !== null && (rate < 0 || rate > CEILING))
  return meaningless ? NO_RATES : rates.map((rate) => rate && Math.round(rate * 1000) / 1000)
}

/**
 * As many whole updates as it takes, at least one.
 *
 * @param least milliseconds that rates are to be averaged over
 * @param interval milliseconds between two updates
 * @example
 * spanOf(7000, 5000) // 10000
 */
export function spanOf(least: number, interval: number): number {
  return Math.max(1, Math.ceil(least / interval - SHORTFALL)) * interval
}

/** Zero for everything that is counted: nothing changed from one statistics update to the next. */
export function idleRates(statistics: Statistics): Rates {
  return COUNTERS.map((key) => (counted(statistics, key) === undefined ? null : 0))
}

/** The counters for the wire, exact. */
export function countsOf(statistics: Statistics): Counts {
  return COUNTERS.map((key) => {
    const value = counted(statistics, key)
    return value === undefined ? null : typeof value === 'bigint' ? value.toString() : value
  })
}

/** Sums what is known; null where nothing is. */
export function sumRates(all: readonly Rates[]): Rates {
  return COUNTERS.map((_, index) => {
    let sum: number | null = null
    for (const rates of all) {
      const rate = rates[index] ?? null
      if (rate !== null) sum = (sum ?? 0) + rate
    }
    return sum
  })
}

export function sameRates(a: Rates, b: Rates): boolean {
  return a === b || a.every((rate, index) => rate === b[index])
}

/** Whether two readings say the same of every statistic. */
export function sameStatistics(a: Statistics, b: Statistics): boolean {
  if (a === b) return true
  if (a.size !== b.size) return false
  for (const [key, value] of a) if (b.get(key) !== value) return false
  return true
}

/** A negative counter is how some drivers say that they have none. */
function counted(statistics: Statistics, key: string): Integer | undefined {
  const value = statistics.get(key)
  return value === undefined || value < 0 ? undefined : value
}

function difference(from: Integer, to: Integer): number {
  return typeof from === 'number' && typeof to === 'number' ? to - from : Number(BigInt(to) - BigInt(from))
}
