import fc from 'fast-check'
import { anyString } from './any-string.js'

/** JSON text, and the value it stands for: an integer beyond ±(2^53 − 1) is a bigint. */
export interface JsonSample {
  readonly text: string
  readonly value: unknown
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER)

/** Every integer OVSDB has (RFC 7047 section 3.1), those around 2^53 more often than chance would give them. */
export const int64 = fc.oneof(
  fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
  fc.tuple(fc.constantFrom(-1n, 1n), fc.bigInt(-20n, 20n)).map(([sign, offset]) => sign * (2n ** 53n + offset)),
  fc.integer({ min: -1000, max: 1000 }).map(BigInt),
)

export const integer: fc.Arbitrary<JsonSample> = int64.map((value) => ({
  text: `${value}`,
  value: value >= -SAFE && value <= SAFE ? Number(value) : value,
}))

const real: fc.Arbitrary<JsonSample> = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value) => value + 0)
  .map((value) => value.toExponential())
  .map((text) => ({ text, value: wideInteger(text) ?? Number(text) }))

/** An integer written with an exponent is one all the same, and a bigint where a number would not be sure of it. */
function wideInteger(text: string): bigint | undefined {
  const value = Number(text)
  if (!Number.isInteger(value) || Number.isSafeInteger(value) || Math.abs(value) > 1e19) return undefined
  const [, sign = '', digits = '', exponent = ''] = /^(-?)([\d.]+)e\+(\d+)$/.exec(text) ?? []
  const exact = BigInt(sign + digits.replace('.', '').padEnd(Number(exponent) + 1, '0'))
  return exact >= -(2n ** 63n) && exact < 2n ** 63n ? exact : undefined
}

/** What may look like structure or number to a splitter, and characters of one to four bytes. */
const trap = fc.constantFrom('"', '\\', '{', '}', '[', ']', '\u0001', '1234567890123456789', 'é', '€', '𝄞', ',')

export const string: fc.Arbitrary<JsonSample> = fc
  .tuple(fc.oneof(anyString.map(withoutNul), fc.string({ unit: trap })), fc.boolean())
  .map(([value, escaped]) => ({ text: escaped ? escapeAll(value) : JSON.stringify(value), value }))

const literal = fc.constantFrom(null, true, false).map((value): JsonSample => ({ text: `${value}`, value }))

const space = fc.constantFrom('', '', ' ', '\n', '\t\r ')

const { value, container } = fc.letrec<{ value: JsonSample; container: JsonSample }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, literal, integer, real, string, tie('container')),
  container: fc.oneof(
    fc.tuple(fc.array(tie('value'), { maxLength: 5 }), space).map(([items, gap]) => ({
      text: `[${gap}${items.map(({ text }) => text).join(`${gap},`)}${gap}]`,
      value: items.map(({ value }) => value),
    })),
    fc
      .tuple(fc.uniqueArray(fc.tuple(key(), tie('value')), { maxLength: 5, selector: ([{ value }]) => value }), space)
      .map(([members, gap]) => ({
        text: `{${gap}${members.map(([name, { text }]) => `${name.text}${gap}:${text}`).join(`${gap},${gap}`)}${gap}}`,
        value: Object.fromEntries(members.map(([name, { value }]) => [name.value, value])),
      })),
  ),
}))

/** Any JSON value. */
export const jsonValue = value

/** A JSON object or array: what a message is. */
export const jsonMessage = container

function key(): fc.Arbitrary<JsonSample> {
  const names = fc.constantFrom('__proto__', 'constructor', 'toString', '')
  return fc.oneof(
    string,
    names.map((value): JsonSample => ({ text: JSON.stringify(value), value })),
  )
}

/** Open vSwitch has none in its strings. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '')
}

function escapeAll(text: string): string {
  const escapes = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0'))
  return `"${escapes.map((hex) => `\\u${hex}`).join('')}"`
}
