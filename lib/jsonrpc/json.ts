import { stringify } from 'lossless-json'
import { parseExact } from './exact-numbers.js'
import { excerpt } from './excerpt.js'

/**
 * Parses JSON text as Open vSwitch does, without corrupting 64-bit integers: an integer outside ±(2^53 − 1) but within 64
 * bits becomes a `bigint`, however it is written; every other number stays a `number`. Of a repeated member the last
 * counts.
 *
 * `wide` says whether the text may hold such an integer, or a number beyond all (see {@link JsonSplitter}); without one,
 * `JSON.parse` does it.
 *
 * @throws {SyntaxError} when it is no JSON, or holds a number that is not finite, half a character of UTF-16 or a NUL
 */
export function parseJson(text: string, wide = true): unknown {
  checkEscapes(text)
  return parseChecked(text, wide)
}

/** As {@link parseJson}, of text whose escapes were checked. */
export function parseChecked(text: string, wide: boolean): unknown {
  return wide ? parseExact(text, parseNumber) : JSON.parse(text)
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

/** A pair of surrogates, any other escape: what is left of the surrogates has lost its half. */
const ESCAPES = /\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u(?:[dD][89a-fA-F]..|0000)|\\./gs

/** @throws {SyntaxError} when JSON text holds half a character of UTF-16 or a NUL: the peer would hang up */
export function checkEscapes(text: string): void {
  if (!text.includes('\\u')) return
  for (const [sequence] of text.matchAll(ESCAPES)) {
    if (sequence.length === '\\u0000'.length)
      throw new SyntaxError(`expected JSON of whole characters, got ${sequence}`)
  }
}

/** The largest real as Open vSwitch writes it: with 15 digits, which round it up to more than there is. */
const LARGEST_REAL = '1.79769313486232e+308'

function parseNumber(text: string): number | bigint {
  const value = text.endsWith(LARGEST_REAL) ? Math.sign(Number(text)) * Number.MAX_VALUE : Number(text)
  if (!Number.isFinite(value)) throw new SyntaxError(`expected a number of 64 bits, got ${excerpt(text)}`)
  return Number.isSafeInteger(value) || !Number.isInteger(value) ? value : (int64(text) ?? value)
}

/** No finite number that takes more characters than this is exact anyway. */
const LONGEST_EXACT = 400

/** The integer that the number is, exactly; `undefined` when it is none within 64 bits. */
function int64(text: string): bigint | undefined {
  const [, digits = '', fraction = '', exponent = '0'] = /^(-?\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(text) ?? []
  const power = Number(exponent) - fraction.length
  if (text.length + Math.abs(power) > LONGEST_EXACT) return undefined
  const significand = BigInt(digits + fraction)
  const scale = 10n ** BigInt(Math.abs(power))
  if (power < 0 && significand % scale !== 0n) return undefined
  const value = power < 0 ? significand / scale : significand * scale
  return BigInt.asIntN(64, value) === value ? value : undefined
}
