import type { AtomicType } from '../schema/types.js'
import type { Atom } from './types.js'

/** Reads an `<atom>` (RFC 7047 section 5.1), as `parseJson` leaves it; `undefined` when it is none of that type. */
export type AtomDecoder = (wire: unknown) => Atom | undefined

export const ATOM_DECODERS: Readonly<Record<AtomicType, AtomDecoder>> = {
  string: (wire) => (typeof wire === 'string' ? wire : undefined),
  boolean: (wire) => (typeof wire === 'boolean' ? wire : undefined),
  integer: (wire) => (isInteger(wire) ? wire : undefined),
  real: (wire) => (typeof wire === 'number' ? wire : typeof wire === 'bigint' ? Number(wire) : undefined),
  uuid: (wire) => (Array.isArray(wire) && wire[0] === 'uuid' && typeof wire[1] === 'string' ? wire[1] : undefined),
}

/** An atom's form on the wire, for messages. */
export const ATOM_FORMS: Readonly<Record<AtomicType, string>> = {
  string: 'a string',
  boolean: 'true or false',
  integer: 'a 64-bit integer',
  real: 'a number',
  uuid: '["uuid", "…"]',
}

/** Whether it is exact, and within 64 bits signed. */
export function isInteger(value: unknown): value is number | bigint {
  return Number.isSafeInteger(value) || (typeof value === 'bigint' && BigInt.asIntN(64, value) === value)
}
