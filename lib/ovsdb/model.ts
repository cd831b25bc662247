import type { OpenVSwitch } from './models/open-vswitch.js'
import type { Value } from './value/types.js'

/**
 * A database nothing is known of at compile time: any table, any column, any value.
 *
 * @example
 * async function countRows(client: Client<UntypedModel>, table: string): Promise<number> {
 *   return (await client.select(table, { columns: [] })).length
 * }
 * await using untyped = await connect<string>('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * console.log(await countRows(untyped, 'Bridge')) // → 2
 */
export interface UntypedModel {
  readonly [table: string]: { readonly [column: string]: Value }
}

/**
 * The models known by their database's name. Add your own by declaration merging:
 *
 * @example
 * interface Zoo {
 *   readonly Animal: { readonly _uuid: Uuid<'Animal'>; readonly name: string }
 * }
 * declare module 'ovsdb-exporter' {
 *   interface DatabaseModels {
 *     Zoo: Zoo
 *   }
 * }
 */
export interface DatabaseModels {
  /** Comes with the package. */
  Open_vSwitch: OpenVSwitch
}

/**
 * The model of the database with that name; {@link UntypedModel} where none is known.
 *
 * @example
 * const northbound: Client<ModelOf<'OVN_Northbound'>> = openClient('tcp:10.0.0.1:6641', { database: 'OVN_Northbound' })
 */
export type ModelOf<Database extends string> = Database extends keyof DatabaseModels
  ? DatabaseModels[Database]
  : UntypedModel

/**
 * The tables of a model.
 *
 * @example
 * const tables: readonly TableName<OpenVSwitch>[] = ['Bridge', 'Port', 'Interface']
 */
export type TableName<Model> = keyof Model & string

/**
 * The columns of a table of a model.
 *
 * @example
 * const columns: readonly ColumnName<OpenVSwitch, 'Port'>[] = ['name', 'tag']
 */
export type ColumnName<Model, Table extends TableName<Model>> = keyof Model[Table] & string

/**
 * A column to read. One written with a trailing `?`, as in `bfd_status?`, may be lacking in the server's schema: under
 * its plain name it is `undefined` in every row then. Names of columns never contain a `?` (RFC 7047 section 3.1).
 *
 * @example
 * const columns = ['name', 'bfd_status?'] as const satisfies readonly WantedColumn<OpenVSwitch, 'Interface'>[]
 * const [row] = await client.select('Interface', { columns })
 * console.log(row?.bfd_status?.size) // → 0
 */
export type WantedColumn<Model, Table extends TableName<Model>> =
  | ColumnName<Model, Table>
  | `${ColumnName<Model, Table>}?`

/** The columns wanted, under their plain names. */
export type PlainName<Wanted extends string> = Wanted extends `${infer Name}?` ? Name : Wanted

/**
 * A row that holds exactly the columns asked for; all of the table's where none are named.
 *
 * @example
 * type Traffic = Row<OpenVSwitch, 'Interface', 'name' | 'statistics'>
 *
 * function received({ statistics }: Traffic): bigint {
 *   return BigInt(statistics.get('rx_bytes') ?? 0)
 * }
 * const rows = await client.select('Interface', { columns: ['name', 'statistics'] })
 * console.log(rows.map(received).every((bytes) => bytes >= 0n)) // → true
 */
export type Row<
  Model,
  Table extends TableName<Model>,
  Wanted extends WantedColumn<Model, Table> = ColumnName<Model, Table>,
> = {
  readonly [Column in Wanted as PlainName<Column>]: ColumnValue<Model[Table], Column>
}

type ColumnValue<Columns, Wanted extends string> = Wanted extends keyof Columns
  ? Columns[Wanted]
  : Columns[PlainName<Wanted> & keyof Columns] | undefined
