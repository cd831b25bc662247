import { backoffDelay, jittered, RETRY_BACKOFF } from './backoff.js'
import { type Clock, SYSTEM_CLOCK } from './clock.js'
import { type CountedLists, type Counts, countLists } from './counts.js'
import type { Netmaster } from './netmaster.js'
import { settledOrAborted } from './wait.js'

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
  readonly #interval: number
  readonly #clock: Clock
  readonly #onChange: CountsSourceOptions['onChange']
  readonly #stop = new AbortController()
  #first: Promise<void> | undefined
  #cancelTimer = () => {}
  #failures = 0
  #lists: CountedLists | undefined
  #counts: Counts | undefined
  #takenAt = 0
  #lastSuccess: Date | undefined
  #error: Error | undefined

  constructor({
    netmaster,
    interval = DEFAULT_COUNTS_INTERVAL_MS,
    clock = SYSTEM_CLOCK,
    onChange,
  }: CountsSourceOptions) {
    this.#netmaster = netmaster
    this.#interval = interval
    this.#clock = clock
    this.#onChange = onChange
  }

  /** Begins to look: now, then by its own schedule. */
  start(): void {
    if (!this.#stop.signal.aborted) this.#first ??= this.#run()
  }

  /** Ends it: no timer and no request is left. */
  stop(): void {
    this.#stop.abort(new Error('the counts source was stopped'))
    this.#cancelTimer()
  }

  [Symbol.dispose](): void {
    this.stop()
  }

  /** The last snapshot. Waits for the first attempt only, at most until the signal is aborted; never rejects. */
  async current(signal?: AbortSignal): Promise<CountsStatus> {
    if (this.#first !== undefined) await settledOrAborted(this.#first, signal)
    return this.status()
  }

  status(): CountsStatus {
    return {
      up: this.#counts !== undefined,
      counts: this.#counts,
      lists: this.#lists,
      age: this.#lastSuccess === undefined ? undefined : (this.#clock.now() - this.#takenAt) / 1000,
      lastSuccess: this.#lastSuccess,
      error: this.#error,
      requests: this.#netmaster.requests,
    }
  }

  async #run(): Promise<void> {
    const before = this.status()
    try {
      const lists = await this.#ask()
      if (this.#stop.signal.aborted) return
      this.#succeeded(lists)
    } catch (error) {
      if (this.#stop.signal.aborted) return
      this.#failures++
      this.#lists = undefined
      this.#counts = undefined
      this.#error = error as Error
    }
    this.#schedule()
    const after = this.status()
    if (after.up !== before.up || after.error?.message !== before.error?.message) this.#onChange?.(after)
  }

  async #ask(): Promise<CountedLists> {
    const { signal } = this.#stop
    const lists = [
      this.#netmaster.tenants(signal),
      this.#netmaster.networks(signal),
      this.#netmaster.endpointGroups(signal),
    ] as const
    // Waits for all three even if one fails, so that the next attempt never overlaps this one.
    await Promise.allSettled(lists)
    const [tenants, networks, endpointGroups] = await Promise.all(lists)
    return { tenants, networks, endpointGroups }
  }

  #succeeded(lists: CountedLists): void {
    this.#failures = 0
    this.#lists = lists
    this.#counts = countLists(lists)
    this.#error = undefined
    this.#takenAt = this.#clock.now()
    this.#lastSuccess = this.#clock.date()
  }

  #schedule(): void {
    const random = this.#clock.random()
    const delay =
      this.#failures > 0
        ? Math.min(backoffDelay(this.#failures, RETRY_BACKOFF, random), this.#interval)
        : jittered(this.#interval, random)
    this.#cancelTimer = this.#clock.after(delay, () => void this.#run())
  }
}
