import { all } from './all.js'
import type { Clock } from './clock.js'
import { type CountedLists, type Counts, countLists } from './counts.js'
import type { Netmaster } from './netmaster.js'
import { PeriodicSource, type PeriodicStatus } from './periodic-source.js'

export interface CountsSourceOptions {
  readonly netmaster: Pick<Netmaster, 'tenants' | 'networks' | 'endpointGroups' | 'requests'>
  /** Milliseconds between two looks, ±20 %. Default {@link DEFAULT_COUNTS_INTERVAL_MS}. */
  readonly interval?: number | undefined
  readonly clock?: Clock | undefined
  /** Called when `up` or the text of `error` has changed. */
  readonly onChange?: ((status: CountsStatus) => void) | undefined
}

export interface CountsStatus {
  /** Whether the last attempt gave all lists. */
  readonly up: boolean
  /** Undefined when the last attempt failed: old numbers are not shown as today's. */
  readonly counts: Counts | undefined
  /** What was counted; another object after each good attempt. */
  readonly lists: CountedLists | undefined
  /** Seconds since the last good attempt; undefined before it. */
  readonly age: number | undefined
  readonly lastSuccess: Date | undefined
  /** What is wrong while `up` is false; undefined before the first attempt has ended. */
  readonly error: Error | undefined
  /** HTTP requests begun so far. */
  readonly requests: number
}

export const DEFAULT_COUNTS_INTERVAL_MS = 15_000

/**
 * Counts Netmaster's objects by its own schedule, however often it is asked.
 *
 * @example
 * using source = new CountsSource({ netmaster })
 * source.start()
 * const { counts } = await source.current(AbortSignal.timeout(1000))
 */
export class CountsSource {
  readonly #netmaster: CountsSourceOptions['netmaster']
  readonly #source: PeriodicSource<Counted>

  constructor({ netmaster, interval = DEFAULT_COUNTS_INTERVAL_MS, clock, onChange }: CountsSourceOptions) {
    this.#netmaster = netmaster
    this.#source = new PeriodicSource({
      ask: (signal) => this.#ask(signal),
      interval,
      clock,
      onChange: () => onChange?.(this.status()),
    })
  }

  /** Begins to look: now, then by its own schedule. */
  start(): void {
    this.#source.start()
  }

  /** Ends it: no timer and no request is left. */
  stop(): void {
    this.#source.stop()
  }

  [Symbol.dispose](): void {
    this.stop()
  }

  /** The last snapshot. Waits for the first attempt only, at most until the signal is aborted; never rejects. */
  async current(signal?: AbortSignal): Promise<CountsStatus> {
    return this.#statusOf(await this.#source.current(signal))
  }

  status(): CountsStatus {
    return this.#statusOf(this.#source.status())
  }

  #statusOf({ reading, ...rest }: PeriodicStatus<Counted>): CountsStatus {
    const { requests } = this.#netmaster
    return { ...rest, up: reading !== undefined, counts: reading?.counts, lists: reading?.lists, requests }
  }

  async #ask(signal: AbortSignal): Promise<Counted> {
    const [tenants, networks, endpointGroups] = await all([
      this.#netmaster.tenants(signal),
      this.#netmaster.networks(signal),
      this.#netmaster.endpointGroups(signal),
    ])
    const lists = { tenants, networks, endpointGroups }
    return { lists, counts: countLists(lists) }
  }
}

interface Counted {
  readonly lists: CountedLists
  readonly counts: Counts
}
