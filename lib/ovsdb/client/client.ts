import type { ClientClosedError } from '../errors.js'
import type { Lock } from '../lock/lock.js'
import { type LockOptions, openLock } from '../lock/open-lock.js'
import type { Row, TableName, UntypedModel, WantedColumn } from '../model.js'
import type { ReplicaColumns } from '../monitor/change.js'
import type { Exact, Inline } from '../operation/exact.js'
import type { Operation, ResultsOf } from '../operation/operation.js'
import { lookUpTable } from '../operation/prepare.js'
import type { RawOperation } from '../operation/raw-operation.js'
import { prepareSelect } from '../operation/select.js'
import type { ExactSelects, SelectedRows, TableSelect } from '../operation/table-select.js'
import { readTransactResult } from '../operation/transact-result.js'
import { openReplica } from '../replica/open-replica.js'
import type { ReplicateOptions } from '../replica/options.js'
import type { Replica } from '../replica/replica.js'
import type { DatabaseSchema } from '../schema/types.js'
import type { ServerDatabase } from '../session/server-database.js'
import type { OutcomeOf } from '../transaction/outcome.js'
import { transact } from '../transaction/transact.js'
import type { TransactOptions } from '../transaction/transact-with-retry.js'
import type { Connection } from './connection.js'
import type { DatabaseSession } from './database-session.js'
import { fetchSchema } from './fetch-schema.js'
import { hostOf } from './host.js'
import { type CallOptions, type ResolvedOptions, resolveCallOptions } from './options.js'
import type { SelectOptions } from './select-options.js'
import type { ServerChoice } from './server-choice.js'
import type { Status } from './status.js'
import { followStatus, type Statuses } from './statuses.js'

/**
 * A client of one database. It keeps one connection and reopens it when it breaks; a call made meanwhile is rejected
 * at once, and one that was under way is rejected with the reason the connection ended.
 *
 * @example
 * async function bridgeNames(client: Pick<Client<OpenVSwitch>, 'select'>): Promise<readonly string[]> {
 *   const bridges = await client.select('Bridge', { columns: ['name'] })
 *   return bridges.map(({ name }) => name).sort()
 * }
 * console.log(await bridgeNames(client)) // → [ 'contivVlanBridge', 'contivVxlanBridge' ]
 */
export class Client<Model> implements AsyncDisposable {
  readonly #options: ResolvedOptions
  readonly #connection: Connection<DatabaseSession>
  readonly #locks = new Set<string>()
  readonly #choice: Pick<ServerChoice, 'forget'>

  /** @internal Made by {@link connect}, {@link openClient} and {@link createClient}. */
  constructor(connection: Connection<DatabaseSession>, choice: Pick<ServerChoice, 'forget'>, options: ResolvedOptions) {
    this.#connection = connection
    this.#choice = choice
    this.#options = options
  }

  /** What the connection is doing. */
  get status(): Status {
    return this.#connection.status
  }

  /**
   * The schema of the database, as the server told it on this connection. It is renewed when the database is converted.
   *
   * @throws {@link NotConnectedError}
   */
  get schema(): DatabaseSchema {
    return this.#connection.current().schema
  }

  /**
   * What the server says of the database: whether it is a cluster, leads it, and so on. Undefined of a server before
   * Open vSwitch 2.9.
   *
   * @throws {@link NotConnectedError}
   */
  get server(): ServerDatabase | undefined {
    return this.#connection.current().server
  }

  /** Calls back on every change of {@link status}, until the returned function is called. */
  onStatus(listener: (status: Status) => void): () => void {
    return this.#connection.onStatus(listener)
  }

