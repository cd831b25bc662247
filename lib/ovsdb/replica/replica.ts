import type { CallOptions } from '../client/options.js'
import type { Change, ReplicaColumns, ReplicaRow, ReplicaTableName } from '../monitor/change.js'
import type { ReplicaTable } from '../monitor/replica-table.js'
import type { Uuid } from '../value/types.js'
import type { AnyConditions, ReplicaConditions } from './options.js'
import type { ReplicaContent } from './replica-content.js'
import type { Replication } from './replication.js'
import type { ReplicaState } from './state.js'

/**
 * Where changes begin, and what ends them.
 *
 * @example
 * const options: ChangesOptions = { initial: true }
 * for await (const { kind, table } of replica.changes(options)) {
 *   console.log(kind, table) // → insert Port
 *   break
 * }
 */
export interface ChangesOptions extends Pick<CallOptions, 'signal'> {
  /** Whether to begin with an `insert` of each row there is. Default: with what happens from now on. */
  readonly initial?: boolean | undefined
}

/**
 * Changes to read one by one; leaving the loop, or disposing of them, ends it.
 *
 * @example
 * const changes: Changes<OpenVSwitch, { Port: ['name', 'tag', 'interfaces']; Interface: ['name', 'admin_state'] }> = replica.changes()
 * await client.transact([update('Port', [['name', '==', 'vvport5']], { tag: 9 })])
 * const { value: change } = await changes.next()
 * console.log(change?.kind, change?.table) // → modify Port
 */
export type Changes<Model, Columns extends ReplicaColumns<Model>> = AsyncIterableIterator<
  Change<Model, Columns>,
  undefined
> &
  AsyncDisposable

/**
 * A copy of some columns of some tables, which follows the database over reconnects and conversions of its schema. What
 * a transaction of the same client did is in the copy when `transact` resolves.
 *
 * Each reader of the changes reads at its own pace. While it is away, the changes of a row wait as one, from what the
 * reader knows of the row to what the row is: what the server itself does for a client that does not read. So what waits
 * is bounded by the tables' sizes and the socket is never paused, which would hold up the echo that keeps the session
 * alive, and the reply of a `transact` that the reader itself awaits. Who has to see every state in between listens with
 * {@link onChanges}.
 *
 * @example
 * await using replica = await client.replicate({ Port: ['name', 'interfaces'], Interface: ['name', 'link_state?'] })
 * for (const port of replica.table('Port').rows.values()) {
 *   console.log(port.name, port.interfaces.map((uuid) => replica.get('Interface', uuid)?.link_state))
 * }
 * for await (const { table, kind, old, new: row } of replica) console.log(table, kind, old?.name, row?.name)
 */
export class Replica<Model, Columns extends ReplicaColumns<Model>>
  implements AsyncIterable<Change<Model, Columns>>, AsyncDisposable
{
  readonly #content: ReplicaContent<Model, Columns>
  readonly #replication: Replication
  readonly #onClose: () => void

  /** @internal Made by {@link Client.replicate}. */
  constructor(content: ReplicaContent<Model, Columns>, replication: Replication, onClose: () => void) {
    this.#content = content
    this.#replication = replication
    this.#onClose = onClose
  }

  /** How current the rows are. Rows of a replica that is not `synced` may be of the past. */
  get state(): ReplicaState {
    return this.#content.state
  }

  /** Calls back on every change of {@link state}, until the returned function is called. */
  onState(listener: (state: ReplicaState) => void): () => void {
    return this.#content.states.add(listener)
  }

  /**
   * The rows of a table.
   *
   * @throws {@link UnknownTableError} when it is not replicated
   */
  table<Table extends ReplicaTableName<Model, Columns>>(
    name: Table,
  ): ReplicaTable<Table, ReplicaRow<Model, Columns, Table>> {
    return this.#content.tables.table(name)
  }

  /**
   * The row that a reference points to; `undefined` when there is none, or none that the conditions let in.
   *
   * @example
   * const [port] = replica.table('Port').find({ name: 'vvport1' })
   * console.log(replica.get('Interface', port?.interfaces[0])) // → { name: 'vvport1', admin_state: 'up' }
   */
  get<Table extends ReplicaTableName<Model, Columns>>(
    table: Table,
    uuid: Uuid<NoInfer<Table>> | undefined,
  ): ReplicaRow<Model, Columns, Table> | undefined {
    return uuid === undefined ? undefined : this.table(table).rows.get(uuid)
  }

  /** What happens from now on; ends when the replica is closed. */
  [Symbol.asyncIterator](): Changes<Model, Columns> {
    return this.changes()
  }

  /**
   * The changes, to be read one by one. What happened while the connection was lost is told when it is there again:
   * removals too.
   *
   * @throws (reading) the signal's reason
   * @example
   * for await (const change of replica.changes({ initial: true })) console.log(change.kind, change.table, change.uuid)
   */
  changes({ initial = false, signal }: ChangesOptions = {}): Changes<Model, Columns> {
    const feed = this.#content.feed(initial)
    if (signal !== undefined) feed.failOn(signal)
    return feed as unknown as Changes<Model, Columns>
  }

  /**
   * Calls back with the changes of each update as it comes, until the returned function is called. Rows and indexes are
   * those after the whole update.
   */
  onChanges(listener: (changes: readonly Change<Model, Columns>[]) => void): () => void {
    return this.#content.changes.add(listener as (changes: readonly unknown[]) => void)
  }

  /**
   * Changes the conditions of the tables named; those of the others stay. Resolves when the server has put them in force
   * and the rows are those that meet them. A server that cannot change a monitor's conditions (`monitor` of RFC 7047
   * knows none) is asked for all rows anew, and they are chosen here.
   *
   * @param options end the wait, and not the wish: the conditions are put in force when the server comes to it, until
   * they are changed again
   * @throws {@link ReplicaClosedError} {@link UnknownTableError} when a table is not replicated
   * {@link UnknownColumnError}
   * {@link InvalidValueError} {@link RemoteError} when the server refuses; then the conditions stay as they were
   * @throws {@link WaitTimeoutError}, or the signal's reason
   */
  setConditions(where: ReplicaConditions<Model, Columns>, options: CallOptions = {}): Promise<void> {
    return this.#replication.setConditions(where as AnyConditions, options)
  }

  /** Ends the monitor. The server is told, and not waited for, as nothing depends on it. The rows stay as they are. */
  async close(): Promise<void> {
    if (this.state.state === 'closed') return
    this.#onClose()
    this.#content.close()
    this.#replication.close()
  }

  /** As {@link close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
