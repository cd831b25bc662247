import type { Row, TableName, WantedColumn } from '../model.js'
import type { Uuid, Value } from '../value/types.js'

/**
 * Which columns of which tables are replicated; those that the server's schema may lack with a trailing `?`.
 *
 * @example
 * const columns = { Port: ['name', 'tag'] } as const satisfies ReplicaColumns<OpenVSwitch>
 * await using ports = await client.replicate(columns)
 * console.log(ports.table('Port').rows.size) // → 9
 */
export type ReplicaColumns<Model> = {
  readonly [Table in TableName<Model>]?: readonly WantedColumn<Model, Table>[]
}

/**
 * The tables that are replicated.
 *
 * @example
 * const columns = { Port: ['name', 'tag'] } as const satisfies ReplicaColumns<OpenVSwitch>
 * const table: ReplicaTableName<OpenVSwitch, typeof columns> = 'Port'
 */
export type ReplicaTableName<Model, Columns extends ReplicaColumns<Model>> = keyof Columns & TableName<Model>

/**
 * A row as the replica holds it: exactly the columns asked for, frozen. A change makes a new one.
 *
 * @example
 * const columns = { Port: ['name', 'tag'] } as const satisfies ReplicaColumns<OpenVSwitch>
 * function isUntagged(port: ReplicaRow<OpenVSwitch, typeof columns, 'Port'>): boolean {
 *   return port.tag === undefined
 * }
 * await using ports = await client.replicate(columns)
 * console.log([...ports.table('Port').rows.values()].filter(isUntagged).length) // → 0
 */
export type ReplicaRow<
  Model,
  Columns extends ReplicaColumns<Model>,
  Table extends ReplicaTableName<Model, Columns>,
> = Columns[Table] extends readonly (infer Column)[]
  ? Row<Model, Table, Extract<Column, WantedColumn<Model, Table>>>
  : never

/**
 * What became of one row.
 *
 * @example
 * function describe({ kind, old, new: row }: RowChange<'Port', { readonly name: string }>): string {
 *   return `${kind} ${(row ?? old)?.name}`
 * }
 */
export type RowChange<Table extends string, Held> =
  | {
      readonly table: Table
      readonly uuid: Uuid<Table>
      readonly kind: 'insert'
      readonly old: undefined
      readonly new: Held
    }
  | {
      readonly table: Table
      readonly uuid: Uuid<Table>
      readonly kind: 'modify'
      readonly old: Held
      readonly new: Held
    }
  | {
      readonly table: Table
      readonly uuid: Uuid<Table>
      readonly kind: 'delete'
      readonly old: Held
      readonly new: undefined
    }

/**
 * What became of one row of any of the tables; `table` and `kind` tell its type.
 *
 * @example
 * const columns = { Port: ['name', 'tag'] } as const satisfies ReplicaColumns<OpenVSwitch>
 * function isRetagged(change: Change<OpenVSwitch, typeof columns>): boolean {
 *   return change.kind === 'modify' && change.old.tag !== change.new.tag
 * }
 * await using ports = await client.replicate(columns)
 * const stop = ports.onChanges((changes) => console.log(changes.filter(isRetagged).length)) // → 1
 * await client.transact([update('Port', [['name', '==', 'vvport2']], { tag: 4 })])
 * stop()
 */
export type Change<Model, Columns extends ReplicaColumns<Model>> = {
  [Table in ReplicaTableName<Model, Columns>]: RowChange<Table, ReplicaRow<Model, Columns, Table>>
}[ReplicaTableName<Model, Columns>]

/** A row of a table known at run time only. */
export type AnyRow = Readonly<Record<string, Value>>
