import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../lib/contiv/index.js'
import { type Random, seededRandom } from '../../lib/demo/random.js'

/** A clock that hurries: from one action to the next, in whole milliseconds, with promises settled in between. */
export class VirtualClock implements Clock {
  readonly random: Random
  readonly #actions = new Map<number, Set<() => void>>()
  #now = 0

  constructor(seed: number) {
    this.random = seededRandom(seed)
  }

  now(): number {
    return this.#now
  }

  date(): Date {
    return new Date(this.#now)
  }

  after(milliseconds: number, action: () => void): () => void {
    const at = this.#now + Math.max(1, Math.ceil(milliseconds))
    const actions = this.#actions.get(at) ?? new Set()
    this.#actions.set(at, actions)
    // Of its own, so that the same function can wait twice.
    const own = () => action()
    actions.add(own)
    return () => actions.delete(own)
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.after(milliseconds, resolve))
  }

  /** Lets so much time pass. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds
    while (this.#now < end) {
      this.#now++
      const actions = this.#actions.get(this.#now)
      if (actions === undefined) continue
      this.#actions.delete(this.#now)
      for (const action of actions) action()
      await setImmediate()
    }
  }
}
