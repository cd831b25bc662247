import type { ColumnSchema, ColumnType, TableSchema } from '../schema/types.js'
import { compareAtoms, type UuidNames } from '../value/atom.js'
import { DatabaseError } from '../value/database-error.js'
import {
  type Datum,
  excludesAll,
  formatDatum,
  includesAll,
  isNumeric,
  parseDatum,
  sameDatum,
  single,
} from '../value/datum.js'
import type { Row } from './row.js'

/** A `<condition>` (RFC 7047 section 5.1), or `true` or `false` as Open vSwitch allows. */
export type Condition = boolean | Clause

export interface Clause {
  readonly column: ColumnSchema
  readonly function: ConditionFunction
  readonly argument: Datum
  /** What the argument may be: a part of a set may be smaller than the set, what it must not hold larger. */
  readonly type: ColumnType
}

type Comparison = (column: Datum, argument: Datum) => boolean

/** In the order in which Open vSwitch lists and tries the clauses of a condition. */
const FUNCTIONS = {
  '==': sameDatum,
  includes: includesAll,
  '<=': ordered((order) => order <= 0),
  '<': ordered((order) => order < 0),
  '>=': ordered((order) => order >= 0),
  '>': ordered((order) => order > 0),
  excludes: excludesAll,
  '!=': (column, argument) => !sameDatum(column, argument),
} as const satisfies Readonly<Record<string, Comparison>>

export type ConditionFunction = keyof typeof FUNCTIONS

const FUNCTION_ORDER: readonly string[] = Object.keys(FUNCTIONS)

const ORDER_FUNCTIONS: readonly ConditionFunction[] = ['<', '<=', '>=', '>']

/**
 * @param names without it, a `named-uuid` is refused
 * @throws {DatabaseError} `syntax error`, `unknown column`, `unknown function`
 */
export function parseCondition(json: unknown, table: TableSchema, names?: UuidNames): Condition {
  if (typeof json === 'boolean') return json
  if (!Array.isArray(json) || json.length !== 3) {
    throw new DatabaseError('syntax error', 'expected [<column>, <function>, <value>]', json)
  }
  const [name, fn, value] = json
  const column = table.columns.get(name)
  if (column === undefined) throw new DatabaseError('unknown column', `no column ${name} in table ${table.name}`, json)
  if (!isFunction(fn)) throw new DatabaseError('unknown function', `no function ${fn}`, json)
  const type = argumentType(column, fn, json)
  return { column, function: fn, argument: parseDatum(value, type, names), type }
}

export function formatCondition(condition: Condition): unknown {
  if (typeof condition === 'boolean') return condition
  return [condition.column.name, condition.function, formatDatum(condition.argument, condition.type)]
}

/** The same conditions in the order of Open vSwitch, by function and column: equal ones are then equal text. */
export function sortConditions(conditions: readonly Condition[]): readonly Condition[] {
  return [...conditions].sort((a, b) => {
    if (typeof a === 'boolean' || typeof b === 'boolean')
      return Number(typeof b === 'boolean') - Number(typeof a === 'boolean')
    const order = FUNCTION_ORDER.indexOf(a.function) - FUNCTION_ORDER.indexOf(b.function)
    return order === 0 ? compareAtoms(a.column.name, b.column.name) : order
  })
}

/** Whether the row meets the condition. An empty optional is neither less nor more than anything. */
export function meets(row: Row, condition: Condition): boolean {
  if (typeof condition === 'boolean') return condition
  return FUNCTIONS[condition.function](row.get(condition.column.name) as Datum, condition.argument)
}

function isFunction(fn: unknown): fn is ConditionFunction {
  return typeof fn === 'string' && Object.hasOwn(FUNCTIONS, fn)
}

function argumentType({ name, type }: ColumnSchema, fn: ConditionFunction, json: unknown): ColumnType {
  if (ORDER_FUNCTIONS.includes(fn)) {
    if (type.value === undefined && type.max === 1 && isNumeric(type.key)) return { ...type, min: 1 }
    throw new DatabaseError('syntax error', `"${fn}" does not apply to the type of column ${name}`, json)
  }
  if (fn === 'includes') return { ...type, min: 0 }
  return fn === 'excludes' ? { ...type, min: 0, max: Number.POSITIVE_INFINITY } : type
}

function ordered(holds: (order: number) => boolean): Comparison {
  return (column, argument) => {
    const [a, b] = [single(column), single(argument)]
    return a !== undefined && b !== undefined && holds(compareAtoms(a, b))
  }
}
