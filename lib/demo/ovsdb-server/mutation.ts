import type { Atom, BaseType, ColumnSchema, ColumnType, Integer, TableSchema } from '../../ovsdb/index.js'
import { asInt64, parseAtom, type UuidNames } from './atom.js'
import { checkDatum, type Datum, isNumeric, parseDatum } from './datum.js'
import { DatabaseError } from './errors.js'
import type { Row } from './row.js'

/** Changes one column of a row; gives the changed row. */
export type Mutation = (row: Row) => Row

const INTEGER_MUTATORS: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '+=': (a, b) => a + b,
  '-=': (a, b) => a - b,
  '*=': (a, b) => a * b,
  '/=': (a, b) => a / nonZero(b),
  '%=': (a, b) => a % nonZero(b),
}

const REAL_MUTATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+=': (a, b) => a + b,
  '-=': (a, b) => a - b,
  '*=': (a, b) => a * b,
  '/=': (a, b) => a / nonZero(b),
}

const SET_MUTATORS = ['insert', 'delete']

/**
 * Reads a `<mutation>` (RFC 7047 section 5.1).
 *
 * @throws {DatabaseError} `syntax error`, `unknown column`, `unknown mutator`; the mutation itself throws
 * `constraint violation`, `domain error` (division by zero) or `range error` (beyond 64 bits)
 */
export function parseMutation(json: unknown, table: TableSchema, names: UuidNames): Mutation {
  if (!Array.isArray(json) || json.length !== 3) {
    throw new DatabaseError('syntax error', 'expected [<column>, <mutator>, <value>]', json)
  }
  const [name, mutator, value] = json
  const column = table.columns.get(name)
  if (column === undefined) throw new DatabaseError('unknown column', `no column ${name} in table ${table.name}`, json)
  if (!column.mutable) {
    throw new DatabaseError('constraint violation', `column ${name} in table ${table.name} is immutable`, json)
  }
  if (!SET_MUTATORS.includes(mutator) && !Object.hasOwn(INTEGER_MUTATORS, mutator)) {
    throw new DatabaseError('unknown mutator', `no mutator ${mutator}`, json)
  }
  const mutate = SET_MUTATORS.includes(mutator)
    ? setMutation(column, mutator, value, names)
    : arithmeticMutation(column, mutator, value, names)
  if (mutate === undefined) {
    throw new DatabaseError('syntax error', `"${mutator}" does not apply to the type of column ${name}`, json)
  }
  return (row) => {
    const datum = mutate(row.get(column.name) as Datum)
    checkDatum(datum, column.type)
    return new Map(row).set(column.name, datum)
  }
}

type DatumMutation = (datum: Datum) => Datum

function setMutation({ type }: ColumnSchema, mutator: string, value: unknown, names: UuidNames) {
  if (type.max === 1 && type.min === 1) return undefined
  const part: ColumnType = { ...type, min: 0, max: Number.POSITIVE_INFINITY }
  if (mutator === 'insert') {
    const added = parseDatum(value, part, names)
    return (datum: Datum) => new Map([...added, ...datum])
  }
  // A map's pairs are deleted by key and value, or by key alone.
  const byKey = !(Array.isArray(value) && value[0] === 'map')
  const deleted = parseDatum(value, byKey ? { ...part, value: undefined } : part, names)
  return (datum: Datum) => new Map([...datum].filter(([k, v]) => !deleted.has(k) || (!byKey && deleted.get(k) !== v)))
}

/** On a set it changes each element (RFC 7047 section 5.1). */
function arithmeticMutation({ type }: ColumnSchema, mutator: string, value: unknown, names: UuidNames) {
  const mutate = type.value === undefined && isNumeric(type.key) ? arithmetic(type.key, mutator) : undefined
  if (mutate === undefined) return undefined
  // It need not keep the column's constraints: only what comes of it must.
  const operand = parseAtom(value, type.key, names)
  const mutation: DatumMutation = (datum) => {
    const mutated = new Map([...datum.keys()].map((atom) => [mutate(atom, operand), undefined]))
    if (mutated.size === datum.size) return mutated
    throw new DatabaseError('constraint violation', `"${mutator}" makes two elements of a set equal`)
  }
  return mutation
}

function arithmetic({ type }: BaseType, mutator: string): ((a: Atom, b: Atom) => Atom) | undefined {
  if (type === 'integer') {
    const mutate = INTEGER_MUTATORS[mutator]
    return mutate && ((a, b) => inRange(asInt64(mutate(BigInt(a as Integer), BigInt(b as Integer))), mutator))
  }
  const mutate = Object.hasOwn(REAL_MUTATORS, mutator) ? REAL_MUTATORS[mutator] : undefined
  return mutate && ((a, b) => inRange(finite(mutate(a as number, b as number)), mutator))
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined
}

function inRange(value: Integer | undefined, mutator: string): Integer {
  if (value !== undefined) return value
  throw new DatabaseError('range error', `the result of "${mutator}" is out of range`)
}

function nonZero<T extends Integer>(divisor: T): T {
  if (divisor) return divisor
  throw new DatabaseError('domain error', 'division by zero')
}
