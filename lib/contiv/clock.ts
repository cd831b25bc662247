/** Time and chance, passed in so that a spec can hold them. */
export interface Clock {
  /** Milliseconds on a clock that never jumps; the zero is anywhere. */
  now(): number
  /** The time of day. */
  date(): Date
  /** A number from 0 up to, not including, 1. */
  random(): number
  /** Calls `action` once after so many milliseconds, unless the function it returns is called before. */
  after(milliseconds: number, action: () => void): () => void
}

/** A timer of Node.js that is to wait longer fires at once. */
const LONGEST_WAIT = 2 ** 31 - 1

/** The process' own clock. No action waits longer than 24 days. */
export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  random: () => Math.random(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, Math.min(milliseconds, LONGEST_WAIT))
    return () => clearTimeout(timer)
  },
}
