import { parseJson, stringifyJson } from '../../lib/jsonrpc/index.js'

/** Digits that the reference writes of a real. */
const REAL_DIGITS = 15

/**
 * A value as the library would send it, as text by which equal values are equal: members in order, reals with the digits
 * that the reference writes.
 */
export function canonical(value: unknown): string {
  return write(parseJson(stringifyJson(value)))
}

/** The same of JSON text; `undefined` when it is none. */
export function canonicalText(text: string): string | undefined {
  try {
    return write(parseJson(text))
  } catch {
    return undefined
  }
}

function write(value: unknown): string {
  if (typeof value === 'number') return String(Number.isSafeInteger(value) ? value + 0 : value.toPrecision(REAL_DIGITS))
  if (Array.isArray(value)) return `[${value.map(write).join()}]`
  if (typeof value !== 'object' || value === null) return stringifyJson(value)
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`)
  return `{${members.sort().join()}}`
}
