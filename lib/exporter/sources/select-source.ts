import { type Client, InvalidReplyError, type OpenVSwitch } from '../../ovsdb/index.js'
import { type AnyTables, type TableReads, type TableSource, wantedTables } from './table-reads.js'

/** Reads the tables from the server at each scrape, in one transaction. */
export class SelectSource<Model = OpenVSwitch> implements TableSource<Model> {
  readonly #client: Pick<Client<Model>, 'selectMany' | 'schema'>

  constructor(client: Pick<Client<Model>, 'selectMany' | 'schema'>) {
    this.#client = client
  }

  /** @throws what {@link Client.selectMany} throws, and {InvalidReplyError} when a row comes twice */
  async read(reads: TableReads<Model>, signal: AbortSignal): Promise<AnyTables<Model>> {
    const wanted = wantedTables(reads, this.#client.schema.tables)
    // What the model is, and so whether they are of it, is not known here.
    const selects = wanted.map((table) => ({ table, columns: reads[table as keyof typeof reads] }) as never)
    const results: readonly (readonly Identified[])[] = await this.#client.selectMany(selects, { signal })
    for (const rows of results) expectNoneTwice(rows)
    return Object.fromEntries(wanted.map((table, index) => [table, results[index]])) as AnyTables<Model>
  }
}

/** A row, with its UUID if that was asked for. */
interface Identified {
  readonly _uuid?: string
}

function expectNoneTwice(rows: readonly Identified[]): void {
  const known = new Set<string>()
  for (const { _uuid } of rows) {
    if (_uuid === undefined) continue
    if (known.has(_uuid)) throw new InvalidReplyError('transact', 'no row twice', _uuid)
    known.add(_uuid)
  }
}
