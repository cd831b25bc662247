/** How long to wait after failures: `first` milliseconds, doubling up to `max`. */
export interface BackoffPolicy {
  readonly first: number
  readonly max: number
}

/** For Netmaster and the store, in milliseconds. */
export const RETRY_BACKOFF: BackoffPolicy = { first: 1000, max: 30_000 }

const JITTER = 0.2

/** Spreads a delay by ±20 %, so that the exporters of a cluster do not ask in step. `random` is from 0 to 1. */
export function jittered(milliseconds: number, random: number): number {
  return milliseconds * (1 + JITTER * (2 * random - 1))
}

/** The delay after so many failures in a row, at least one. */
export function backoffDelay(failures: number, { first, max }: BackoffPolicy, random: number): number {
  return jittered(Math.min(max, first * 2 ** (failures - 1)), random)
}

interface Failures {
  readonly count: number
  readonly until: number
  readonly error: Error | undefined
}

/** Things that failed, each held back for a time that doubles with every further failure. Times are a clock's `now`. */
export class Backoffs {
  readonly #policy: BackoffPolicy
  readonly #random: () => number
  readonly #failures = new Map<string, Failures>()

  constructor(policy: BackoffPolicy, random: () => number) {
    this.#policy = policy
    this.#random = random
  }

  get size(): number {
    return this.#failures.size
  }

  /** The error of the thing that has failed the longest, or undefined. */
  get error(): Error | undefined {
    for (const { error } of this.#failures.values()) if (error !== undefined) return error
    return undefined
  }

  /** When the first of them may be tried again; infinite when there is none. */
  get nextAt(): number {
    let next = Number.POSITIVE_INFINITY
    for (const { until } of this.#failures.values()) next = Math.min(next, until)
    return next
  }

  has(key: string): boolean {
    return this.#failures.has(key)
  }

  /** Whether the thing may be tried: it never failed, or its time is over. */
  allows(key: string, now: number): boolean {
    return (this.#failures.get(key)?.until ?? now) <= now
  }

  failed(key: string, now: number, error?: Error): void {
    const count = (this.#failures.get(key)?.count ?? 0) + 1
    this.#failures.set(key, { count, until: now + backoffDelay(count, this.#policy, this.#random()), error })
  }

  clear(key: string): void {
    this.#failures.delete(key)
  }

  /** Forgets the things that `keep` refuses. */
  retain(keep: (key: string) => boolean): void {
    for (const key of this.#failures.keys()) if (!keep(key)) this.#failures.delete(key)
  }
}
