import { requireTls } from '../dial.js'
import { parseEndpoint } from '../endpoint.js'
import { UnknownTableError } from '../errors.js'
import type { ModelOf, Row, TableName, WantedColumn } from '../model.js'
import type { Condition } from '../operation/condition.js'
import { prepareSelect } from '../operation/select.js'
import type { SelectedRows, TableSelect } from '../operation/table-select.js'
import { readTransactResult } from '../operation/transact-result.js'
import type { DatabaseSchema, TableSchema } from '../schema/types.js'
import { Connection } from './connection.js'
import { fetchSchema } from './fetch-schema.js'
import { type DatabaseSession, openDatabaseSession } from './handshake.js'
import {
  type CallOptions,
  type ClientOptions,
  type ResolvedOptions,
  resolveCallOptions,
  resolveOptions,
} from './options.js'
import { readDatabaseNames } from './replies.js'
import type { Status } from './status.js'

export interface SelectOptions<Model, Table extends TableName<Model>, Column extends WantedColumn<Model, Table>>
  extends CallOptions {
  /** The columns wanted; those that the server's schema may lack with a trailing `?`. */
  readonly columns: readonly Column[]
  /** Only rows that meet all of these. Default: every row. */
  readonly where?: readonly Condition<Model, Table>[]
}

/** An operation in the form that RFC 7047 section 5.2 gives it on the wire. */
export interface RawOperation {
  readonly op: string
  readonly [member: string]: unknown
}

/**
 * A client of one database. It keeps one connection and reopens it when it breaks; a call made meanwhile is rejected
 * at once, and one that was under way is rejected with the reason the connection ended.
 */
export class Client<Model> implements AsyncDisposable {
  readonly #options: ResolvedOptions
  readonly #connection: Connection<DatabaseSession>

  /** Made by {@link connect}, {@link openClient} and {@link createClient}. */
  constructor(connection: Connection<DatabaseSession>, options: ResolvedOptions) {
    this.#connection = connection
    this.#options = options
  }

  /** What the connection is doing. */
  get status(): Status {
    return this.#connection.status
  }

  /**
   * The schema of the database, as the server told it on this connection.
   *
   * @throws {NotConnectedError}
   */
  get schema(): DatabaseSchema {
    return this.#connection.current().schema
  }

  /** Calls back on every change of {@link status}, until the returned function is called. */
  onStatus(listener: (status: Status) => void): () => void {
    return this.#connection.onStatus(listener)
  }

  /**
   * Calls back with the session there is, if any, and with each that is established: what is to live on every
   * connection, such as a monitor, begins anew there.
   */
  onSession(listener: (session: DatabaseSession) => void): () => void {
    return this.#connection.onSession(listener)
  }

  /** Begins to connect, and goes on trying until `close`. */
  start(): void {
    this.#connection.start()
  }

