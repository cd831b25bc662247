/** Milliseconds with three significant digits, as seconds from one on: `0.512 ms`, `41.3 ms`, `1.24 s`. */
export function milliseconds(value: number): string {
  return value < 1000 ? `${digits(value)} ms` : `${digits(value / 1000)} s`
}

/** Three significant digits, without exponent: `0.512`, `41.3`, `1240`. */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
