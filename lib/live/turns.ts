import type { Clock } from '../contiv/clock.js'

/**
 * Keeps work that is asked for again and again to one turn in so many milliseconds: the first is taken at once, and
 * what is asked for meanwhile becomes one more when the time is up. The time begins when a turn has ended, so that
 * other work comes in between.
 */
export class Turns {
  readonly #clock: Clock
  readonly #pause: number
  readonly #work: () => void
  #asked = false
  #resting = false
  #cancel = () => {}

  constructor(clock: Clock, pause: number, work: () => void) {
    this.#clock = clock
    this.#pause = pause
    this.#work = work
  }

  /** Asks for a turn. */
  ask(): void {
    this.#asked = true
    if (!this.#resting) this.take()
  }

  /** Takes one now if one was asked for, however short ago the last one was. */
  take(): void {
    if (!this.#asked) return
    this.drop()
    this.#work()
    this.#resting = true
    this.#cancel = this.#clock.after(this.#pause, () => {
      this.#resting = false
      this.take()
    })
  }

  /** What was asked for is not wanted any more. */
  drop(): void {
    this.#cancel()
    this.#asked = false
    this.#resting = false
  }
}
