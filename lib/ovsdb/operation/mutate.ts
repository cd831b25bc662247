import { InvalidValueError } from '../errors.js'
import { type ColumnSchema, plainType, type TableSchema } from '../schema/types.js'
import { encodeValue } from '../value/encode.js'
import { encodeWhere } from './condition.js'
import { mutableColumn } from './mutable-column.js'
import { decodeCount, type PreparedOperation } from './prepared.js'

/**
 * Prepares a `mutate` (RFC 7047 section 5.2.4) of every row that meets all conditions; its result is their number.
 *
 * @param mutations `[column, mutator, value]`, carried out in this order. The value of `insert` and `delete` has the
 * column's shape, of a map's `delete` also the keys alone; that of the arithmetic ones is a number.
 * @throws {UnknownColumnError} {ImmutableColumnError} {InvalidValueError}
 * @example
 * prepareMutate(table, [['name', '==', 'br0']], [['external_ids', 'delete', ['owner']]])
 */
export function prepareMutate(
  table: TableSchema,
  where: readonly (readonly [string, string, unknown])[],
  mutations: readonly (readonly [string, string, unknown])[],
): PreparedOperation<number> {
  return Object.freeze({
    operation: Object.freeze({
      op: 'mutate',
      table: table.name,
      where: encodeWhere(table, where),
      mutations: mutations.map((mutation) => encodeMutation(table, mutation)),
    }),
    decode: decodeCount,
  })
}

function encodeMutation(table: TableSchema, [name, mutator, value]: readonly [string, string, unknown]): unknown {
  const column = mutableColumn(table, name)
  // ovsdb-server 3.1 ends by a division by zero when the integer that it multiplies is negative.
  if (mutator === '*=' && column.type.key.type === 'integer' && (value === 0 || value === 0n)) {
    throw new InvalidValueError(`${table.name}.${name}`, 'a factor other than 0', value)
  }
  const argument = argumentOf(column, mutator, value)
  return [name, mutator, encodeValue(table.name, argument, value)]
}

/** The column as it would have to be to hold the mutation's value. */
function argumentOf(column: ColumnSchema, mutator: string, value: unknown): ColumnSchema {
  const { type } = column
  if (mutator !== 'insert' && mutator !== 'delete') return { ...column, type: plainType(type.key.type) }
  const byKey = mutator === 'delete' && !(value instanceof Map)
  return { ...column, type: { ...type, value: byKey ? undefined : type.value, min: 0, max: Number.POSITIVE_INFINITY } }
}
