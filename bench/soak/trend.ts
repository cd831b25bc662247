import { median } from '../statistics.js'

/** Fewer values make no trend. */
export const FEWEST_VALUES = 3

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
 * `tolerance`, and the later half of the values lies, by its median, above all of the earlier one. What goes up and down
 * between the same bounds does not grow, however a line through it falls out.
 */
export function trendOf(values: readonly number[], tolerance: number): Trend {
  if (values.length < FEWEST_VALUES) throw new Error(`expected at least three values, got ${values.length}`)
  const last = values.length - 1
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
  return { growth, noise, grows: growth > tolerance && growth > ERRORS * noise && leavesItsRange(values) }
}

function leavesItsRange(values: readonly number[]): boolean {
  const half = Math.floor(values.length / 2)
  return median(values.slice(-half)) > Math.max(...values.slice(0, half))
}
