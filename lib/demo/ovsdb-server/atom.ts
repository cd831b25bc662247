import type { Atom, AtomicType, BaseType, Integer } from '../../ovsdb/index.js'
import { DatabaseError } from './errors.js'

/** Gives the UUID of a `named-uuid`: that of the row which the same transaction inserts under this name. */
export type UuidNames = (name: string) => string

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const ID = /^[a-z_][a-z0-9_]*$/i

/** The `<id>` of RFC 7047 section 3.1. */
export function isId(json: unknown): json is string {
  return typeof json === 'string' && ID.test(json)
}

/** What an atom is when nobody gave it a value (RFC 7047 section 5.2.1). */
const DEFAULTS: Readonly<Record<AtomicType, Atom>> = {
  integer: 0,
  real: 0,
  boolean: false,
  string: '',
  uuid: '00000000-0000-0000-0000-000000000000',
}

export function defaultAtom(base: BaseType): Atom {
  return DEFAULTS[base.type]
}

/**
 * Reads an `<atom>` (RFC 7047 section 5.1) of the base type. Constraints are {@link checkAtom}'s.
 *
 * @throws {DatabaseError} `syntax error`
 */
export function parseAtom(json: unknown, { type }: BaseType, names: UuidNames): Atom {
  const atom = PARSERS[type](json, names)
  if (atom === undefined) throw new DatabaseError('syntax error', `expected ${EXPECTED[type]}`, json)
  return atom
}

export function formatAtom(atom: Atom, { type }: BaseType): unknown {
  return type === 'uuid' ? ['uuid', atom] : atom
}

/** The integer as the rest of the program holds it, a `number` where that is exact; `undefined` beyond 64 bits. */
export function asInt64(value: bigint): Integer | undefined {
  if (BigInt.asIntN(64, value) !== value) return undefined
  const small = Number(value)
  return Number.isSafeInteger(small) ? small : value
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

function violation(expected: string, atom: Atom): DatabaseError {
  return new DatabaseError('constraint violation', `expected ${expected}, got ${atom}`)
}

const EXPECTED: Readonly<Record<AtomicType, string>> = {
  integer: 'a 64-bit integer',
  real: 'a number',
  boolean: 'true or false',
  string: 'a string',
  uuid: '["uuid", <UUID>] or ["named-uuid", <id>]',
}

const PARSERS: Readonly<Record<AtomicType, (json: unknown, names: UuidNames) => Atom | undefined>> = {
  integer: (json) => {
    return Number.isSafeInteger(json) || typeof json === 'bigint' ? asInt64(BigInt(json as number | bigint)) : undefined
  },
  real: (json) => (typeof json === 'number' || typeof json === 'bigint' ? Number(json) : undefined),
  boolean: (json) => (typeof json === 'boolean' ? json : undefined),
  string: (json) => (typeof json === 'string' ? json : undefined),
  uuid: (json, names) => {
    if (!Array.isArray(json) || json.length !== 2) return undefined
    const [tag, text] = json
    if (tag === 'named-uuid' && isId(text)) return names(text)
    return tag === 'uuid' && typeof text === 'string' && UUID.test(text) ? text.toLowerCase() : undefined
  },
}
