/** Length and height of a row's small curve, in the units of its drawing. */
export const SPARKLINE = { width: 100, height: 20 } as const

/** Statistics updates that it shows: three minutes of them at the switch's usual five seconds. */
export const SPARKLINE_UPDATES = 36

/**
 * The path of a small curve (SVG `d`): from the bottom at 0 to the top at the largest value; broken where nothing is
 * known. Empty when there is nothing to draw.
 *
 * @param values the oldest first, at most {@link SPARKLINE_UPDATES}, which fill the whole length
 */
export function sparklinePath(values: readonly (number | null)[]): string {
  const largest = Math.max(0, ...values.filter((value) => value !== null))
  const step = SPARKLINE.width / (SPARKLINE_UPDATES - 1)
  const offset = SPARKLINE_UPDATES - values.length
  let path = ''
  let drawing = false
  for (const [index, value] of values.entries()) {
    if (value === null) {
      drawing = false
      continue
    }
    const x = ((offset + index) * step).toFixed(1)
    const y = (SPARKLINE.height - 1 - (largest === 0 ? 0 : value / largest) * (SPARKLINE.height - 2)).toFixed(1)
    path += `${drawing ? 'L' : 'M'}${x} ${y}`
    // A value between two gaps is a dot.
    if (!drawing && (values[index + 1] ?? null) === null) path += 'h0.1'
    drawing = true
  }
  return path
}
