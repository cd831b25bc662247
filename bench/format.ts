/** A time, given in milliseconds: `0.512 ms`, `41.3 ms`, `1.24 s`. */
export function time(milliseconds: number): string {
  return milliseconds < 1000 ? `${digits(milliseconds)} ms` : `${digits(milliseconds / 1000)} s`
}

/** Three significant digits, without exponent: `0.512`, `41.3`, `1240`. */
export function digits(value: number): string {
  return value === 0 || value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
