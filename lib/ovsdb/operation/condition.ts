import { UnknownColumnError } from '../errors.js'
import type { TableName } from '../model.js'
import type { TableSchema } from '../schema/types.js'
import { encodeValue } from '../value/encode.js'
import type { Integer } from '../value/types.js'

/**
 * The functions of a condition (RFC 7047 section 5.1 `<function>`); the order ones exist for numbers only.
 *
 * @example
 * const not: Readonly<Record<EqualityFunction, EqualityFunction>> = {
 *   '==': '!=',
 *   '!=': '==',
 *   includes: 'excludes',
 *   excludes: 'includes',
 * }
 */
export type EqualityFunction = '==' | '!=' | 'includes' | 'excludes'
/**
 * The functions of a condition on a column that holds numbers, beside {@link EqualityFunction}.
 *
 * @example
 * const allOf: Readonly<Record<OrderFunction, string>> = { '<': 'less', '<=': 'at most', '>=': 'at least', '>': 'more' }
 */
export type OrderFunction = '<' | '<=' | '>=' | '>'

/**
 * The functions that a column of that type allows.
 *
 * @example
 * const ofText: FunctionFor<string> = 'includes'
 * const ofNumber: FunctionFor<number> = '>='
 */
export type FunctionFor<ColumnValue> = Integer extends ColumnValue
  ? EqualityFunction | OrderFunction
  : [ColumnValue] extends [Integer | undefined]
    ? EqualityFunction | OrderFunction
    : EqualityFunction

/**
 * `[column, function, value]`, as in `['name', '==', 'eth0']`. The value has the column's own shape.
 *
 * @example
 * const tagged: readonly Condition<OpenVSwitch, 'Port'>[] = [['tag', '>=', 1], ['name', '!=', 'contivh0']]
 * const ports = await client.select('Port', { columns: ['name'], where: tagged })
 */
export type Condition<Model, Table extends TableName<Model>> = ConditionOn<Model[Table]>

/** A condition on columns that take these values. */
export type ConditionOn<Columns> = {
  readonly [Column in keyof Columns & string]: ColumnCondition<Column, Columns[Column]>
}[keyof Columns & string]

/** Only a value that is there has an order: the server refuses the empty set there. */
type ColumnCondition<Column, ColumnValue> =
  | readonly [Column, EqualityFunction, ColumnValue]
  | (OrderFunction extends FunctionFor<ColumnValue>
      ? readonly [Column, OrderFunction, Exclude<ColumnValue, undefined>]
      : never)

/**
 * Turns conditions into the wire's form. They are joined by AND in `transact`.
 *
 * @throws {@link UnknownColumnError} {@link InvalidValueError}
 */
export function encodeWhere(
  table: TableSchema,
  where: readonly (readonly [string, string, unknown])[],
): readonly unknown[] {
  return where.map(([name, fn, value]) => {
    const column = table.columns.get(name)
    if (column === undefined) throw new UnknownColumnError(table.name, name)
    return [name, fn, encodeValue(table.name, column, value)]
  })
}
