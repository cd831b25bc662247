import type { Clock } from '../../lib/contiv/clock.js'

/** A clock that goes when a spec says so. Chance is held at its middle: no jitter. */
export class ManualClock implements Clock {
  #now = 0
  readonly #timers = new Set<{ readonly at: number; readonly action: () => void }>()

  constructor(readonly start = new Date('2026-01-01T00:00:00Z')) {}

  /** Actions that wait for their time. */
  get timers(): number {
    return this.#timers.size
  }

  /** Milliseconds until the next action; undefined when none waits. */
  get nextIn(): number | undefined {
    return this.#timers.size === 0 ? undefined : Math.min(...[...this.#timers].map(({ at }) => at)) - this.#now
  }

  now(): number {
    return this.#now
  }

  date(): Date {
    return new Date(this.start.getTime() + this.#now)
  }

  random(): number {
    return 0.5
  }

  after(milliseconds: number, action: () => void): () => void {
    const timer = { at: this.#now + milliseconds, action }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Lets time pass; actions whose time comes are called. */
  advance(milliseconds: number): void {
    this.#now += milliseconds
    for (const timer of [...this.#timers]) {
      if (timer.at > this.#now || !this.#timers.delete(timer)) continue
      timer.action()
    }
  }
}
