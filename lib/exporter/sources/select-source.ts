import type { Client, OpenVSwitch, TableSelect } from '../../ovsdb/index.js'
import type { AnyTables, TableReads, TableSource } from './table-reads.js'

/** Reads the tables from the server at each scrape, in one transaction. */
export class SelectSource implements TableSource {
  readonly #client: Pick<Client<OpenVSwitch>, 'selectMany' | 'schema'>

  constructor(client: Pick<Client<OpenVSwitch>, 'selectMany' | 'schema'>) {
    this.#client = client
  }

  /** @throws what {@link Client.selectMany} throws */
  async read(reads: TableReads, signal: AbortSignal): Promise<AnyTables> {
    const { tables } = this.#client.schema
    const selects = Object.entries(reads)
      .filter(([table]) => tables.has(table))
      .map(([table, columns]) => ({ table, columns }) as TableSelect<OpenVSwitch>)
    const results = await this.#client.selectMany(selects, { signal })
    return Object.fromEntries(selects.map(({ table }, index) => [table, results[index]])) as AnyTables
  }
}
