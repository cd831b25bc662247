import { RemoteError, type RequestOptions } from '../../jsonrpc/index.js'
import { InvalidReplyError } from '../errors.js'
import { Listeners } from '../listeners.js'
import type { DatabaseSchema } from '../schema/types.js'
import { EarlyNotifications } from '../session/early-notifications.js'
import type { OvsdbSession } from '../session/ovsdb-session.js'
import { type ServerDatabase, ServerDatabases } from '../session/server-database.js'
import type { MonitorNotification, TableUpdates2 } from '../session/wire.js'
import { fetchSchema } from './fetch-schema.js'

export interface DatabaseSessionOptions {
  readonly session: OvsdbSession
  readonly database: string
  /** Whom the session is with. */
  readonly remote: string
  /** Judges the server by what it says of the database, at first and whenever that changes. @throws why it will not do */
  check(server: ServerDatabase): void
}

/** The ids of the monitors that this side keeps on each session. */
const SERVER_MONITOR = '_Server'
const CONVERSION_MONITOR = '_conversion'

/**
 * A session on which the schema of one database is known, and what the server says of that database. It notices when
 * the database is converted to another schema while connected; an older server, that cannot tell (before Open vSwitch
 * 2.9), ends the session instead.
 *
 * A conversion is told in this order, as ovsdb-server has it:
 * 1. What changed before it, to each monitor.
 * 2. `monitor_canceled`, to each monitor of the database, in no order. Nothing more comes of these, and their ids are
 *    free. Transactions that were waiting are answered with the error `"canceled"`. What is sent from now on meets the
 *    new schema, although {@link schema} is still the old one.
 * 3. {@link schema} is the new one, and {@link onSchema} tells it. Monitors begin anew there, as on a new session. The
 *    rows have kept their UUIDs, but `monitor_cond_since` does not find what was before.
 *
 * A follower that had fallen far behind does the same when it has caught up, with the schema it had.
 *
 * @example
 * client.onSession(({ remote, schema, session }) => {
 *   console.log(schema.name, remote.startsWith('tcp:')) // → Open_vSwitch true
 *   session.onNotification('locked', (params) => console.log('locked', params))
 * })
 */
export class DatabaseSession {
  /** The conversation itself. */
  readonly session: OvsdbSession
  /** The database's name. */
  readonly database: string
  /** Whom it is with, of the client's remotes. */
  readonly remote: string
  readonly #check: (server: ServerDatabase) => void
  readonly #servers = new ServerDatabases()
  readonly #listeners = new Listeners<DatabaseSchema>()
  readonly #early: EarlyNotifications<TableUpdates2>
  #schema: DatabaseSchema | undefined
  #isCancelled = false
  #isRenewing = false

  /** @internal Made by the client; `start` is to be called once. */
  constructor({ session, database, remote, check }: DatabaseSessionOptions) {
    this.session = session
    this.database = database
    this.remote = remote
    this.#check = check
    this.#early = new EarlyNotifications(session, '_Server')
    session.onMonitor(SERVER_MONITOR, (told) => this.#hearServer(told))
    session.onMonitor(CONVERSION_MONITOR, ({ method }) => {
      if (method === 'monitor_canceled') void this.#renew()
    })
  }

  /** The schema of the database, as the server told it last. */
  get schema(): DatabaseSchema {
    if (this.#schema === undefined) throw new Error('the session has not been started')
    return this.#schema
  }

  /** What the server says of the database; a server before Open vSwitch 2.9 says nothing. */
  get server(): ServerDatabase | undefined {
    return this.#servers.get(this.database)
  }

  /**
   * Whether the database was converted, and {@link onSchema} is still to tell the new schema.
   *
   * @internal Read by replicas.
   */
  get isRenewing(): boolean {
    return this.#isRenewing
  }

  /** Calls back with the schema when it was renewed, until the returned function is called. */
  onSchema(listener: (schema: DatabaseSchema) => void): () => void {
    return this.#listeners.add(listener)
  }

  /**
   * Asks for all there is to know, in one round trip.
   *
   * @internal Called by the client.
   * @throws {@link UnknownDatabaseError} {@link InvalidSchemaError}, what `check` throws, and what every request throws
   */
  async start(options: RequestOptions): Promise<void> {
    const { session, database } = this
    const where = [['name', '==', database]] as const
    const schema = fetchSchemaBehind(
      [
        session.setDbChangeAware(true, options),
        session
          .monitorCond('_Server', SERVER_MONITOR, { Database: [{ where }] }, options)
          .then((initial) => this.#begin(initial)),
        this.#awaitConversion(options),
      ],
      () => fetchSchema(session, database, options),
    )
    this.#schema = await schema
  }

  /** A monitor of nothing: it is cancelled when the database is converted. `_Server` tells that of clusters only. */
  #awaitConversion(options: RequestOptions): Promise<unknown> {
    return this.session.monitor(this.database, CONVERSION_MONITOR, {}, options)
  }

  #begin(initial: TableUpdates2): void {
    for (const updates of [initial, ...this.#early.release()]) this.#servers.apply(updates)
    const { server } = this
    if (server !== undefined) this.#check(server)
  }

  #hearServer(told: MonitorNotification): void {
    if (told.method !== 'update2') return
    if (this.#early.isEarly) {
      this.#early.keep(told.updates)
      return
    }
    this.#servers.apply(told.updates)
    const { server } = this
    if (server === undefined) return // what becomes of the session, its other monitor tells
    try {
      this.#check(server)
    } catch (error) {
      this.session.abort(error as Error)
    }
  }

  /** The server performs requests in their order: a conversion that comes after the schema was read cancels again. */
  async #renew(): Promise<void> {
    this.#isCancelled = true
    if (this.#isRenewing) return
    this.#isRenewing = true
    try {
      while (this.#isCancelled) {
        this.#isCancelled = false
        this.#schema = await fetchSchemaBehind([this.#awaitConversion({})], () =>
          fetchSchema(this.session, this.database, {}),
        )
        this.#listeners.tell(this.#schema)
      }
    } catch (error) {
      this.session.abort(error as Error)
    }
    this.#isRenewing = false
  }
}

/** Sends the schema's request behind the others, waits for all, and lets a server not know what the others are. */
async function fetchSchemaBehind(
  others: readonly Promise<unknown>[],
  fetch: () => Promise<DatabaseSchema>,
): Promise<DatabaseSchema> {
  const schema = fetch()
  schema.catch(() => {}) // what the others say comes first
  await Promise.all(
    others.map((other) =>
      other.catch((error) => {
        if (!(error instanceof RemoteError || error instanceof InvalidReplyError)) throw error
      }),
    ),
  )
  return schema
}
