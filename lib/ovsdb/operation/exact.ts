import type { ColumnName, PlainName, TableName } from '../model.js'
import type { ChangeableColumn, SettableColumn } from './writable.js'

/**
 * For each member and column of the operations that they cannot have, `never`. Of a literal whose type is inferred the
 * compiler does not look for those by itself.
 */
export type Exact<Model, Given extends readonly unknown[]> = {
  readonly [Index in keyof Given]: ExactOperation<Model, Given[Index]>
}

/** A list that is written inline, spreads of others anywhere in it: a tuple, and not an array, is inferred for it. */
export type Inline<Given extends readonly unknown[]> = Given & (readonly [] | readonly unknown[])

type ExactOperation<Model, Given> = Given extends { readonly op: infer Op extends keyof Members }
  ? {
      readonly [Member in keyof Given]: Member extends Members[Op] & ('row' | 'rows')
        ? ExactRows<Given[Member], SetColumn<Model, Given>>
        : Only<Member, Members[Op]>
    }
  : unknown

/** The members of each operation (RFC 7047 section 5.2), and those that are of this library. */
interface Members {
  readonly insert: 'op' | 'table' | 'row' | 'ref' | 'uuid'
  readonly select: 'op' | 'table' | 'columns' | 'where'
  readonly update: 'op' | 'table' | 'where' | 'row'
  readonly mutate: 'op' | 'table' | 'where' | 'mutations'
  readonly delete: 'op' | 'table' | 'where'
  readonly wait: 'op' | 'table' | 'where' | 'columns' | 'until' | 'rows' | 'timeout'
  readonly commit: 'op' | 'durable'
  readonly abort: 'op'
  readonly comment: 'op' | 'comment'
  readonly assert: 'op' | 'lock'
}

/** The columns that the operation's `row` may have, or its `rows`, of those that a `wait` looks at; `never` where it has neither. */
type SetColumn<Model, Given> = Given extends {
  readonly op: infer Op
  readonly table: infer Table extends TableName<Model>
}
  ? Op extends 'insert'
    ? SettableColumn<Model, Table>
    : Op extends 'update'
      ? ChangeableColumn<Model, Table>
      : Given extends { readonly columns: readonly (infer Wanted extends string)[] }
        ? ColumnName<Model, Table> & PlainName<Wanted>
        : never
  : never

type ExactRows<Given, Columns> = Given extends readonly unknown[]
  ? { readonly [Index in keyof Given]: ExactRow<Given[Index], Columns> }
  : ExactRow<Given, Columns>

type ExactRow<Given, Columns> = { readonly [Column in keyof Given]: Only<Column, Columns> }

type Only<Name, Names> = Name extends Names ? unknown : never
