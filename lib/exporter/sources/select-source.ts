import { type Client, InvalidReplyError, type OpenVSwitch } from '../../ovsdb/index.js'
import { repeated } from './repeated.js'
import { type AnyTables, type TableReads, type TableSource, wantedTables } from './table-reads.js'

/** Reads the tables from the server at each scrape, in one transaction. */
export class SelectSource<Model = OpenVSwitch> implements TableSource<Model> {
  readonly #client: Pick<Client<Model>, 'selectMany' | 'schema'>

  constructor(client: Pick<Client<Model>, 'selectMany' | 'schema'>) {
    this.#client = client
  }

  /** @throws what {@link Client.selectMany} throws, and {InvalidReplyError} when a row, or the name of an interface, comes twice */
  async read(reads: TableReads<Model>, signal: AbortSignal): Promise<AnyTables<Model>> {
    const wanted = wantedTables(reads, this.#client.schema.tables)
    // What the model is, and so whether they are of it, is not known here.
    const selects = wanted.map((table) => ({ table, columns: reads[table as keyof typeof reads] }) as never)
    const results: readonly (readonly Identified[])[] = await this.#client.selectMany(selects, { signal })
    for (const [index, rows] of results.entries()) expectNoneTwice(wanted[index] as string, rows)
    return Object.fromEntries(wanted.map((table, index) => [table, results[index]])) as AnyTables<Model>
  }
}

/** What rows are told apart by, as far as that was asked for. */
interface Identified {
  readonly _uuid?: string
  readonly name?: string
}

function expectNoneTwice(table: string, rows: readonly Identified[]): void {
  const uuid = repeated(rows, '_uuid')
  if (uuid !== undefined) throw new InvalidReplyError('transact', 'no row twice', uuid)
  // The schema has an index of it, and the server is to keep to that.
  const name = table === 'Interface' ? repeated(rows, 'name') : undefined
  if (name !== undefined) throw new InvalidReplyError('transact', 'no interface twice', name)
}
