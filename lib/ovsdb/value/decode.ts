import { InvalidValueError } from '../errors.js'
import { type AtomicType, type ColumnSchema, shapeOf } from '../schema/types.js'
import { ATOM_DECODERS, ATOM_FORMS } from './atom.js'
import type { Atom, Value } from './types.js'

/** Turns a column's `<value>` (RFC 7047 section 5.1), as `parseJson` leaves it, into what a program uses. */
export type ValueDecoder = (wire: unknown) => Value

/** Reads one atom, or throws. */
type AtomReader = (wire: unknown) => Atom

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
  const key = atomReader(shape.key.type, name)
  switch (shape.kind) {
    case 'scalar':
      return (wire) => decodeScalar(wire, key, name)
    case 'optional':
      return (wire) => decodeOptional(wire, key, name)
    case 'set':
      return (wire) => decodeSet(wire, key)
    case 'map': {
      const value = atomReader(shape.value.type, name)
      return (wire) => decodeMap(wire, key, value, name)
    }
  }
}

function decodeScalar(wire: unknown, atom: AtomReader, column: string): Atom {
  const elements = setElements(wire)
  if (elements === undefined) return atom(wire)
  if (elements.length === 1) return atom(elements[0])
  throw new InvalidValueError(column, 'exactly one value', wire)
}

function decodeOptional(wire: unknown, atom: AtomReader, column: string): Atom | undefined {
  const elements = setElements(wire)
  if (elements === undefined) return atom(wire)
  if (elements.length > 1) throw new InvalidValueError(column, 'at most one value', wire)
  return elements.length === 0 ? undefined : atom(elements[0])
}

function decodeSet(wire: unknown, atom: AtomReader): readonly Atom[] {
  return setElements(wire)?.map(atom) ?? [atom(wire)]
}

function decodeMap(wire: unknown, key: AtomReader, value: AtomReader, column: string): ReadonlyMap<Atom, Atom> {
  if (!Array.isArray(wire) || wire[0] !== 'map' || !Array.isArray(wire[1])) {
    throw new InvalidValueError(column, '["map", [[key, value] …]]', wire)
  }
  const map = new Map<Atom, Atom>()
  for (const pair of wire[1]) {
    if (!Array.isArray(pair) || pair.length !== 2) throw new InvalidValueError(column, 'a pair of key and value', pair)
    map.set(key(pair[0]), value(pair[1]))
  }
  return map
}

function setElements(wire: unknown): readonly unknown[] | undefined {
  return Array.isArray(wire) && wire[0] === 'set' && Array.isArray(wire[1]) ? wire[1] : undefined
}

function atomReader(type: AtomicType, column: string): AtomReader {
  const decode = ATOM_DECODERS[type]
  return (wire) => {
    const atom = decode(wire)
    if (atom === undefined) throw new InvalidValueError(column, ATOM_FORMS[type], wire)
    return atom
  }
}
