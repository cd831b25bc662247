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

/** A row that holds exactly the columns asked for. */
export type Row<Model, Table extends TableName<Model>, Column extends ColumnName<Model, Table>> = {
  readonly [Name in Column]: Model[Table][Name]
}
