import { InvalidSchemaError } from '../errors.js'
import { isInteger } from '../value/atom.js'
import type { Integer } from '../value/types.js'

/** Reads one JSON value of a schema. @throws {InvalidSchemaError} naming `path` when it is something else */
export type Reader<T> = (json: unknown, path: string) => T

export type Members = Readonly<Record<string, unknown>>

/** `<id>` of RFC 7047 section 3.1. */
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/

const VERSION = /^\d+\.\d+\.\d+$/

export const members: Reader<Members> = reader(
  'an object',
  (json): json is Members => typeof json === 'object' && json !== null && !Array.isArray(json),
)
export const array: Reader<readonly unknown[]> = reader('an array', (json): json is unknown[] => Array.isArray(json))
export const string: Reader<string> = reader('a string', (json) => typeof json === 'string')
export const boolean: Reader<boolean> = reader('true or false', (json) => typeof json === 'boolean')
export const integer: Reader<Integer> = reader('a 64-bit integer', isInteger)
export const real: Reader<number> = reader('a number', (json) => typeof json === 'number')
export const count: Reader<number> = reader('a count of at least 0', (json): json is number => isCount(json, 0))
export const positive: Reader<number> = reader('a count of at least 1', (json): json is number => isCount(json, 1))
export const identifier: Reader<string> = reader(
  'a name of letters, digits and underscores',
  (json): json is string => typeof json === 'string' && IDENTIFIER.test(json),
)
export const version: Reader<string> = reader(
  'a version as in 1.2.3',
  (json): json is string => typeof json === 'string' && VERSION.test(json),
)

/** Reads a member that may be left out. */
export function optional<T>(json: unknown, path: string, read: Reader<T>): T | undefined {
  return json === undefined ? undefined : read(json, path)
}

function reader<T>(expected: string, accept: (json: unknown) => json is T): Reader<T> {
  return (json, path) => {
    if (accept(json)) return json
    throw new InvalidSchemaError(path, expected, json)
  }
}

function isCount(json: unknown, min: number): boolean {
  return typeof json === 'number' && Number.isSafeInteger(json) && json >= min
}
