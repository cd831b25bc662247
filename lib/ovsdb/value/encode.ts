import { LEAST_REAL } from '../../jsonrpc/index.js'
import { InvalidValueError } from '../errors.js'
import { type AtomicType, type ColumnSchema, shapeOf } from '../schema/types.js'
import { isInteger, isUuid } from './atom.js'
import { NamedUuid } from './named-uuid.js'

/**
 * Turns a program's value into a column's `<value>` (RFC 7047 section 5.1), the reverse of decoding. For a set a bare
 * atom is taken as the set of that one; for an optional, `undefined` is the empty set. A {@link NamedUuid} stands for a
 * UUID.
 *
 * @param table for messages
 * @throws {InvalidValueError} when the value does not have the column's type
 */
export function encodeValue(table: string, column: ColumnSchema, value: unknown): unknown {
  const name = `${table}.${column.name}`
  const shape = shapeOf(column.type)
  const key = shape.key.type
  switch (shape.kind) {
    case 'scalar':
      return encodeAtom(key, value, name)
    case 'optional':
      if (value === null) throw new InvalidValueError(name, 'undefined where there is no value', value)
      return value === undefined ? ['set', []] : encodeAtom(key, value, name)
    case 'set': {
      const atoms = Array.isArray(value) ? value : [value]
      return ['set', atoms.map((atom) => encodeAtom(key, atom, name))]
    }
    case 'map': {
      if (!(value instanceof Map)) throw new InvalidValueError(name, 'a Map', value)
      return ['map', [...value].map(([k, v]) => [encodeAtom(key, k, name), encodeAtom(shape.value.type, v, name)])]
    }
  }
}

function encodeAtom(type: AtomicType, value: unknown, column: string): unknown {
  switch (type) {
    case 'string':
      if (typeof value !== 'string') throw new InvalidValueError(column, 'a string', value)
      if (isStorable(value)) return value
      throw new InvalidValueError(column, 'a string of whole characters, none of them NUL', value)
    case 'boolean':
      if (typeof value === 'boolean') return value
      throw new InvalidValueError(column, 'true or false', value)
    case 'integer':
      if (isInteger(value)) return value
      throw new InvalidValueError(column, 'a 64-bit integer, beyond ±(2^53 − 1) as a bigint', value)
    case 'real':
      return encodeReal(value, column)
    case 'uuid':
      if (isUuid(value)) return ['uuid', value]
      if (value instanceof NamedUuid) return ['named-uuid', value.name]
      throw new InvalidValueError(column, 'a UUID', value)
  }
}

/**
 * ovsdb-server keeps a double, but writes 15 digits of it, to its file too: what has more would not be what it tells, and
 * what they round beyond all doubles could not be read again. A subnormal number ends the session.
 */
function encodeReal(value: unknown, column: string): number {
  if (typeof value !== 'number') throw new InvalidValueError(column, 'a number', value)
  const real = Number(value.toPrecision(15))
  if (Number.isFinite(real) && (real === 0 || Math.abs(real) > LEAST_REAL)) return real
  throw new InvalidValueError(column, 'a number from 2.22507385850721e-308 to 1.79769313486231e+308, or 0', value)
}

/** The server closes the connection on a NUL or half a character of UTF-16. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text)
}
