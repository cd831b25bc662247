/** A count as a daemon printed it, exact: a bigint where a number would not be. */
export type Integer = number | bigint

/** As many digits as an unsigned integer of 64 bits can have. */
const INTEGER = /^\d{1,20}$/
const LEADING_INTEGER = /^\d{1,20}(?!\d)/

export function lines(text: string): readonly string[] {
  return text.split('\n')
}

/** A line such as `  TX PDUs: 2`: what is before the first colon, and what is behind it. */
export function splitField(line: string): readonly [label: string, value: string] | undefined {
  const colon = line.indexOf(':')
  return colon < 0 ? undefined : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
}

/** The words of a line, which may be none. */
export function words(line: string): readonly string[] {
  return line.split(/\s+/).filter((word) => word !== '')
}

export function parseInteger(text: string): Integer | undefined {
  return INTEGER.test(text) ? exact(text) : undefined
}

/** The integer that a text begins with, whatever follows: `144901  ( 99.2 % of used cycles)`. */
export function leadingInteger(text: string): Integer | undefined {
  const digits = LEADING_INTEGER.exec(text)?.[0]
  return digits === undefined ? undefined : exact(digits)
}

/** A number with or without decimals that a text begins with: `3.347 s`. */
export function leadingNumber(text: string): number | undefined {
  const digits = /^\d{1,20}(?:\.\d{1,20})?/.exec(text)?.[0]
  return digits === undefined ? undefined : Number(digits)
}

function exact(digits: string): Integer {
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : BigInt(digits)
}
