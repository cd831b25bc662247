/**
 * How long to wait between attempts to reconnect, as {@link backoffDelay} counts it.
 *
 * @example
 * const backoff: Backoff = { min: 1000, max: 60_000 }
 * await using client = await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch', backoff })
 */
export interface Backoff {
  /** Milliseconds before the first retry. */
  readonly min: number
  /** Milliseconds it never exceeds. */
  readonly max: number
}

/**
 * 0.2 seconds at first, then up to 8.
 *
 * @example
 * const patient = { ...DEFAULT_BACKOFF, max: 60_000 }
 * console.log(patient) // → { min: 200, max: 60000 }
 */
export const DEFAULT_BACKOFF: Backoff = { min: 200, max: 8000 }

/**
 * Milliseconds to wait before the next attempt: doubles with each failure, and is spread over the upper half of the
 * interval so that many clients of one server do not return together.
 *
 * @param failures attempts that failed in a row, from 1
 * @param random from 0 to 1
 * @example
 * console.log(backoffDelay(1, 1), backoffDelay(3, 1), backoffDelay(3, 0), backoffDelay(10, 1)) // → 200 800 400 8000
 */
export function backoffDelay(failures: number, random: number, { min, max }: Backoff = DEFAULT_BACKOFF): number {
  const ceiling = Math.min(max, min * 2 ** (failures - 1))
  return Math.round(ceiling * (0.5 + random / 2))
}
