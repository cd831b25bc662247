import { backoffDelay, jittered, RETRY_BACKOFF } from './backoff.js'
import { type Clock, SYSTEM_CLOCK } from './clock.js'
import { settledOrAborted } from './wait.js'

export interface PeriodicOptions<Reading> {
  /** Asks once. The signal aborts when the source is stopped. */
  readonly ask: (signal: AbortSignal) => Promise<Reading>
  /** Milliseconds between two attempts, ±20 %. */
  readonly interval: number
  readonly clock?: Clock | undefined
  /** Called when `up` or the text of `error` has changed. */
  readonly onChange?: (() => void) | undefined
}

export interface PeriodicStatus<Reading> {
  /** Undefined when the last attempt failed: what is old is not shown as today's. Another object after each attempt. */
  readonly reading: Reading | undefined
  /** Seconds since the last good attempt; undefined before it. */
  readonly age: number | undefined
  readonly lastSuccess: Date | undefined
  /** What is wrong while there is no reading; undefined before the first attempt has ended. */
  readonly error: Error | undefined
}

/**
 * Asks by its own schedule, however often it is asked itself.
 *
 * @example
 * using source = new PeriodicSource({ ask: (signal) => netmaster.networks(signal), interval: 15_000 })
 * source.start()
 * const { reading } = await source.current(AbortSignal.timeout(1000))
 */
export class PeriodicSource<Reading> {
  readonly #options: PeriodicOptions<Reading>
  readonly #clock: Clock
  readonly #stop = new AbortController()
  #first: Promise<void> | undefined
  #cancelTimer = () => {}
  #failures = 0
  #reading: Reading | undefined
  #takenAt = 0
  #lastSuccess: Date | undefined
  #error: Error | undefined

  constructor(options: PeriodicOptions<Reading>) {
    this.#options = options
    this.#clock = options.clock ?? SYSTEM_CLOCK
  }

  /** Begins to ask: now, then by its own schedule. */
  start(): void {
    if (!this.#stop.signal.aborted) this.#first ??= this.#run()
  }

  /** Ends it: no timer and no request is left. */
  stop(): void {
    this.#stop.abort(new Error('the source was stopped'))
    this.#cancelTimer()
  }

  [Symbol.dispose](): void {
    this.stop()
  }

  /** The last reading. Waits for the first attempt only, at most until the signal is aborted; never rejects. */
  async current(signal?: AbortSignal): Promise<PeriodicStatus<Reading>> {
    if (this.#first !== undefined) await settledOrAborted(this.#first, signal)
    return this.status()
  }

  status(): PeriodicStatus<Reading> {
    return {
      reading: this.#reading,
      age: this.#lastSuccess === undefined ? undefined : (this.#clock.now() - this.#takenAt) / 1000,
      lastSuccess: this.#lastSuccess,
      error: this.#error,
    }
  }

  async #run(): Promise<void> {
    const before = this.status()
    try {
      const reading = await this.#options.ask(this.#stop.signal)
      if (this.#stop.signal.aborted) return
      this.#failures = 0
      this.#reading = reading
      this.#error = undefined
      this.#takenAt = this.#clock.now()
      this.#lastSuccess = this.#clock.date()
    } catch (error) {
      if (this.#stop.signal.aborted) return
      this.#failures++
      this.#reading = undefined
      this.#error = error as Error
    }
    this.#schedule()
    const wasUp = before.reading !== undefined
    const isUp = this.#reading !== undefined
    if (isUp !== wasUp || this.#error?.message !== before.error?.message) this.#options.onChange?.()
  }

  #schedule(): void {
    const { interval } = this.#options
    const random = this.#clock.random()
    const delay =
      this.#failures > 0
        ? Math.min(backoffDelay(this.#failures, RETRY_BACKOFF, random), interval)
        : jittered(interval, random)
    this.#cancelTimer = this.#clock.after(delay, () => void this.#run())
  }
}