  /**
   * The status there is, and each that follows; ends after `closed`. A slow reader is told the latest, not those that
   * were over before it came back.
   *
   * @example
   * for await (const { state } of client.statuses()) {
   *   console.log(state) // → connected
   *   break
   * }
   */
  statuses({ signal }: Pick<CallOptions, 'signal'> = {}): Statuses {
    return followStatus(this.#connection, signal)
  }

  /** Resolves, never rejects, when the client is closed: the reason, with which calls are rejected from then on. */
  closed(): Promise<ClientClosedError> {
    return this.#connection.closed()
  }

  /**
   * Calls back with the session there is, if any, and with each that is established: what is to live on every
   * connection, such as a monitor, begins anew there.
   */
  onSession(listener: (session: DatabaseSession) => void): () => void {
    return this.#connection.onSession(listener)
  }

  /**
   * Forgets which cluster the client has seen, and how far it was. After a cluster was restored from a backup its servers
   * would be refused for ever, as `stale` or `other-cluster`.
   */
  forgetCluster(): void {
    this.#choice.forget()
  }

  /** Begins to connect, and goes on trying until `close`. */
  start(): void {
    this.#connection.start()
  }

  /** The names of the server's databases (RFC 7047 section 4.1.1). */
  async listDatabases(options: CallOptions = {}): Promise<readonly string[]> {
    const { session } = this.#connection.current()
    return session.listDbs(resolveCallOptions(options, this.#options.requestTimeout))
  }

  /**
   * A database's schema, asked of the server now (RFC 7047 section 4.1.2).
   *
   * @throws {@link UnknownDatabaseError} {@link InvalidSchemaError}, and what every call throws
   */
  async getSchema(database: string = this.#options.database, options: CallOptions = {}): Promise<DatabaseSchema> {
    const { session } = this.#connection.current()
    return fetchSchema(session, database, resolveCallOptions(options, this.#options.requestTimeout))
  }

  /**
   * Runs operations as one transaction (RFC 7047 section 4.1.3): all of them, or none.
   *
   * The outcome is a value: `committed` with the operations' results, `rejected` by the server, or `unknown` when it was
   * sent and no reply says what became of it. With `dryRun` nothing is carried out; what the server checks only at commit
   * (unique indexes, references, `maxRows`) is not checked then.
   *
   * @throws {@link NotConnectedError} {@link ClientClosedError} {@link SessionClosedError} {@link UnknownTableError}
   * {@link UnknownColumnError}
   * {@link ImmutableColumnError} {@link InvalidValueError}, or the signal's reason, when nothing was sent
   * @example
   * const { insert, mutate } = operations<OpenVSwitch>()
   * const queue = insert('Queue', { dscp: 10 })
   * const qos = insert('QoS', { type: 'linux-htb', queues: new Map([[0, queue.ref]]) })
   * const use = mutate('Port', [['name', '==', 'vvport1']], [['qos', 'insert', qos.ref]])
   * const outcome = await client.transact([queue, qos, use])
   * if (outcome.status === 'committed') console.log(outcome.results[2]) // → 1
   */
  async transact<const Operations extends readonly Operation<Model>[], DryRun extends boolean | undefined = undefined>(
    operations: Inline<Operations> & NoInfer<Exact<Model, Operations>>,
    options?: TransactOptions & { readonly dryRun?: DryRun },
  ): Promise<OutcomeOf<ResultsOf<Model, Operations>, DryRun>>
  async transact(
    operations: readonly Operation<UntypedModel>[],
    { lock, durable, dryRun, ...call }: TransactOptions & { readonly dryRun?: boolean | undefined } = {},
  ): Promise<unknown> {
    const limits = resolveCallOptions(call, this.#options.requestTimeout)
    const lockName = typeof lock === 'object' ? lock.name : lock
    return transact(this.#connection.current(), operations, { ...limits, lock: lockName, durable, dryRun })
  }

  /**
   * Runs operations as one transaction (RFC 7047 section 4.1.3), all of them or none, as the wire has them: nothing is
   * checked against the schema, encoded or decoded.
   *
   * @returns the operations' results as received, one each
   * @throws {@link OperationError} a subclass by the RFC's error string; nothing was committed
   * @throws {@link NotConnectedError} {@link ClientClosedError} when nothing was sent
   * @throws {@link SessionClosedError} {@link RequestTimeoutError}, or the signal's reason, when no reply came: the
   * transaction may have been committed or not
   * @throws {@link RemoteError} when the server refuses the request as a whole; its `error` is an object as the RFC
   * describes
   * @example
   * console.log(await client.transactRaw([{ op: 'delete', table: 'Bridge', where: [['name', '==', 'br0']] }])) // → [ { count: 0 } ]
   */
  async transactRaw(operations: readonly RawOperation[], options: CallOptions = {}): Promise<readonly unknown[]> {
    const { session } = this.#connection.current()
    const { database, requestTimeout } = this.#options
    const reply = await session.transact(database, operations, resolveCallOptions(options, requestTimeout))
    return readTransactResult(reply, operations.length)
  }

  /**
   * Reads rows of a table: one object per row, holding exactly the columns asked for, decoded by the server's schema.
   *
   * @throws {@link UnknownTableError} {@link UnknownColumnError} {@link InvalidValueError}, and what `transactRaw`
   * throws
   * @example
   * const rows = await client.select('Interface', { columns: ['name'], where: [['type', '==', 'internal']] })
   * console.log(rows[0]) // → { name: 'contivh0' }
   */
  async select<Table extends TableName<Model>, Column extends WantedColumn<Model, Table>>(
    table: Table,
    { columns, where = [], ...call }: SelectOptions<Model, Table, Column>,
  ): Promise<readonly Row<Model, Table, Column>[]> {
    const select = prepareSelect(lookUpTable(this.schema, table), columns, where)
    const [result] = await this.transactRaw([select.operation], call)
    return select.decode(result) as readonly Row<Model, Table, Column>[]
  }

  /**
   * Reads rows of several tables in one transaction: what they say of each other is of one moment.
   *
   * @returns the rows of each select, in the order of the selects
   * @throws what `select` throws
   * @example
   * const [bridges, ports] = await client.selectMany([
   *   { table: 'Bridge', columns: ['name', 'ports'] },
   *   { table: 'Port', columns: ['_uuid', 'name'] },
   * ])
   * console.log(bridges.length) // → 2
   */
  async selectMany<const Selects extends readonly TableSelect<Model>[]>(
    selects: Inline<Selects> & NoInfer<ExactSelects<Selects>>,
    options?: CallOptions,
  ): Promise<SelectedRows<Model, Selects>> {
    const prepared = (selects as Selects).map(({ table, columns, where }) =>
      prepareSelect(lookUpTable(this.schema, table), columns, where ?? []),
    )
    const results = await this.transactRaw(
      prepared.map(({ operation }) => operation),
      options,
    )
    return prepared.map((select, index) => select.decode(results[index])) as SelectedRows<Model, Selects>
  }

  /**
   * Keeps a copy of tables here, which the server keeps up to date; resolves when what there is has been read. Without a
   * connection it waits for one, as long as the call may take.
   *
   * @param columns those to copy of each table; those that the server's schema may lack with a trailing `?`
   * @throws {@link UnknownTableError} {@link UnknownColumnError} {@link InvalidValueError} {@link RemoteError} when
   * the server refuses
   * @throws {@link WaitTimeoutError} {@link ClientClosedError}, or the signal's reason: they end the wait, not a
   * replica that is there
   * @example
   * await using replica = await client.replicate({ Interface: ['name', 'statistics'], Port: ['name'] })
   * for await (const change of replica) console.log(change.kind, change.table, change.new?.name)
   */
  replicate<const Columns extends ReplicaColumns<Model>>(
    columns: Columns & Readonly<Record<Exclude<keyof Columns & string, TableName<Model>>, never>>,
    options: ReplicateOptions<Model, Columns> = {},
  ): Promise<Replica<Model, Columns>> {
    return openReplica(hostOf(this.#connection, this.#options), columns as Columns, options)
  }

  /**
   * Asks for a lock of the server (RFC 7047 section 4.1.8) and waits until it is held, without a connection too. It is
   * asked for again on each new connection, until it is closed.
   *
   * @throws {@link LockClaimedError} when this client has asked for the lock already, and not given it back
   * @throws {@link RemoteError} when the server refuses
   * @throws {@link WaitTimeoutError} {@link ClientClosedError}, or the signal's reason: they end the wait, not a
   * lock that was held
   * @example
   * await using lock = await client.lock('nightly_cleanup')
   * const outcome = await client.transact([update('Port', [], { tag: 2 })], { lock, signal: lock.signal })
   */
  lock(name: string, options: LockOptions = {}): Promise<Lock> {
    return openLock(hostOf(this.#connection, this.#options), this.#locks, name, options)
  }

  /** Ends the connection and stops reconnecting. Calls under way are rejected. */
  close(): Promise<void> {
    return this.#connection.close()
  }

  /** As {@link close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
