import { DatabaseError } from '../../lib/ovsdb/value/database-error.js'

/** What the reference says of a cause, and what the library says of the same. The first row that fits counts. */
const CAUSES: readonly (readonly [reference: RegExp, ours: RegExp])[] = [
  // JSON
  [
    /expecting value|expecting '[\]}]'|expecting ':'|expecting string|trailing garbage|invalid keyword/,
    /expected (a )?JSON/,
  ],
  [
    /must be escaped|bad escape|malformed \\u|surrogate|null bytes|end of input in quoted string/,
    /expected (a )?JSON|closing bracket/,
  ],
  [/beginning of input|empty input|invalid character/, /expected (a )?JSON|closing bracket/],
  [/number outside valid range|exponent|decimal point|leading zeros/, /expected (a )?JSON/],
  [/nesting|too deep|exceeds maximum depth/, /nested/],
  // types and schemas
  [/is not an atomic-type/, /expected one of .*uuid/],
  [/exceeds max(Integer|Real)/, /expected at most max/],
  [/minLength exceeds maxLength/, /expected at most maxLength/],
  [/Type mismatch for member 'refTable'/, /refTable: expected a name/],
  [/Required 'type' member is missing/, /type: expected .*got undefined/],
  [/Required 'key' member is missing/, /key: expected .*got undefined/],
  [/Required 'columns' member is missing/, /columns: expected .*got undefined/],
  [/bad min or max value/, /\.(min|max): expected/],
  [/fails constraint checks/, /\.(min|max): expected/],
  [/index must have at least one column/, /indexes: expected at least one column/],
  [/ephemeral columns .*may not be indexed/, /indexes: expected a persistent column/],
  [/array of distinct column names expected/, /indexes: expected/],
  [/must be a valid id/, /expected a name of letters/],
  [/(min|max)Length out of valid range/, /(min|max)Length: expected a count/],
  [/names beginning with "_" are reserved/, /expected a name without leading _/],
  [/table must have at least one column/, /expected at least one column/],
  [/maxRows must be at least 1/, /maxRows: expected a count of at least 1/],
  [/refers to undefined table/, /expected refTable to name a table/],
  [/not in format x\.y\.z/, /expected a version as in/],
  // values
  [/expected integer/, /expected a 64-bit integer/],
  [/expected real/, /expected a number/],
  [/expected boolean/, /expected true or false/],
  [/expected string/, /expected a string/],
  [/expected \["uuid", <string>\]/, /expected \["uuid"/],
  [/is not one of the allowed values/, /expected one of/],
  [/is less than minimum allowed (value|length)/, /expected at least/],
  [/is greater than maximum allowed (value|length)/, /expected at most/],
  [/is not in the valid range/, /expected at (least|most)/],
  [/set contains duplicate/, /no element twice/],
  [/map contains duplicate key/, /no key twice/],
  [/syntax error: expected \d+ to \d+ values/, /expected .*(elements|pairs), got/],
  [/size error|Attempted to store/, /expected .*(elements|pairs), got/],
  // conditions and mutations
  [/operator may not be applied to column/, /does not apply to the type of column/],
  [/Result of "..?" operation is out of range/, /out of range/],
  [/Result of "..?" operation contains duplicates/, /two elements of a set equal/],
  [/Division by zero/, /division by zero/],
  [/Cannot (update|mutate) immutable column/, /immutable/],
  [/No column/, /no column/],
  // operations
  [/Type mismatch for member 'uuid-name'|named-uuid string is not a valid <id>/, /expected a name of letters/],
]

/** Error strings that are a cause of their own, whatever the words beside them. */
const TAGS = ['constraint violation', 'domain error', 'range error'] as const

export type CauseVerdict = 'same' | 'another' | 'not known'

/** Whether the library refuses for the reason that the reference gives. */
export function compareCause(reference: string, ours: Error): CauseVerdict {
  const tag = TAGS.find((candidate) => reference.startsWith(`${candidate}: `))
  if (tag !== undefined && !(ours instanceof DatabaseError && ours.code === tag)) return 'another'
  const row = CAUSES.find(([pattern]) => pattern.test(reference))
  if (row === undefined) return 'not known'
  return row[1].test(ours.message) ? 'same' : 'another'
}
