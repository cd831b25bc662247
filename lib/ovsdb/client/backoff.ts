export interface Backoff {
  /** Milliseconds before the first retry. */
  readonly min: number
  /** Milliseconds it never exceeds. */
  readonly max: number
}

export const DEFAULT_BACKOFF: Backoff = { min: 200, max: 8000 }

/**
 * Milliseconds to wait before the next attempt: doubles with each failure, and is spread over the upper half of the
 * interval so that many clients of one server do not return together.
 *
 * @param failures attempts that failed in a row, from 1
 * @param random from 0 to 1
 */
export function backoffDelay(failures: number, random: number, { min, max }: Backoff = DEFAULT_BACKOFF): number {
  const ceiling = Math.min(max, min * 2 ** (failures - 1))
  return Math.round(ceiling * (0.5 + random / 2))
}
