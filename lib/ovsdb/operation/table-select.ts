import type { Row, TableName, WantedColumn } from '../model.js'
import type { Condition } from './condition.js'

/**
 * Which columns of which rows of one table to read: a `select` (RFC 7047 section 5.2.2).
 *
 * @example
 * const untagged: TableSelect<OpenVSwitch> = { table: 'Port', columns: ['name'], where: [['tag', '==', undefined]] }
 * console.log(await client.selectMany([untagged])) // → [ [] ]
 */
export type TableSelect<Model> = {
  readonly [Table in TableName<Model>]: {
    readonly table: Table
    /** The columns wanted; those that the server's schema may lack with a trailing `?`. */
    readonly columns: readonly WantedColumn<Model, Table>[]
    /** Only rows that meet all of these. Default: every row. */
    readonly where?: readonly Condition<Model, Table>[]
  }
}[TableName<Model>]

/** For each member that a select cannot have, `never`: of a literal whose type is inferred the compiler does not look for those. */
export type ExactSelects<Selects extends readonly unknown[]> = {
  readonly [Index in keyof Selects]: Readonly<
    Record<Exclude<keyof Selects[Index], 'table' | 'columns' | 'where'>, never>
  >
}

/**
 * What selects return: for each, in their order, its rows with exactly the columns it asks for.
 *
 * @example
 * const selects = [{ table: 'Bridge', columns: ['name', 'ports'] }, { table: 'Port', columns: ['_uuid', 'name'] }] as const
 * const [bridges, ports]: SelectedRows<OpenVSwitch, typeof selects> = await client.selectMany(selects)
 * console.log(bridges.length, ports.length) // → 2 9
 */
export type SelectedRows<Model, Selects extends readonly TableSelect<Model>[]> = {
  readonly [Index in keyof Selects]: readonly RowOf<Model, Selects[Index]>[]
}

type RowOf<Model, Select> = Select extends {
  readonly table: infer Table extends TableName<Model>
  readonly columns: readonly (infer Column)[]
}
  ? Row<Model, Table, Extract<Column, WantedColumn<Model, Table>>>
  : never
