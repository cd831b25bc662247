/** The straight line through values taken at even distances. */
export interface Trend {
  /** From the first value to the last, by the line. */
  readonly growth: number
  /** The standard error of `growth`: what the scatter of the values about the line leaves open. */
  readonly noise: number
  readonly grows: boolean
}

/** A line that scatter alone would hardly ever make so steep. */
const ERRORS = 3

/**
 * Says whether values grow: the least-squares line rises by more than three of its standard errors, and by more than
 * `tolerance`.
 */
export function trendOf(values: readonly number[], tolerance: number): Trend {
  const last = values.length - 1
  if (last < 2) throw new Error(`expected at least three values, got ${values.length}`)
  const middle = last / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  let spread = 0
  let rise = 0
  for (const [x, value] of values.entries()) {
    spread += (x - middle) ** 2
    rise += (x - middle) * (value - mean)
  }
  const slope = rise / spread
  let residuals = 0
  for (const [x, value] of values.entries()) residuals += (value - mean - slope * (x - middle)) ** 2
  const growth = slope * last
  const noise = last * Math.sqrt(residuals / (values.length - 2) / spread)
  return { growth, noise, grows: growth > tolerance && growth > ERRORS * noise }
}
