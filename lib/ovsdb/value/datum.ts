import type { BaseType, ColumnType } from '../schema/types.js'
import { checkAtom, compareAtoms, defaultAtom, formatAtom, parseAtom, type UuidNames } from './atom.js'
import { DatabaseError } from './database-error.js'
import type { Atom } from './types.js'

/**
 * A column's value, whatever its shape: the keys of a map with their values; of a set, the elements without values;
 * a scalar is a set of one.
 */
export type Datum = ReadonlyMap<Atom, Atom | undefined>

/** The value of a column that an insert does not mention (RFC 7047 section 5.2.1). */
export function defaultDatum({ key, value, min }: ColumnType): Datum {
  return min === 0 ? new Map() : new Map([[defaultAtom(key), value && defaultAtom(value)]])
}

/**
 * Reads a `<value>` (RFC 7047 section 5.1) of the column's type.
 *
 * @param names without it, a `named-uuid` is refused
 * @throws {DatabaseError} `syntax error`, or `constraint violation` when an atom is outside its range
 */
export function parseDatum(json: unknown, type: ColumnType, names?: UuidNames): Datum {
  const { key, value, min, max } = type
  const datum = new Map<Atom, Atom | undefined>()
  const elements = value === undefined ? setElements(json) : mapPairs(json)
  for (const element of elements) {
    const [k, v] = value === undefined ? [element] : (element as readonly unknown[])
    datum.set(parseAtom(k, key, names), value && parseAtom(v, value, names))
  }
  if (datum.size < elements.length) {
    throw new DatabaseError('syntax error', `expected no ${value === undefined ? 'element' : 'key'} twice`, json)
  }
  if (datum.size < min || datum.size > max) {
    throw new DatabaseError('syntax error', `expected ${sizeOf(type)}, got ${datum.size}`, json)
  }
  checkDatum(datum, type)
  return datum
}

/** The datum as `<value>`, in order, so that equal data are equal text; a set of one is the bare atom. */
export function formatDatum(datum: Datum, { key, value }: ColumnType): unknown {
  const sorted = sortedPairs(datum)
  if (value !== undefined) {
    return ['map', sorted.map(([k, v]) => [formatAtom(k, key), formatAtom(v as Atom, value)])]
  }
  const atoms = sorted.map(([k]) => formatAtom(k, key))
  return atoms.length === 1 ? atoms[0] : ['set', atoms]
}

/** @throws {DatabaseError} `constraint violation`, when the datum has too few or too many elements, or one is out of range */
export function checkDatum(datum: Datum, type: ColumnType): void {
  checkSize(datum, type)
  for (const [k, v] of datum) {
    checkAtom(k, type.key)
    if (type.value !== undefined) checkAtom(v as Atom, type.value)
  }
}

/** @throws {DatabaseError} `constraint violation`, when the datum has too few or too many elements */
export function checkSize(datum: Datum, type: ColumnType): void {
  if (datum.size < type.min || datum.size > type.max) {
    throw new DatabaseError('constraint violation', `expected ${sizeOf(type)}, got ${datum.size}`)
  }
}

export function sameDatum(a: Datum, b: Datum): boolean {
  return a.size === b.size && includesAll(a, b)
}

/** The order of two values of one column: the smaller one first, of those of one size by their keys, then their values. */
export function compareData(a: Datum, b: Datum): number {
  if (a.size !== b.size) return a.size - b.size
  const [sortedA, sortedB] = [a, b].map(sortedPairs) as [Pairs, Pairs]
  for (const part of [0, 1] as const) {
    for (const [index, pair] of sortedA.entries()) {
      const [x, y] = [pair[part], sortedB[index]?.[part]]
      const order = x === undefined || y === undefined ? 0 : compareAtoms(x, y)
      if (order !== 0) return order
    }
  }
  return 0
}

/** Whether each element of `part`, with its value, is in `whole`. */
export function includesAll(whole: Datum, part: Datum): boolean {
  return [...part].every(([k, v]) => whole.has(k) && whole.get(k) === v)
}

/** Whether no element of `part`, with its value, is in `whole`. */
export function excludesAll(whole: Datum, part: Datum): boolean {
  return ![...part].some(([k, v]) => whole.has(k) && whole.get(k) === v)
}

/** The datum's only element; `undefined` when it is empty. */
export function single(datum: Datum): Atom | undefined {
  return datum.keys().next().value
}

export function isNumeric({ type }: BaseType): boolean {
  return type === 'integer' || type === 'real'
}

type Pairs = readonly (readonly [Atom, Atom | undefined])[]

function sortedPairs(datum: Datum): Pairs {
  return [...datum].sort(([a], [b]) => compareAtoms(a, b))
}

function setElements(json: unknown): readonly unknown[] {
  return Array.isArray(json) && json[0] === 'set' && Array.isArray(json[1]) ? json[1] : [json]
}

function mapPairs(json: unknown): readonly unknown[] {
  const pairs = Array.isArray(json) && json[0] === 'map' ? json[1] : undefined
  if (Array.isArray(pairs) && pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) return pairs
  throw new DatabaseError('syntax error', 'expected ["map", [[<key>, <value>] …]]', json)
}

function sizeOf({ value, min, max }: ColumnType): string {
  const range =
    max === Number.POSITIVE_INFINITY ? `at least ${min}` : min === max ? `exactly ${min}` : `${min} to ${max}`
  return `${range} ${value === undefined ? 'elements' : 'pairs'}`
}
