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

/** The process' own clock. */
export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  random: () => Math.random(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds)
    return () => clearTimeout(timer)
  },
}
