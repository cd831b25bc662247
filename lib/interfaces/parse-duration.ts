const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

/** What a Node.js timer can wait; a longer one fires at once. */
const MAX_MILLISECONDS = 35_000 * 60_000

/**
 * Reads a duration such as `500ms`, `2.5s` or `1m`.
 *
 * @returns milliseconds
 * @throws {RangeError}
 */
export function parseDuration(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? []
  const milliseconds = Math.round(Number(number) * (MILLISECONDS[unit] ?? Number.NaN))
  if (milliseconds >= 1 && milliseconds <= MAX_MILLISECONDS) return milliseconds
  throw new RangeError(`expected a duration from 1ms to 35000m, like 500ms, 5s or 1m, got "${text}"`)
}
