import type { Outcome } from './run-target.js'

/**
 * What the thread works at, in memory that outlives it: how many inputs there were, the length of this one, its bytes.
 */
export interface WorkerData {
  readonly shared: SharedArrayBuffer
}

/** What it is to do. */
export interface Job {
  readonly target: string
  readonly seed: number
  readonly milliseconds: number
  /** Whether inputs that reach new code are looked for, which takes most of the time. */
  readonly guided: boolean
}

/** What it says when that is done; before the first it says `ready`. */
export type Report = Outcome

/** Bytes of the shared memory before those of the input. */
export const HEAD_BYTES = 8
