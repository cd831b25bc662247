import { type BaseType, type ColumnSchema, type ColumnType, plainType, type TableSchema } from '../schema/types.js'
import { asInt64, checkAtom, type UuidNames } from '../value/atom.js'
import { DatabaseError } from '../value/database-error.js'
import { checkDatum, type Datum, formatDatum, isNumeric, parseDatum, single } from '../value/datum.js'
import type { Atom, Integer } from '../value/types.js'
import type { Row } from './row.js'

/** A `<mutation>` (RFC 7047 section 5.1). */
export interface Mutation {
  readonly column: ColumnSchema
  readonly mutator: Mutator
  readonly argument: Datum
  /** The argument's type: without constraints for arithmetic; of a map that loses pairs by key, a set. */
  readonly type: ColumnType
}

const INTEGER_MUTATORS = {
  '+=': (a, b) => a + b,
  '-=': (a, b) => a - b,
  '*=': (a, b) => a * b,
  '/=': (a, b) => a / nonZero(b),
  '%=': (a, b) => a % nonZero(b),
} as const satisfies Readonly<Record<string, (a: bigint, b: bigint) => bigint>>

const REAL_MUTATORS = {
  '+=': (a, b) => a + b,
  '-=': (a, b) => a - b,
  '*=': (a, b) => a * b,
  '/=': (a, b) => a / nonZero(b),
} as const satisfies Readonly<Record<string, (a: number, b: number) => number>>

type ArithmeticMutator = keyof typeof INTEGER_MUTATORS
export type Mutator = ArithmeticMutator | 'insert' | 'delete'

/**
 * @param names without it, a `named-uuid` is refused
 * @throws {DatabaseError} `syntax error`, `unknown column`, `unknown mutator`, `constraint violation` when the column is
 * immutable
 */
export function parseMutation(json: unknown, table: TableSchema, names?: UuidNames): Mutation {
  if (!Array.isArray(json) || json.length !== 3) {
    throw new DatabaseError('syntax error', 'expected [<column>, <mutator>, <value>]', json)
  }
  const [name, mutator, value] = json
  const column = table.columns.get(name)
  if (column === undefined) throw new DatabaseError('unknown column', `no column ${name} in table ${table.name}`, json)
  if (!column.mutable) {
    throw new DatabaseError('constraint violation', `column ${name} in table ${table.name} is immutable`, json)
  }
  if (!isMutator(mutator)) throw new DatabaseError('unknown mutator', `no mutator ${mutator}`, json)
  const type = argumentType(column, mutator, value)
  if (type === undefined) {
    throw new DatabaseError('syntax error', `"${mutator}" does not apply to the type of column ${name}`, json)
  }
  return { column, mutator, argument: parseDatum(value, type, names), type }
}

export function formatMutation({ column, mutator, argument, type }: Mutation): unknown {
  return [column.name, mutator, formatDatum(argument, type)]
}

/**
 * Carries a mutation out; gives the changed row. Arithmetic on a set changes each of its elements.
 *
 * @throws {DatabaseError} `domain error` (division by zero), `range error` (beyond 64 bits, or not finite),
 * `constraint violation` when the column may not be what it would become
 */
export function mutateRow(row: Row, { column, mutator, argument, type }: Mutation): Row {
  const datum = mutateDatum(row.get(column.name) as Datum, column, mutator, argument, type)
  checkDatum(datum, column.type)
  return new Map(row).set(column.name, datum)
}

function mutateDatum(datum: Datum, column: ColumnSchema, mutator: Mutator, argument: Datum, type: ColumnType): Datum {
  if (mutator === 'insert') return new Map([...argument, ...datum])
  if (mutator === 'delete') {
    const byKey = type.value === undefined
    return new Map([...datum].filter(([k, v]) => !argument.has(k) || (!byKey && argument.get(k) !== v)))
  }
  const mutated = new Map<Atom, undefined>()
  for (const atom of datum.keys()) {
    const result = calculate(column.type.key, mutator, atom, single(argument) as Atom)
    checkAtom(result, column.type.key)
    mutated.set(result, undefined)
  }
  if (mutated.size === datum.size) return mutated
  throw new DatabaseError('constraint violation', `"${mutator}" makes two elements of a set equal`)
}

function isMutator(mutator: unknown): mutator is Mutator {
  if (typeof mutator !== 'string') return false
  return mutator === 'insert' || mutator === 'delete' || Object.hasOwn(INTEGER_MUTATORS, mutator)
}

/** `undefined` where the mutator does not apply to the column's type. */
function argumentType({ type }: ColumnSchema, mutator: Mutator, value: unknown): ColumnType | undefined {
  if (mutator !== 'insert' && mutator !== 'delete') {
    const applies = type.value === undefined && isNumeric(type.key) && (type.key.type === 'integer' || mutator !== '%=')
    return applies ? plainType(type.key.type) : undefined
  }
  if (type.value === undefined && type.max === 1 && type.min === 1) return undefined
  if (mutator === 'insert') return { ...type, min: 0 }
  // A map's pairs are deleted by key and value, or by key alone.
  const byKey = !(Array.isArray(value) && value[0] === 'map')
  return { key: type.key, value: byKey ? undefined : type.value, min: 0, max: Number.POSITIVE_INFINITY }
}

function calculate({ type }: BaseType, mutator: ArithmeticMutator, a: Atom, b: Atom): Integer {
  const result =
    type === 'integer'
      ? asInt64(INTEGER_MUTATORS[mutator](BigInt(a as Integer), BigInt(b as Integer)))
      : finite(REAL_MUTATORS[mutator as keyof typeof REAL_MUTATORS](a as number, b as number))
  if (result !== undefined) return result
  throw new DatabaseError('range error', `the result of "${mutator}" is out of range`)
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined
}

function nonZero<T extends Integer>(divisor: T): T {
  if (divisor) return divisor
  throw new DatabaseError('domain error', 'division by zero')
}
