import type { Clock } from '../../lib/contiv/index.js'

/** `refused` are connections to a Netmaster that does not answer; `leader` goes to etcd, the others to Netmaster. */
export const REQUEST_KINDS = ['inspect', 'list', 'version', 'leader', 'refused'] as const

export type RequestKind = (typeof REQUEST_KINDS)[number]

export interface Rate {
  /** Requests a second, on average. */
  readonly mean: number
  /** In the busiest second. */
  readonly peak: number
}

/** Counts requests by kind and second. */
export class RequestLog {
  readonly #clock: Pick<Clock, 'now'>
  readonly #seconds = new Map<RequestKind, Map<number, number>>(REQUEST_KINDS.map((kind) => [kind, new Map()]))

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  add(kind: RequestKind, count = 1): void {
    const seconds = this.#seconds.get(kind)
    const second = Math.floor(this.#clock.now() / 1000)
    seconds?.set(second, (seconds.get(second) ?? 0) + count)
  }

  /** From one time up to, not including, another, both in milliseconds of the clock and whole seconds. */
  rate(kinds: readonly RequestKind[], from: number, to: number): Rate {
    let sum = 0
    let peak = 0
    for (let second = from / 1000; second < to / 1000; second++) {
      const count = kinds.reduce((total, kind) => total + (this.#seconds.get(kind)?.get(second) ?? 0), 0)
      sum += count
      peak = Math.max(peak, count)
    }
    return { mean: sum / ((to - from) / 1000), peak }
  }
}
