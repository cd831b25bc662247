import { parse, stringify } from 'lossless-json'

/**
 * Parses JSON text without corrupting 64-bit integers: an integer outside ±(2^53 − 1) becomes a `bigint`,
 * every other number stays a `number`.
 *
 * `wide` says whether the text may hold such an integer (see {@link JsonSplitter}); without one, `JSON.parse` does it.
 */
export function parseJson(text: string, wide = true): unknown {
  return wide ? parse(text, undefined, parseNumber) : JSON.parse(text)
}

/** Serialises a value as JSON text; a `bigint` is written as an integer. */
export function stringifyJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    // JSON.stringify refuses bigint with a TypeError; a cycle is refused again below.
    const text = error instanceof TypeError ? stringify(value) : undefined
    if (text === undefined) throw error
    return text
  }
}

function parseNumber(text: string): number | bigint {
  const value = Number(text)
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(text) ? value : BigInt(text)
}
