import { parse, stringify } from 'lossless-json'

/**
 * Parses JSON text without corrupting 64-bit integers: an integer outside ±(2^53 − 1) becomes a `bigint`,
 * every other number stays a `number`. Of a repeated member the last counts.
 *
 * `wide` says whether the text may hold such an integer (see {@link JsonSplitter}); without one, `JSON.parse` does it.
 */
export function parseJson(text: string, wide = true): unknown {
  return wide ? parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue }) : JSON.parse(text)
}

/**
 * Serialises a value as JSON text; a `bigint` is written as an integer.
 *
 * @throws {TypeError} when the value holds a cycle
 */
export function stringifyJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    return stringifyWide(value, error)
  }
}

/** JSON.stringify refused the value: because of a bigint, or for a reason that holds here too. */
function stringifyWide(value: unknown, refusal: unknown): string {
  try {
    return stringify(value) as string
  } catch {
    throw refusal
  }
}

function parseNumber(text: string): number | bigint {
  const value = Number(text)
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(text) ? value : BigInt(text)
}
