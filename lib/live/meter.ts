import type { Rates } from '../page/protocol.js'
import {
  type Baseline,
  idleRates,
  MIN_INTERVAL,
  NO_RATES,
  ratesBetween,
  type Statistics,
  sameRates,
  sameStatistics,
} from './rates.js'

/** The statistics of an interface, and in milliseconds when they were told, where that is known of them. */
export type Reading = readonly [id: string, statistics: Statistics, at?: number | undefined]

interface Metered extends Baseline {
  readonly rates: Rates
}

/** What an update said. */
export interface Metering {
  /** Whether it was of all interfaces. */
  readonly whole: boolean
  /** The ids of those whose rates or counters are others now. */
  readonly changed: readonly string[]
}

/** The part of the interval before which no update of all interfaces can follow another. */
const WHOLE = 0.8

/**
 * Turns the switch's statistics updates into rates. ovs-vswitchd writes what all interfaces counted in one transaction
 * (run_stats_update in vswitchd/bridge.c), and the database tells the rows that changed: an interface that is not told
 * while others are has counted nothing since the update before. That nothing at all is told says nothing of anybody.
 */
export class Meter {
  readonly #metered = new Map<string, Metered>()
  #updatedAt = Number.NEGATIVE_INFINITY

  /** Begins to meter: when the switch counted this is not known, so that it is the beginning of no interval. */
  reset(all: Iterable<Reading>): void {
    this.#metered.clear()
    this.#updatedAt = Number.NEGATIVE_INFINITY
    for (const [id, statistics] of all) this.#metered.set(id, { statistics, at: Number.NaN, rates: NO_RATES })
  }

  /** Begins anew with one interface. */
  forget(id: string): void {
    this.#metered.delete(id)
  }

  /**
   * Whether statistics written now are an update of all interfaces: what is written much sooner than the switch updates
   * its statistics is of single interfaces, and says nothing of those that it does not change.
   */
  isWhole(at: number, interval: number, span: number): boolean {
    return at - this.#updatedAt >= span - (1 - WHOLE) * interval
  }

  /**
   * Takes statistics that were written, unless the time that rates are averaged over is not up yet.
   *
   * @param all the statistics of every interface
   * @param at when the last were told, in milliseconds
   * @param interval milliseconds between the switch's statistics updates
   * @param span milliseconds that rates are averaged over, a multiple of the interval
   */
  update(all: Iterable<Reading>, at: number, interval: number, span = interval): Metering {
    const whole = this.isWhole(at, interval, span)
    if (!whole && span > interval) return { whole, changed: [] }
    if (whole) this.#updatedAt = at
    const changed: string[] = []
    const gone = new Set(this.#metered.keys())
    for (const [id, statistics, toldAt = at] of all) {
      gone.delete(id)
      const before = this.#metered.get(id)
      const after = next(before, { statistics, at: toldAt }, whole)
      if (after === before) continue
      this.#metered.set(id, after)
      const same = before !== undefined && before.statistics === after.statistics
      if (!same || !sameRates(before.rates, after.rates)) changed.push(id)
    }
    for (const id of gone) this.#metered.delete(id)
    return { whole, changed }
  }

  /** The rates of an interface; all null until they are known. */
  rates(id: string): Rates {
    return this.#metered.get(id)?.rates ?? NO_RATES
  }
}

function next(before: Metered | undefined, now: Baseline, whole: boolean): Metered {
  if (before === undefined) return { ...now, rates: NO_RATES }
  if (now.at - before.at < MIN_INTERVAL) return before
  if (sameStatistics(before.statistics, now.statistics)) {
    if (!whole) return before
    const rates = Number.isNaN(before.at) ? NO_RATES : idleRates(before.statistics)
    return { statistics: before.statistics, at: now.at, rates }
  }
  return { ...now, rates: Number.isNaN(before.at) ? NO_RATES : ratesBetween(before, now) }
}
