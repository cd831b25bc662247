import type { OpenVSwitch, Row, TableName, WantedColumn } from '../../ovsdb/index.js'

type Table = TableName<OpenVSwitch>

/** Which columns of which tables a collector needs; those that an older Open vSwitch lacks with a trailing `?`. */
export type TableReads = { readonly [Name in Table]?: readonly WantedColumn<OpenVSwitch, Name>[] }

/** Tables that an older Open vSwitch lacks: Datapath and CT_Zone came with 2.13, AutoAttach with 2.4. */
type YoungTable = 'Datapath' | 'CT_Zone' | 'CT_Timeout_Policy' | 'AutoAttach'

/** A row of one of the tables that were asked for. */
export type RowOf<Reads extends TableReads, Name extends Table> = Reads extends {
  readonly [Key in Name]: readonly (infer Column extends WantedColumn<OpenVSwitch, Name>)[]
}
  ? Row<OpenVSwitch, Name, Column>
  : never

/** The rows of the tables that were asked for; `undefined` for one that the server's schema lacks. */
export type Tables<Reads extends TableReads> = {
  readonly [Name in keyof Reads & Table]: readonly RowOf<Reads, Name>[] | (Name extends YoungTable ? undefined : never)
}

/** Rows by table, before anybody says which columns they hold. */
export type AnyTables = { readonly [Name in Table]?: readonly object[] }

/** Where rows come from: a select per scrape, or a replica. */
export interface TableSource {
  /**
   * The rows of these tables, all of one moment, with at least these columns. A table that the server's schema lacks is
   * left out, and a column with a trailing `?` that it lacks is `undefined`.
   */
  read(reads: TableReads, signal: AbortSignal): Promise<AnyTables>
}

/** Every column that any of these needs, once; with a trailing `?` where one of them can do without it. */
export function mergeReads(all: Iterable<TableReads>): TableReads {
  const merged = new Map<string, Map<string, string>>()
  for (const reads of all) {
    for (const [table, columns] of Object.entries(reads)) {
      const byName = merged.get(table) ?? new Map<string, string>()
      merged.set(table, byName)
      for (const column of columns) {
        const name = column.replace(/\?$/, '')
        if (!byName.get(name)?.endsWith('?')) byName.set(name, column)
      }
    }
  }
  return Object.fromEntries([...merged].map(([table, columns]) => [table, [...columns.values()]])) as TableReads
}