  /** The names of the server's databases (RFC 7047 section 4.1.1). */
  async listDatabases(options?: CallOptions): Promise<readonly string[]> {
    return readDatabaseNames(await this.#request('list_dbs', [], options))
  }

  /**
   * A database's schema, asked of the server now (RFC 7047 section 4.1.2).
   *
   * @throws {UnknownDatabaseError} {InvalidSchemaError}, and what every call throws
   */
  async getSchema(database: string = this.#options.database, options: CallOptions = {}): Promise<DatabaseSchema> {
    const { session } = this.#connection.current()
    return fetchSchema(session, database, resolveCallOptions(options, this.#options.requestTimeout))
  }

  /**
   * Runs operations as one transaction (RFC 7047 section 4.1.3), all of them or none, as the wire has them: nothing is
   * checked against the schema, encoded or decoded.
   *
   * @returns the operations' results as received, one each
   * @throws {OperationError} a subclass by the RFC's error string; nothing was committed
   * @throws {NotConnectedError} {ClientClosedError} when nothing was sent
   * @throws {SessionClosedError} {RequestTimeoutError}, or the signal's reason, when no reply came: the transaction may
   * have been committed or not
   * @throws {RemoteError} when the server refuses the request as a whole; its `error` is an object as the RFC describes
   * @example
   * await client.transactRaw([{ op: 'delete', table: 'Bridge', where: [['name', '==', 'br0']] }])
   */
  async transactRaw(operations: readonly RawOperation[], options?: CallOptions): Promise<readonly unknown[]> {
    const reply = await this.#request('transact', [this.#options.database, ...operations], options)
    return readTransactResult(reply, operations.length)
  }

  /**
   * Reads rows of a table: one object per row, holding exactly the columns asked for, decoded by the server's schema.
   *
   * @throws {UnknownTableError} {UnknownColumnError} {InvalidValueError}, and what `transactRaw` throws
   * @example
   * const rows = await client.select('Interface', { columns: ['name', 'statistics'], where: [['type', '==', 'vxlan']] })
   */
  async select<Table extends TableName<Model>, Column extends WantedColumn<Model, Table>>(
    table: Table,
    { columns, where = [], ...call }: SelectOptions<Model, Table, Column>,
  ): Promise<readonly Row<Model, Table, Column>[]> {
    const select = prepareSelect(this.#table(table), columns, where)
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
   */
  async selectMany<const Selects extends readonly TableSelect<Model>[]>(
    selects: Selects,
    options?: CallOptions,
  ): Promise<SelectedRows<Model, Selects>> {
    const prepared = selects.map(({ table, columns, where }) => prepareSelect(this.#table(table), columns, where ?? []))
    const results = await this.transactRaw(
      prepared.map(({ operation }) => operation),
      options,
    )
    return prepared.map((select, index) => select.decode(results[index])) as SelectedRows<Model, Selects>
  }

  /** Ends the connection and stops reconnecting. Calls under way are rejected. */
  close(): Promise<void> {
    return this.#connection.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #table(name: string): TableSchema {
    const { schema } = this.#connection.current()
    const table = schema.tables.get(name)
    if (table === undefined) throw new UnknownTableError(schema.name, name)
    return table
  }

  async #request(method: string, params: readonly unknown[], options: CallOptions = {}): Promise<unknown> {
    const { session } = this.#connection.current()
    return session.request(method, params, resolveCallOptions(options, this.#options.requestTimeout))
  }
}

/**
 * Makes a client that connects when it is told to by `start`.
 *
 * @throws {InvalidRemoteError} {RangeError} when an option cannot be
 */
export function createClient<Database extends string>(
  remote: string,
  options: ClientOptions<Database>,
): Client<ModelOf<Database>> {
  const endpoint = parseEndpoint(remote)
  const resolved = resolveOptions(options)
  if (endpoint.kind === 'ssl') requireTls(endpoint, resolved.tls)
  const connection = new Connection({
    remote,
    backoff: resolved.backoff,
    establish: (signal) => openDatabaseSession(endpoint, resolved, signal),
  })
  return new Client(connection, resolved)
}

/**
 * Makes a client that connects in the background and goes on trying: for programs that outlive their server.
 *
 * @throws {InvalidRemoteError} {RangeError} when an option cannot be
 */
export function openClient<Database extends string>(
  remote: string,
  options: ClientOptions<Database>,
): Client<ModelOf<Database>> {
  const client = createClient(remote, options)
  client.start()
  return client
}

/**
 * Connects to a server. Once connected, the client reconnects by itself.
 *
 * @param remote `tcp:HOST:PORT`, `ssl:HOST:PORT` or `unix:PATH`
 * @throws {ConnectError} when the first attempt fails; `cause` says why
 * @throws {InvalidRemoteError} {RangeError} when an option cannot be
 * @example
 * await using client = await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * const rows = await client.select('Interface', { columns: ['name', 'external_ids', 'statistics'] })
 */
export async function connect<Database extends string>(
  remote: string,
  options: ClientOptions<Database>,
): Promise<Client<ModelOf<Database>>> {
  const client = openClient(remote, options)
  try {
    await firstOutcome(client)
    return client
  } catch (error) {
    await client.close()
    throw error
  }
}

/** The client is connecting already: what it tells first is how that ended. */
function firstOutcome(client: Pick<Client<never>, 'onStatus'>): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = client.onStatus((status) => {
      leave()
      if (status.state === 'disconnected') reject(status.cause)
      else resolve()
    })
  })
}
