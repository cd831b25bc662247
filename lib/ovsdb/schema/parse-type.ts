import { InvalidSchemaError } from '../errors.js'
import type { AtomicType, BaseType, ColumnType } from './types.js'

const ATOMIC_TYPES: readonly string[] = ['integer', 'real', 'boolean', 'string', 'uuid'] satisfies AtomicType[]

/** Parses a column's `<type>` (RFC 7047 section 3.2): an atomic type's name, or an object with `key` and more. */
export function parseType(json: unknown, path: string): ColumnType {
  if (typeof json === 'string') return { key: parseBaseType(json, path), value: undefined, min: 1, max: 1 }
  const { key, value, min = 1, max = 1 } = object(json, path)
  if (min !== 0 && min !== 1) throw new InvalidSchemaError(`${path}.min`, '0 or 1', min)
  if (max !== 'unlimited' && !(Number.isSafeInteger(max) && (max as number) >= 1)) {
    throw new InvalidSchemaError(`${path}.max`, 'an integer of at least 1 or "unlimited"', max)
  }
  return {
    key: parseBaseType(key, `${path}.key`),
    value: value === undefined ? undefined : parseBaseType(value, `${path}.value`),
    min,
    max: max === 'unlimited' ? Number.POSITIVE_INFINITY : (max as number),
  }
}

function parseBaseType(json: unknown, path: string): BaseType {
  const base: Readonly<Record<string, unknown>> = typeof json === 'string' ? { type: json } : object(json, path)
  if (typeof base.type !== 'string' || !ATOMIC_TYPES.includes(base.type)) {
    throw new InvalidSchemaError(`${path}.type`, `one of ${ATOMIC_TYPES.join(', ')}`, base.type)
  }
  return {
    type: base.type as AtomicType,
    enum: base.enum === undefined ? undefined : parseEnum(base.enum, `${path}.enum`),
    minInteger: base.minInteger as BaseType['minInteger'],
    maxInteger: base.maxInteger as BaseType['maxInteger'],
    minReal: base.minReal as BaseType['minReal'],
    maxReal: base.maxReal as BaseType['maxReal'],
    minLength: base.minLength as BaseType['minLength'],
    maxLength: base.maxLength as BaseType['maxLength'],
    refTable: base.refTable as BaseType['refTable'],
    refType: base.refTable === undefined ? undefined : ((base.refType ?? 'strong') as BaseType['refType']),
  }
}

/** An enum is a `<value>`: a set of atoms, or one bare atom. */
function parseEnum(json: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(json)) return [json]
  if (json[0] === 'set' && Array.isArray(json[1])) return json[1]
  throw new InvalidSchemaError(path, 'a set of atoms', json)
}

function object(json: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>
  throw new InvalidSchemaError(path, "a type's name or an object", json)
}
