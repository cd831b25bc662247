import type { Immutable, Integer, Real, Uuid } from '../value/types.js'
import type { AtomicType } from './types.js'

/**
 * A database schema as it is written (RFC 7047 section 3.2), as a literal: `as const`.
 *
 * @example
 * const zoo = { name: 'Zoo', tables: { Animal: { columns: { name: { type: 'string' } } } } } as const satisfies SchemaLiteral
 */
export interface SchemaLiteral {
  readonly name: string
  readonly tables: Readonly<Record<string, TableLiteral>>
}

interface TableLiteral {
  readonly columns: Readonly<Record<string, ColumnLiteral>>
}

interface ColumnLiteral {
  readonly type: TypeLiteral
  readonly mutable?: boolean
}

type TypeLiteral =
  | AtomicType
  | {
      readonly key: BaseLiteral
      readonly value?: BaseLiteral
      readonly min?: 0 | 1
      readonly max?: number | 'unlimited'
    }

type BaseLiteral =
  | AtomicType
  | {
      readonly type: AtomicType
      readonly enum?: unknown
      readonly minInteger?: number
      readonly maxInteger?: number
      readonly refTable?: string
    }

/**
 * The model of a database by its schema, as `generateModel` would write it.
 *
 * @example
 * const schema = { name: 'Zoo', tables: { Animal: { columns: { name: { type: 'string' } } } } } as const
 * type Zoo = SchemaModel<typeof schema>
 */
export type SchemaModel<Schema extends SchemaLiteral> = {
  readonly [Table in keyof Schema['tables'] & string]: TableModel<Table, Schema['tables'][Table]['columns']>
}

type TableModel<Table extends string, Columns extends TableLiteral['columns']> = [ImmutableName<Columns>] extends [
  never,
]
  ? ColumnsModel<Table, Columns>
  : Merged<ColumnsModel<Table, Columns> & Immutable<ImmutableName<Columns>>>

type Merged<Parts> = { readonly [Member in keyof Parts]: Parts[Member] }

/** What may lose a weak reference is mutable, whatever the schema says. */
type ImmutableName<Columns extends TableLiteral['columns']> = {
  [Column in keyof Columns & string]: Columns[Column] extends { readonly mutable: false }
    ? Columns[Column]['type'] extends { readonly key: Weak } | { readonly value: Weak }
      ? never
      : Column
    : never
}[keyof Columns & string]

interface Weak {
  readonly refType: 'weak'
}

type ColumnsModel<Table extends string, Columns extends TableLiteral['columns']> = {
  readonly [Column in (keyof Columns & string) | '_uuid' | '_version']: Column extends keyof Columns
    ? ColumnModel<Columns[Column]['type']>
    : Column extends '_uuid'
      ? Uuid<Table>
      : Uuid
}

type ColumnModel<Type> = Type extends { readonly key: infer Key; readonly value: infer Mapped }
  ? ReadonlyMap<BaseModel<Key>, BaseModel<Mapped>>
  : Type extends { readonly key: infer Key }
    ? Type extends { readonly max: infer Max }
      ? Max extends 1
        ? SingleModel<Type, Key>
        : readonly BaseModel<Key>[]
      : SingleModel<Type, Key>
    : BaseModel<Type>

type SingleModel<Type, Key> = Type extends { readonly min: 0 } ? BaseModel<Key> | undefined : BaseModel<Key>

type BaseModel<Base> = Base extends { readonly type: 'uuid' }
  ? Base extends { readonly refTable: infer Table extends string }
    ? Uuid<Table>
    : Uuid
  : Base extends { readonly enum: infer Enum }
    ? EnumModel<Enum>
    : Base extends { readonly type: 'integer'; readonly minInteger: infer Min; readonly maxInteger: infer Max }
      ? IsSafe<Min> | IsSafe<Max> extends true
        ? number
        : Integer
      : Base extends { readonly type: infer Type }
        ? PlainModel<Type>
        : PlainModel<Base>

type EnumModel<Enum> = Enum extends readonly ['set', readonly (infer Atom)[]] ? Atom : Enum

type PlainModel<Type> = Type extends 'integer'
  ? Integer
  : Type extends 'real'
    ? Real
    : Type extends 'boolean'
      ? boolean
      : Type extends 'uuid'
        ? Uuid
        : string

/** Of at most 15 digits; one of 16 may be beyond 2^53, and is taken for that. */
type IsSafe<Bound> = Bound extends number
  ? Digits<Bound> extends readonly [
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      ...unknown[],
    ]
    ? false
    : true
  : false

type Digits<Bound extends number> = `${Bound}` extends `-${infer Text}` ? Characters<Text> : Characters<`${Bound}`>

type Characters<Text extends string> = Text extends `${infer First}${infer Rest}` ? [First, ...Characters<Rest>] : []
