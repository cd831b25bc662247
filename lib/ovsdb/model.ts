import type { OpenVSwitch } from './models/open-vswitch.js'
import type { Value } from './value/types.js'

/** A database nothing is known of at compile time: any table, any column, any value. */
export interface UntypedModel {
  readonly [table: string]: { readonly [column: string]: Value }
}

/**
 * The models known by their database's name. Add your own by declaration merging:
 *
 * @example
 * declare module 'ovsdb-exporter' {
 *   interface DatabaseModels { hardware_vtep: HardwareVtep }
 * }
 */
export interface DatabaseModels {
  Open_vSwitch: OpenVSwitch
}

/** The model of the database with that name; {@link UntypedModel} where none is known. */
export type ModelOf<Database extends string> = Database extends keyof DatabaseModels
  ? DatabaseModels[Database]
  : UntypedModel

export type TableName<Model> = keyof Model & string

export type ColumnName<Model, Table extends TableName<Model>> = keyof Model[Table] & string

/**
 * A column to read. One written with a trailing `?`, as in `bfd_status?`, may be lacking in the server's schema: under
 * its plain name it is `undefined` in every row then. Names of columns never contain a `?` (RFC 7047 section 3.1).
 */
export type WantedColumn<Model, Table extends TableName<Model>> =
  | ColumnName<Model, Table>
  | `${ColumnName<Model, Table>}?`

/** The columns wanted, under their plain names. */
export type PlainName<Wanted extends string> = Wanted extends `${infer Name}?` ? Name : Wanted

/** A row that holds exactly the columns asked for. */
export type Row<Model, Table extends TableName<Model>, Wanted extends WantedColumn<Model, Table>> = {
  readonly [Column in Wanted as PlainName<Column>]: ColumnValue<Model[Table], Column>
}

type ColumnValue<Columns, Wanted extends string> = Wanted extends keyof Columns
  ? Columns[Wanted]
  : Columns[PlainName<Wanted> & keyof Columns] | undefined
