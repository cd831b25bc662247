import { InvalidValueError } from '../errors.js'
import { type AtomicType, type ColumnSchema, shapeOf } from '../schema/types.js'
import type { Atom, Value } from './types.js'

/** Turns a column's `<value>` (RFC 7047 section 5.1), as `JSON.parse` leaves it, into what a program uses. */
export type ValueDecoder = (wire: unknown) => Value

type AtomDecoder = (wire: unknown, column: string) => Atom

/**
 * Prepares the decoder of a column: scalar → atom, optional → atom or `undefined`, set → array, map → `Map`.
 * A set of exactly one element comes as the bare atom.
 *
 * @param table for messages
 * @throws (the decoder) {InvalidValueError} when the value does not have the column's type
 */
export function valueDecoder(table: string, column: ColumnSchema): ValueDecoder {
  const name = `${table}.${column.name}`
  const key = ATOM_DECODERS[column.type.key.type]
  switch (shapeOf(column.type)) {
    case 'scalar':
      return (wire) => key(wire, name)
    case 'optional':
      return (wire) => decodeOptional(wire, key, name)
    case 'set':
      return (wire) => decodeSet(wire, key, name)
    case 'map': {
      const value = ATOM_DECODERS[(column.type.value ?? column.type.key).type]
      return (wire) => decodeMap(wire, key, value, name)
    }
  }
}

function decodeOptional(wire: unknown, atom: AtomDecoder, column: string): Atom | undefined {
  const elements = setElements(wire)
  if (elements === undefined) return atom(wire, column)
  if (elements.length > 1) throw new InvalidValueError(column, 'at most one value', wire)
  return elements.length === 0 ? undefined : atom(elements[0], column)
}

function decodeSet(wire: unknown, atom: AtomDecoder, column: string): readonly Atom[] {
  const elements = setElements(wire)
  return elements === undefined ? [atom(wire, column)] : elements.map((element) => atom(element, column))
}

function decodeMap(wire: unknown, key: AtomDecoder, value: AtomDecoder, column: string): ReadonlyMap<Atom, Atom> {
  if (!Array.isArray(wire) || wire[0] !== 'map' || !Array.isArray(wire[1])) {
    throw new InvalidValueError(column, '["map", [[key, value] …]]', wire)
  }
  const map = new Map<Atom, Atom>()
  for (const pair of wire[1]) {
    if (!Array.isArray(pair) || pair.length !== 2) throw new InvalidValueError(column, 'a pair of key and value', pair)
    map.set(key(pair[0], column), value(pair[1], column))
  }
  return map
}

function setElements(wire: unknown): readonly unknown[] | undefined {
  return Array.isArray(wire) && wire[0] === 'set' && Array.isArray(wire[1]) ? wire[1] : undefined
}

const ATOM_DECODERS: Readonly<Record<AtomicType, AtomDecoder>> = {
  string: (wire, column) => {
    if (typeof wire === 'string') return wire
    throw new InvalidValueError(column, 'a string', wire)
  },
  boolean: (wire, column) => {
    if (typeof wire === 'boolean') return wire
    throw new InvalidValueError(column, 'true or false', wire)
  },
  integer: (wire, column) => {
    if (Number.isSafeInteger(wire)) return wire as number
    if (typeof wire === 'bigint' && BigInt.asIntN(64, wire) === wire) return wire
    throw new InvalidValueError(column, 'a 64-bit integer', wire)
  },
  real: (wire, column) => {
    if (typeof wire === 'number') return wire
    if (typeof wire === 'bigint') return Number(wire)
    throw new InvalidValueError(column, 'a number', wire)
  },
  uuid: (wire, column) => {
    if (Array.isArray(wire) && wire[0] === 'uuid' && typeof wire[1] === 'string') return wire[1]
    throw new InvalidValueError(column, '["uuid", "…"]', wire)
  },
}
