import type { Client, OpenVSwitch } from '../../ovsdb/index.js'
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
    const wanted = Object.entries(reads).filter(([table]) => tables.has(table))
    // What the model is, and so whether they are of it, is not known here.
    const selects = wanted.map(([table, columns]) => ({ table, columns }) as never)
    const results: readonly unknown[] = await this.#client.selectMany(selects, { signal })
    return Object.fromEntries(wanted.map(([table], index) => [table, results[index]])) as AnyTables<Model>
  }
}
