import type { RateLimit } from './web-config/index.js'

/** A token bucket: it holds `burst` tokens, full at first, and gets one back after each interval. */
export class RateLimiter {
  readonly #limit: RateLimit
  readonly #now: () => number
  #tokens: number
  #filledAt: number

  constructor(limit: RateLimit, now: () => number = () => performance.now()) {
    this.#limit = limit
    this.#now = now
    this.#tokens = limit.burst
    this.#filledAt = now()
  }

  /** Takes a token; false when there is none. */
  take(): boolean {
    const { burst, interval } = this.#limit
    const now = this.#now()
    this.#tokens = Math.min(burst, this.#tokens + (now - this.#filledAt) / interval)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}
