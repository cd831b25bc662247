import { isDeepStrictEqual } from 'node:util'
import { type Client, InvalidUpdateError, type OpenVSwitch } from '../../ovsdb/index.js'
import { repeated } from './repeated.js'
import { type AnyTables, type TableReads, type TableSource, wantedTables } from './table-reads.js'

/** What the source needs of the client. */
export type MonitoringClient = Pick<Client<OpenVSwitch>, 'replicate' | 'schema' | 'transactRaw' | 'onStatus'>

/** A replica of the tables that were wanted of the server's schema when it was begun. */
interface Copy {
  readonly tables: readonly string[]
  readonly replica: Promise<Replica>
}

type Replica = Awaited<ReturnType<Client<OpenVSwitch>['replicate']>>

/**
 * Keeps a copy of the tables, which the server keeps up to date (`monitor_cond_since`, or what it knows of it), so that
 * a scrape costs it no more than the empty transaction by which it shows that it is there: a server that has died or
 * hangs does not answer that, and its rows of a while ago are not told as today's.
 */
export class MonitorSource implements TableSource {
  readonly #client: MonitoringClient
  readonly #reads: TableReads
  #copy: Copy | undefined

  /** @param reads everything that will ever be asked for */
  constructor(client: MonitoringClient, reads: TableReads) {
    this.#client = client
    this.#reads = reads
    client.onStatus(({ state }) => {
      // Begun at once, so that the first scrape need not wait for it; should it fail, that scrape says so.
      if (state === 'connected') this.#open().catch(() => {})
    })
  }

  /**
   * @throws what {@link Client.replicate} and {@link Client.transactRaw} throw, why a copy is not current, and
   * {InvalidUpdateError} when the name of an interface comes twice
   */
  async read(reads: TableReads, signal: AbortSignal): Promise<AnyTables> {
    const [replica] = await Promise.all([within(signal, this.#open()), this.#client.transactRaw([], { signal })])
    const { state } = replica
    if (state.state === 'stale') throw state.cause
    const tables: AnyTables = Object.fromEntries(
      this.#tablesOf(reads).map((table) => [table, [...replica.table(table as never).rows.values()]]),
    )
    // A replica has each row once. That no other row has the name is an index, which the server is to keep to.
    const name = repeated<'name'>(tables.Interface ?? [], 'name')
    if (name !== undefined) throw new InvalidUpdateError('Interface', 'no interface twice', name)
    return tables
  }

  /** Not given up with the scrape that asks: the first reading may take longer than one. */
  async #open(): Promise<Replica> {
    const tables = this.#tablesOf(this.#reads)
    const copy = this.#copy
    if (copy !== undefined && isDeepStrictEqual(copy.tables, tables)) return copy.replica
    copy?.replica.then(
      (old) => old.close(),
      () => {},
    )
    return this.#begin(tables).replica
  }

  #begin(tables: readonly string[]): Copy {
    const columns = Object.fromEntries(tables.map((table) => [table, this.#reads[table as keyof TableReads]]))
    const copy = { tables, replica: this.#client.replicate(columns as TableReads) }
    this.#copy = copy
    copy.replica.catch(() => {
      if (this.#copy === copy) this.#copy = undefined
    })
    return copy
  }

  /** A conversion of the database can add tables and take some away. */
  #tablesOf(reads: TableReads): readonly string[] {
    return wantedTables(reads, this.#client.schema.tables)
  }
}

function within<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
