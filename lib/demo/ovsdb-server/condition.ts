import type { Atom, ColumnSchema, TableSchema } from '../../ovsdb/index.js'
import type { UuidNames } from './atom.js'
import { type Datum, excludesAll, includesAll, isNumeric, parseDatum, sameDatum, single } from './datum.js'
import { DatabaseError } from './errors.js'
import type { Row } from './row.js'

export type Condition = (row: Row) => boolean

type Comparison = (column: Datum, argument: Datum) => boolean

/** The functions of RFC 7047 section 5.1 on whole values. */
const FUNCTIONS: Readonly<Record<string, Comparison>> = {
  '==': sameDatum,
  '!=': (column, argument) => !sameDatum(column, argument),
  includes: includesAll,
  excludes: excludesAll,
}

/** Those on one number each; an empty optional is neither less nor more than anything. */
const ORDER_FUNCTIONS: Readonly<Record<string, Comparison>> = {
  '<': ordered((a, b) => a < b),
  '<=': ordered((a, b) => a <= b),
  '>': ordered((a, b) => a > b),
  '>=': ordered((a, b) => a >= b),
}

/**
 * Reads a `<condition>` (RFC 7047 section 5.1), or `true` or `false` as Open vSwitch allows.
 *
 * @throws {DatabaseError} `syntax error`, `unknown column`, `unknown function`
 */
export function parseCondition(json: unknown, table: TableSchema, names: UuidNames): Condition {
  if (typeof json === 'boolean') return () => json
  if (!Array.isArray(json) || json.length !== 3) {
    throw new DatabaseError('syntax error', 'expected [<column>, <function>, <value>]', json)
  }
  const [name, fn, value] = json
  const column = table.columns.get(name)
  if (column === undefined) throw new DatabaseError('unknown column', `no column ${name} in table ${table.name}`, json)
  const { compare, type } = comparison(column, String(fn), json)
  const argument = parseDatum(value, type, names)
  return (row) => compare(row.get(column.name) as Datum, argument)
}

function comparison({ name, type }: ColumnSchema, fn: string, json: unknown) {
  const order = Object.hasOwn(ORDER_FUNCTIONS, fn) ? ORDER_FUNCTIONS[fn] : undefined
  if (order !== undefined) {
    if (type.value === undefined && type.max === 1 && isNumeric(type.key)) {
      return { compare: order, type: { ...type, min: 1 as const } }
    }
    throw new DatabaseError('syntax error', `expected a numeric column for "${fn}", got ${name}`, json)
  }
  const compare = Object.hasOwn(FUNCTIONS, fn) ? FUNCTIONS[fn] : undefined
  if (compare === undefined) throw new DatabaseError('unknown function', `no function ${fn}`, json)
  // A part of a set may be smaller than the set must be, and what is excluded from it larger.
  if (fn === 'includes') return { compare, type: { ...type, min: 0 as const } }
  if (fn === 'excludes') return { compare, type: { ...type, min: 0 as const, max: Number.POSITIVE_INFINITY } }
  return { compare, type }
}

function ordered(compare: (a: Atom, b: Atom) => boolean): Comparison {
  return (column, argument) => {
    const a = single(column)
    const b = single(argument)
    return a !== undefined && b !== undefined && compare(a, b)
  }
}
