import type { Client, OpenVSwitch, TableSelect } from '../../ovsdb/index.js'
import type { AnyTables, TableReads, TableSource } from './table-reads.js'

/** Reads the tables from the server at each scrape, in one transaction. */
export class SelectSource<Model = OpenVSwitch> implements TableSource<Model> {
  readonly #client: Pick<Client<Model>, 'selectMany' | 'schema'>

  constructor(client: Pick<Client<Model>, 'selectMany' | 'schema'>) {
    this.#client = client
  }

  /** @throws what {@link Client.selectMany} throws */
  async read(reads: TableReads<Model>, signal: AbortSignal): Promise<AnyTables<Model>> {
    const { tables } = this.#client.schema
    const selects = Object.entries(reads)
      .filter(([table]) => tables.has(table))
      .map(([table, columns]) => ({ table, columns }) as TableSelect<Model>)
    const results = await this.#client.selectMany(selects, { signal })
    return Object.fromEntries(selects.map(({ table }, index) => [table, results[index]])) as AnyTables<Model>
  }
}
