import type { AtomicType, BaseType } from '../schema/types.js'
import { DatabaseError } from './database-error.js'
import type { Atom, Integer, Uuid } from './types.js'

/** Gives the UUID of a `named-uuid`: that of the row which the same transaction inserts under this name. */
export type UuidNames = (name: string) => string

/** Reads an `<atom>` (RFC 7047 section 5.1), as `parseJson` leaves it; `undefined` when it is none of that type. */
export function decodeAtom(type: AtomicType, wire: unknown): Atom | undefined {
  switch (type) {
    case 'string':
      return typeof wire === 'string' ? wire : undefined
    case 'integer':
      return isInteger(wire) ? wire : undefined
    case 'boolean':
      return typeof wire === 'boolean' ? wire : undefined
    case 'real':
      return typeof wire === 'number' ? wire : typeof wire === 'bigint' ? Number(wire) : undefined
    case 'uuid':
      return Array.isArray(wire) && wire[0] === 'uuid' && typeof wire[1] === 'string' ? wire[1] : undefined
  }
}

/** An atom's form on the wire, for messages. */
export const ATOM_FORMS: Readonly<Record<AtomicType, string>> = {
  string: 'a string',
  boolean: 'true or false',
  integer: 'a 64-bit integer',
  real: 'a number',
  uuid: '["uuid", "…"]',
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const ID = /^[a-z_][a-z0-9_]*$/i

/** What an atom is when nobody gave it a value (RFC 7047 section 5.2.1). */
const DEFAULTS: Readonly<Record<AtomicType, Atom>> = {
  integer: 0,
  real: 0,
  boolean: false,
  string: '',
  uuid: '00000000-0000-0000-0000-000000000000',
}

export function isUuid(text: unknown): text is Uuid {
  return typeof text === 'string' && UUID.test(text)
}

/** The `<id>` of RFC 7047 section 3.1. */
export function isId(json: unknown): json is string {
  return typeof json === 'string' && ID.test(json)
}

/** Whether it is exact, and within 64 bits signed. */
export function isInteger(value: unknown): value is Integer {
  return Number.isSafeInteger(value) || (typeof value === 'bigint' && BigInt.asIntN(64, value) === value)
}

/** The integer as the rest of the program holds it, a `number` where that is exact; `undefined` beyond 64 bits. */
export function asInt64(value: bigint): Integer | undefined {
  if (BigInt.asIntN(64, value) !== value) return undefined
  const small = Number(value)
  return Number.isSafeInteger(small) ? small : value
}

export function defaultAtom(base: BaseType): Atom {
  return DEFAULTS[base.type]
}

/**
 * Reads an `<atom>` of the base type in the form in which equal atoms are equal: UUIDs in lower case, integers as
 * {@link asInt64} gives them. Constraints are {@link checkAtom}'s.
 *
 * @param names without it, a `named-uuid` is refused
 * @throws {DatabaseError} `syntax error`
 */
export function parseAtom(json: unknown, { type }: BaseType, names?: UuidNames): Atom {
  const atom = type === 'uuid' ? parseUuid(json, names) : decodeAtom(type, json)
  if (atom === undefined) throw new DatabaseError('syntax error', `expected ${ATOM_FORMS[type]}`, json)
  return typeof atom === 'bigint' ? (asInt64(atom) ?? atom) : atom
}

export function formatAtom(atom: Atom, { type }: BaseType): unknown {
  return type === 'uuid' ? ['uuid', atom] : atom
}

/** @throws {DatabaseError} `constraint violation`, when the atom is outside the base type's enum, range or length */
export function checkAtom(atom: Atom, base: BaseType): void {
  if (base.enum !== undefined && !base.enum.includes(atom)) {
    throw violation(`one of ${base.enum.join(', ')}`, atom)
  }
  if (typeof atom === 'boolean') return
  const size = typeof atom === 'string' ? [...atom].length : atom
  const least = base.minInteger ?? base.minReal ?? base.minLength
  const most = base.maxInteger ?? base.maxReal ?? base.maxLength
  const what = typeof atom === 'string' ? ' characters' : ''
  if (least !== undefined && size < least) throw violation(`at least ${least}${what}`, atom)
  if (most !== undefined && size > most) throw violation(`at most ${most}${what}`, atom)
}

/** The order of atoms of one type: numbers by size, `false` first, text by code points. */
export function compareAtoms(a: Atom, b: Atom): number {
  if (a === b) return 0
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  return a < b ? -1 : 1
}

/** By code points, which is also the order of the UTF-8 bytes; JavaScript's own order is that of UTF-16. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1
  }
  return a.length - b.length
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff
}

function parseUuid(json: unknown, names: UuidNames | undefined): Atom | undefined {
  if (!Array.isArray(json) || json.length !== 2) return undefined
  const [tag, text] = json
  if (tag === 'named-uuid' && names !== undefined) {
    if (isId(text)) return names(text)
    throw new DatabaseError('syntax error', 'expected an <id> of letters, digits and _ as named-uuid', json)
  }
  return tag === 'uuid' && isUuid(text) ? text.toLowerCase() : undefined
}

function violation(expected: string, atom: Atom): DatabaseError {
  return new DatabaseError('constraint violation', `expected ${expected}, got ${atom}`)
}
