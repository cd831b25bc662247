import type { ColumnName, TableName } from '../model.js'
import type { NamedUuid } from '../value/named-uuid.js'
import type { Atom, ImmutableColumn, TableOf, Value } from '../value/types.js'

/**
 * What a column may be given within a transaction: its values, and for a UUID a row that the transaction inserts.
 *
 * @example
 * const port = insert('Port', { name: 'eth0' })
 * const ports: Writable<BridgeRow['ports']> = [port.ref]
 */
export type Writable<ColumnValue> = [Value] extends [ColumnValue]
  ? UntypedWritable
  : ColumnValue extends ReadonlyMap<infer Key, infer Mapped>
    ? ReadonlyMap<WritableAtom<Key>, WritableAtom<Mapped>>
    : ColumnValue extends readonly (infer Element)[]
      ? readonly WritableAtom<Element>[]
      : WritableAtom<ColumnValue>

export type WritableAtom<Held> = Held extends unknown
  ? [TableOf<Held>] extends [never]
    ? Held
    : Held | NamedUuid<TableOf<Held>>
  : never

/** What a column of which nothing is known may be given. */
export type UntypedWritable =
  | Value
  | NamedUuid
  | readonly (Atom | NamedUuid)[]
  | ReadonlyMap<Atom | NamedUuid, Atom | NamedUuid>

/**
 * The columns of a table with what they may be given.
 *
 * @example
 * const values: Partial<WritableColumns<OpenVSwitch, 'Port'>> = { tag: 5, trunks: [6, 7] }
 */
export type WritableColumns<Model, Table extends TableName<Model>> = {
  readonly [Column in ColumnName<Model, Table>]: Writable<Model[Table][Column]>
}

/** The columns that an insert may set: not the database's own. */
export type SettableColumn<Model, Table extends TableName<Model>> = Exclude<
  ColumnName<Model, Table>,
  '_uuid' | '_version'
>

/** The columns that can be changed afterwards: not the immutable ones either. */
export type ChangeableColumn<Model, Table extends TableName<Model>> = Exclude<
  SettableColumn<Model, Table>,
  ImmutableColumn<Model[Table]>
>

/** Whether the default of RFC 7047 section 5.2.1, `''` or 0, is none of the column's enum: the server refuses it then. */
type LacksDefault<ColumnValue> = [TableOf<ColumnValue>] extends [never]
  ? [ColumnValue] extends [string]
    ? '' extends ColumnValue
      ? false
      : true
    : [ColumnValue] extends [number]
      ? 0 extends ColumnValue
        ? false
        : true
      : false
  : false

type RequiredColumn<Model, Table extends TableName<Model>> = {
  [Column in SettableColumn<Model, Table>]: LacksDefault<Model[Table][Column]> extends true ? Column : never
}[SettableColumn<Model, Table>]

/**
 * Some columns of a new row, with the values they are to have; among them those that have no default, as an enum has none.
 *
 * @example
 * const defaults: NewValues<OpenVSwitch, 'Port'> = { vlan_mode: 'access', tag: 1 }
 * const port = insert('Port', { ...defaults, name: 'eth0' })
 */
export type NewValues<Model, Table extends TableName<Model>> = {
  readonly [Column in SettableColumn<Model, Table>]?: Writable<Model[Table][Column]>
} & {
  readonly [Column in RequiredColumn<Model, Table>]: Writable<Model[Table][Column]>
}

/**
 * Some columns of rows that there are, with the values they are to have.
 *
 * @example
 * const off: ChangedValues<OpenVSwitch, 'Bridge'> = { stp_enable: false, rstp_enable: false }
 * console.log(resultsOf(await client.transact([update('Bridge', [], off)]))) // → [ 2 ]
 */
export type ChangedValues<Model, Table extends TableName<Model>> = {
  readonly [Column in ChangeableColumn<Model, Table>]?: Writable<Model[Table][Column]>
}
