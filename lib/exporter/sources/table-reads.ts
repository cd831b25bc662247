import type { OpenVSwitch, Row, TableName, WantedColumn } from '../../ovsdb/index.js'

/** Which columns of which tables a collector needs; those that an older Open vSwitch lacks with a trailing `?`. */
export type TableReads<Model = OpenVSwitch> = {
  readonly [Name in TableName<Model>]?: readonly WantedColumn<Model, Name>[]
}

/**
 * Tables that an older Open vSwitch lacks: Datapath and CT_Zone came with 2.13, AutoAttach with 2.4; of hardware_vtep
 * Tunnel with 2.3, the two of ACLs with 2.5.
 */
const YOUNG_TABLES = ['Datapath', 'CT_Zone', 'CT_Timeout_Policy', 'AutoAttach', 'Tunnel', 'ACL', 'ACL_entry'] as const

type YoungTable = (typeof YOUNG_TABLES)[number]

/** A row of one of the tables that were asked for. */
export type RowOf<Reads, Name extends TableName<Model>, Model = OpenVSwitch> = Reads extends {
  readonly [Key in Name]: readonly (infer Column extends WantedColumn<Model, Name>)[]
}
  ? Row<Model, Name, Column>
  : never

/** The rows of the tables that were asked for; `undefined` for one that the server's schema lacks. */
export type Tables<Reads, Model = OpenVSwitch> = {
  readonly [Name in keyof Reads & TableName<Model>]:
    | readonly RowOf<Reads, Name, Model>[]
    | (Name extends YoungTable ? undefined : never)
}

/** Rows by table, before anybody says which columns they hold. */
export type AnyTables<Model = OpenVSwitch> = { readonly [Name in TableName<Model>]?: readonly object[] }

/** Where rows come from: a select per scrape, or a replica. */
export interface TableSource<Model = OpenVSwitch> {
  /**
   * The rows of these tables, all of one moment, with at least these columns. A table of a younger Open vSwitch that the
   * server's schema lacks is left out, and a column with a trailing `?` that it lacks is `undefined`.
   *
   * @throws {UnknownTableError} {UnknownColumnError} of what else it lacks
   */
  read(reads: TableReads<Model>, signal: AbortSignal): Promise<AnyTables<Model>>
}

/** The tables to ask for: those that a server may lack only where it has them. */
export function wantedTables(reads: object, served: { has(table: string): boolean }): readonly string[] {
  return Object.keys(reads).filter((table) => served.has(table) || !(YOUNG_TABLES as readonly string[]).includes(table))
}

/** Every column that any of these needs, once; with a trailing `?` where one of them can do without it. */
export function mergeReads<Model = OpenVSwitch>(all: Iterable<TableReads<NoInfer<Model>>>): TableReads<Model> {
  const merged = new Map<string, Map<string, string>>()
  for (const reads of all) {
    for (const [table, columns] of Object.entries(reads as Record<string, readonly string[]>)) {
      const byName = merged.get(table) ?? new Map<string, string>()
      merged.set(table, byName)
      for (const column of columns) {
        const name = column.replace(/\?$/, '')
        if (!byName.get(name)?.endsWith('?')) byName.set(name, column)
      }
    }
  }
  const entries = [...merged].map(([table, columns]) => [table, [...columns.values()]])
  return Object.fromEntries(entries) as TableReads<Model>
}
