import type { TableName } from '../model.js'
import type { Integer, IsReal, Value } from '../value/types.js'
import type { ChangeableColumn, UntypedWritable, WritableAtom } from './writable.js'

/**
 * Arithmetic that every number allows (RFC 7047 section 5.1 `<mutator>`). Of a set it changes each element.
 *
 * @example
 * const inverse: Readonly<Record<ArithmeticMutator, ArithmeticMutator>> = { '+=': '-=', '-=': '+=', '*=': '/=', '/=': '*=' }
 */
export type ArithmeticMutator = '+=' | '-=' | '*=' | '/='

/**
 * How a mutation changes a column (RFC 7047 section 5.1 `<mutator>`); {@link Mutation} says which column allows which.
 *
 * @example
 * const mutator: Mutator = 'insert'
 */
export type Mutator = ArithmeticMutator | '%=' | 'insert' | 'delete'

/**
 * `[column, mutator, value]`, as in `['trunks', 'insert', [5]]`: only the mutators that the column allows.
 *
 * - Numbers, optional ones and sets of them: `+=`, `-=`, `*=`, `/=`; of integers also `%=`.
 * - Sets and optionals: `insert` and `delete` of one element or several.
 * - Maps: `insert` of pairs, which leaves keys alone that are there; `delete` of pairs, or of keys whatever their value.
 * - Columns that the schema makes immutable: none.
 *
 * Pairs whose keys are an enum take `as const`, as TypeScript makes strings of them else:
 * `['timeouts', 'insert', new Map([['tcp_close', 5]] as const)]`.
 *
 * @example
 * const trunk: Mutation<OpenVSwitch, 'Port'> = ['trunks', 'insert', [5, 6]]
 * await client.transact([mutate('Port', [['name', '==', 'vvport1']], [trunk])], { dryRun: true })
 */
export type Mutation<Model, Table extends TableName<Model>> = {
  readonly [Column in ChangeableColumn<Model, Table>]: ColumnMutation<Column, Model[Table][Column]>
}[ChangeableColumn<Model, Table>]

type ColumnMutation<Column, Held> = [Value] extends [Held]
  ? readonly [Column, Mutator, UntypedWritable]
  : [Held] extends [ReadonlyMap<infer Key, infer Mapped>]
    ? MapMutation<Column, WritableAtom<Key>, WritableAtom<Mapped>>
    : [Held] extends [readonly (infer Element)[]]
      ? ElementMutation<Column, WritableAtom<Element>> | Arithmetic<Column, Element>
      : undefined extends Held
        ? ElementMutation<Column, WritableAtom<Exclude<Held, undefined>>> | Arithmetic<Column, Exclude<Held, undefined>>
        : Arithmetic<Column, Held>

type MapMutation<Column, Key, Mapped> =
  | readonly [Column, 'insert', ReadonlyMap<Key, Mapped>]
  | readonly [Column, 'delete', ReadonlyMap<Key, Mapped> | readonly Key[]]

type ElementMutation<Column, Element> = readonly [Column, 'insert' | 'delete', Element | readonly Element[]]

type Arithmetic<Column, Held> = [Held] extends [Integer]
  ? IsReal<Held> extends true
    ? readonly [Column, ArithmeticMutator, number]
    : readonly [Column, ArithmeticMutator | '%=', Integer]
  : never

/**
 * The mutations that give single keys of a map these values, whether they are there or not; the others stay.
 *
 * @example
 * mutate('Bridge', [['name', '==', 'br0']], setKeys('other_config', new Map([['hwaddr', '02:00:00:00:00:01']])))
 */
export function setKeys<const Column extends string, Key, Mapped>(
  column: Column,
  pairs: ReadonlyMap<Key, Mapped>,
): readonly [readonly [Column, 'delete', readonly Key[]], readonly [Column, 'insert', ReadonlyMap<Key, Mapped>]] {
  return Object.freeze([
    Object.freeze([column, 'delete', Object.freeze([...pairs.keys()])] as const),
    Object.freeze([column, 'insert', new Map(pairs)] as const),
  ] as const)
}
