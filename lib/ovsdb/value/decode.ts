import { InvalidValueError } from '../errors.js'
import { type AtomicType, type ColumnSchema, shapeOf } from '../schema/types.js'
import { ATOM_FORMS, decodeAtom } from './atom.js'
import type { Atom, Value } from './types.js'

/** Turns a column's `<value>` (RFC 7047 section 5.1), as `parseJson` leaves it, into what a program uses. */
export type ValueDecoder = (wire: unknown) => Value

/**
 * Prepares the decoder of a column: scalar → atom, optional → atom or `undefined`, set → array, map → `Map`.
 * On the wire the bare atom and the set of only that atom are the same.
 *
 * @param table for messages
 * @throws (the decoder) {InvalidValueError} when the value does not have the column's type
 */
export function valueDecoder(table: string, column: ColumnSchema): ValueDecoder {
  const name = `${table}.${column.name}`
  const shape = shapeOf(column.type)
  const key = shape.key.type
  switch (shape.kind) {
    case 'scalar':
      return (wire) => decodeScalar(wire, key, name)
    case 'optional':
      return (wire) => decodeOptional(wire, key, name)
    case 'set':
      return (wire) => decodeSet(wire, key, name)
    case 'map': {
      const value = shape.value.type
      return (wire) => decodeMap(wire, key, value, name)
    }
  }
}

function decodeScalar(wire: unknown, type: AtomicType, column: string): Atom {
  const elements = setElements(wire)
  if (elements === undefined) return readAtom(type, wire, column)
  if (elements.length === 1) return readAtom(type, elements[0], column)
  throw new InvalidValueError(column, 'exactly one value', wire)
}

function decodeOptional(wire: unknown, type: AtomicType, column: string): Atom | undefined {
  const elements = setElements(wire)
  if (elements === undefined) return readAtom(type, wire, column)
  if (elements.length > 1) throw new InvalidValueError(column, 'at most one value', wire)
  return elements.length === 0 ? undefined : readAtom(type, elements[0], column)
}

function decodeSet(wire: unknown, type: AtomicType, column: string): readonly Atom[] {
  return (setElements(wire) ?? [wire]).map((element) => readAtom(type, element, column))
}

function decodeMap(wire: unknown, key: AtomicType, value: AtomicType, column: string): ReadonlyMap<Atom, Atom> {
  if (!Array.isArray(wire) || wire[0] !== 'map' || !Array.isArray(wire[1])) {
    throw new InvalidValueError(column, '["map", [[key, value] …]]', wire)
  }
  const map = new Map<Atom, Atom>()
  for (const pair of wire[1]) {
    if (!Array.isArray(pair) || pair.length !== 2) throw new InvalidValueError(column, 'a pair of key and value', pair)
    map.set(readAtom(key, pair[0], column), readAtom(value, pair[1], column))
  }
  return map
}

function setElements(wire: unknown): readonly unknown[] | undefined {
  return Array.isArray(wire) && wire[0] === 'set' && Array.isArray(wire[1]) ? wire[1] : undefined
}

function readAtom(type: AtomicType, wire: unknown, column: string): Atom {
  const atom = decodeAtom(type, wire)
  if (atom === undefined) throw new InvalidValueError(column, ATOM_FORMS[type], wire)
  return atom
}
