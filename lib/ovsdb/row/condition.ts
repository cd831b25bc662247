import type { ColumnSchema, ColumnType, TableSchema } from '../schema/types.js'
import { compareAtoms, type UuidNames } from '../value/atom.js'
import { DatabaseError } from '../value/database-error.js'
import {
  compareData,
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

/** The same conditions in the order of Open vSwitch, by function, column and argument. */
export function sortConditions(conditions: readonly Condition[]): readonly Condition[] {
  return [...conditions].sort(compareClauses)
}

/** The order of two sets of conditions, 0 when they say the same in whatever order. */
export function compareConditions(a: readonly Condition[], b: readonly Condition[]): number {
  if (a.length !== b.length) return a.length - b.length
  const sortedB = sortConditions(b)
  for (const [index, condition] of sortConditions(a).entries()) {
    const order = compareClauses(condition, sortedB[index] as Condition)
    if (order !== 0) return order
  }
  return 0
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

/** `true` and `false` come first. */
function compareClauses(a: Condition, b: Condition): number {
  if (typeof a === 'boolean' || typeof b === 'boolean') {
    return typeof a === typeof b ? Number(a) - Number(b) : typeof a === 'boolean' ? -1 : 1
  }
  return (
    FUNCTION_ORDER.indexOf(a.function) - FUNCTION_ORDER.indexOf(b.function) ||
    compareAtoms(a.column.name, b.column.name) ||
    compareData(a.argument, b.argument)
  )
}
