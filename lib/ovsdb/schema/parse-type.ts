import { InvalidSchemaError } from '../errors.js'
import { ATOM_FORMS, compareAtoms, parseAtom } from '../value/atom.js'
import type { Atom } from '../value/types.js'
import { count, identifier, integer, type Members, members, optional, positive, real } from './readers.js'
import { type AtomicType, type BaseType, type ColumnType, plainType } from './types.js'

/** Pairs of members of which the first may not exceed the second. */
const RANGES = [
  ['minInteger', 'maxInteger'],
  ['minReal', 'maxReal'],
  ['minLength', 'maxLength'],
] as const satisfies (keyof BaseType)[][]

/** Members that constrain one atomic type only. */
const CONSTRAINED: Readonly<Record<string, AtomicType>> = {
  minInteger: 'integer',
  maxInteger: 'integer',
  minReal: 'real',
  maxReal: 'real',
  minLength: 'string',
  maxLength: 'string',
  refTable: 'uuid',
  refType: 'uuid',
}

/**
 * Parses a column's `<type>` (RFC 7047 section 3.2): an atomic type's name, or an object with `key` and more.
 *
 * @param path where it stands, for messages
 * @throws {InvalidSchemaError}
 */
export function parseType(json: unknown, path: string): ColumnType {
  if (typeof json === 'string') return { key: parseBaseType(json, path), value: undefined, min: 1, max: 1 }
  const { key, value, min = 1, max = 1 } = members(json, path)
  if (min !== 0 && min !== 1) throw new InvalidSchemaError(`${path}.min`, '0 or 1', min)
  return {
    key: parseBaseType(key, `${path}.key`),
    value: optional(value, `${path}.value`, parseBaseType),
    min,
    max: max === 'unlimited' ? Number.POSITIVE_INFINITY : positive(max, `${path}.max`),
  }
}

/** Parses a `<base-type>` by itself. @throws {InvalidSchemaError} */
export function parseBaseType(json: unknown, path: string): BaseType {
  const base: Members = typeof json === 'string' ? { type: json } : members(json, path)
  const type = atomicType(base.type, `${path}.type`)
  for (const [name, only] of Object.entries(CONSTRAINED)) {
    if (base[name] !== undefined && type !== only) {
      throw new InvalidSchemaError(`${path}.${name}`, `only a type "${only}" to have it`, type)
    }
  }
  const parsed: BaseType = {
    type,
    enum: optional(base.enum, `${path}.enum`, (json, at) => parseEnum(json, at, type)),
    minInteger: optional(base.minInteger, `${path}.minInteger`, integer),
    maxInteger: optional(base.maxInteger, `${path}.maxInteger`, integer),
    minReal: optional(base.minReal, `${path}.minReal`, real),
    maxReal: optional(base.maxReal, `${path}.maxReal`, real),
    minLength: optional(base.minLength, `${path}.minLength`, count),
    maxLength: optional(base.maxLength, `${path}.maxLength`, count),
    refTable: optional(base.refTable, `${path}.refTable`, identifier),
    refType: base.refTable === undefined ? undefined : referenceType(base.refType ?? 'strong', `${path}.refType`),
  }
  for (const [min, max] of RANGES) {
    if ((parsed[min] ?? Number.NEGATIVE_INFINITY) > (parsed[max] ?? Number.POSITIVE_INFINITY)) {
      throw new InvalidSchemaError(`${path}.${min}`, `at most ${max} (${parsed[max]})`, parsed[min])
    }
  }
  return parsed
}

/** An enum is a `<value>`: a set of atoms, or one bare atom. It is kept in order. */
function parseEnum(json: unknown, path: string, type: AtomicType): readonly Atom[] {
  const elements: readonly unknown[] =
    Array.isArray(json) && json[0] === 'set' && Array.isArray(json[1]) ? json[1] : [json]
  const atoms = elements.map((element) => parseEnumAtom(element, path, type)).sort(compareAtoms)
  if (atoms.length === 0) throw new InvalidSchemaError(path, 'at least one value', json)
  if (new Set(atoms).size < atoms.length) throw new InvalidSchemaError(path, 'no value twice', json)
  return atoms
}

function parseEnumAtom(json: unknown, path: string, type: AtomicType): Atom {
  try {
    return parseAtom(json, plainType(type).key)
  } catch {
    throw new InvalidSchemaError(path, ATOM_FORMS[type], json)
  }
}

/** Parses an `<atomic-type>` by itself. @throws {InvalidSchemaError} */
export function atomicType(json: unknown, path: string): AtomicType {
  if (typeof json === 'string' && Object.hasOwn(ATOM_FORMS, json)) return json as AtomicType
  throw new InvalidSchemaError(path, `one of ${Object.keys(ATOM_FORMS).join(', ')}`, json)
}

function referenceType(json: unknown, path: string): 'strong' | 'weak' {
  if (json === 'strong' || json === 'weak') return json
  throw new InvalidSchemaError(path, '"strong" or "weak"', json)
}
