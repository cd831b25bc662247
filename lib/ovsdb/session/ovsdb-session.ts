import {
  type MessageId,
  type RequestOptions,
  RequestTimeoutError,
  Session,
  type SessionClosedError,
  type SessionOptions,
  type Transport,
} from '../../jsonrpc/index.js'
import { Listeners } from '../listeners.js'
import {
  countRows,
  guardedHooks,
  observedTransport,
  outcomeOf,
  type RequestOutcome,
  type SessionHooks,
} from './hooks.js'
import { checkRequest, METHODS, type MethodName, type Reply } from './methods.js'
import { type MonitorListener, MonitorRouter } from './monitor-router.js'
import type { MonitorCondRequest, MonitorId, MonitorRequests } from './wire.js'

/**
 * Told of each notification of one method; `params` as the wire has them.
 *
 * @example
 * const onLocked: NotificationListener = ([name]) => console.log(`the lock ${name} is ours`)
 * session.onNotification('locked', onLocked)
 */
export type NotificationListener = (params: readonly unknown[]) => void

export interface OvsdbSessionOptions extends Pick<SessionOptions, 'maxMessageBytes'> {
  readonly hooks?: SessionHooks | undefined
}

/**
 * The id of a monitor_cond_since that knows of no transaction yet: the whole content is told.
 *
 * @example
 * const [found, last] = await session.monitorCondSince('Open_vSwitch', 'all', { Bridge: [{ columns: ['name'] }] }, NO_TRANSACTION)
 * console.log(found, last === NO_TRANSACTION) // → false true
 */
export const NO_TRANSACTION = '00000000-0000-0000-0000-000000000000'

/**
 * One conversation with an OVSDB server, in the form RFC 7047 and ovsdb-server(7) give it on the wire. Monitors and
 * locks share it: each hears the notifications it listens for, in the order of the wire, before the reply that follows
 * them is settled. So an update that a transaction of this session causes is heard before its reply. Replies to
 * different requests may overtake each other.
 *
 * Every method rejects with what {@link request} throws, and an {@link InvalidReplyError} when the reply has not the
 * promised form.
 *
 * @example
 * client.onSession(async ({ session }) => {
 *   session.onMonitor('bridges', (told) => console.log(told))
 *   console.log(await session.monitorCond('Open_vSwitch', 'bridges', { Bridge: [{ columns: ['name'] }] }))
 * })
 */
export class OvsdbSession {
  readonly #session: Session
  readonly #hooks: SessionHooks
  readonly #listeners = new Map<string, Listeners<readonly unknown[]>>()
  readonly #monitors = new MonitorRouter()

  /** @internal Made by the client: see {@link Client.onSession}. */
  constructor(transport: Transport, { hooks, ...options }: OvsdbSessionOptions = {}) {
    this.#hooks = hooks === undefined ? {} : guardedHooks(hooks)
    const { onMessage } = this.#hooks
    this.#session = new Session(observedTransport(transport, this.#hooks), {
      ...options,
      ...(onMessage && { onMessage: () => onMessage('in') }),
      onNotification: (method, params) => this.#tell(method, params),
    })
  }

  /** Resolves, never rejects, when the session has ended: the reason. */
  get closed(): Promise<SessionClosedError> {
    return this.#session.closed
  }

  /** Grows with everything the server sends. */
  get receivedChunks(): number {
    return this.#session.receivedChunks
  }

  /**
   * Two that are equal say that the server was silent between them, and listened to all the time; those from within a
   * pause equal none. A message breaks the silence, and so does each KiB, so that a large message may take long; a byte
   * now and then does not.
   */
  get signOfLife(): number {
    return this.#session.signOfLife
  }

  /** The names of the server's databases (RFC 7047 section 4.1.1). */
  listDbs(options?: RequestOptions): Promise<Reply<'list_dbs'>> {
    return this.#call('list_dbs', [], options)
  }

  /** A database's `<database-schema>` (section 4.1.2). */
  getSchema(database: string, options?: RequestOptions): Promise<Reply<'get_schema'>> {
    return this.#call('get_schema', [database], options)
  }

  /**
   * Performs operations as one transaction (section 4.1.3). One result each; behind the one that failed they are null,
   * and an error at commit is one more. Given up, it is cancelled on the server too, as far as it is still waiting there.
   */
  transact(
    database: string,
    operations: readonly { readonly op: string }[],
    options?: RequestOptions,
  ): Promise<Reply<'transact'>> {
    return this.#call('transact', [database, ...operations], options)
  }

  /**
   * Has the server give up a transaction that is waiting (section 4.1.4). Nothing is answered to this; the transaction
   * is answered with the error `"canceled"`, on a session that is change-aware, else with nothing at all.
   *
   * @param id as {@link RequestOptions.onSent} told it
   */
  cancel(id: MessageId): void {
    this.notify('cancel', [id])
  }

  /** Converts a database to another schema, for all its clients (ovsdb-server(7), section 4.1.19). */
  convert(database: string, schema: object, options?: RequestOptions): Promise<void> {
    return this.#call('convert', [database, schema], options)
  }

  /** Tells the content of tables, and then, to {@link onMonitor}, what changes: `update` (RFC 7047 section 4.1.5). */
  monitor(
    database: string,
    id: MonitorId,
    requests: MonitorRequests,
    options?: RequestOptions,
  ): Promise<Reply<'monitor'>> {
    return this.#call('monitor', [database, id, requests], options)
  }

  /** The same of rows that meet a condition, and shorter: `update2` (ovsdb-server(7), section 4.1.12). */
  monitorCond(
    database: string,
    id: MonitorId,
    requests: MonitorRequests<MonitorCondRequest>,
    options?: RequestOptions,
  ): Promise<Reply<'monitor_cond'>> {
    return this.#call('monitor_cond', [database, id, requests], options)
  }

  /**
   * The same, from a transaction on: `update3` (section 4.1.15). Servers that are no cluster never find it, and tell the
   * whole content.
   *
   * @param lastTransactionId the last one that was told, by any server of the cluster; or {@link NO_TRANSACTION}
   */
  monitorCondSince(
    database: string,
    id: MonitorId,
    requests: MonitorRequests<MonitorCondRequest>,
    lastTransactionId: string,
    options?: RequestOptions,
  ): Promise<Reply<'monitor_cond_since'>> {
    return this.#call('monitor_cond_since', [database, id, requests, lastTransactionId], options)
  }

  /** Changes the conditions of a monitor, and its id (section 4.1.13). What that brings is told before the reply. */
  monitorCondChange(
    id: MonitorId,
    newId: MonitorId,
    requests: MonitorRequests<Pick<MonitorCondRequest, 'where'>>,
    options?: RequestOptions,
  ): Promise<void> {
    return this.#call('monitor_cond_change', [id, newId, requests], options)
  }

  /** Ends a monitor (RFC 7047 section 4.1.7). */
  monitorCancel(id: MonitorId, options?: RequestOptions): Promise<void> {
    return this.#call('monitor_cancel', [id], options)
  }

  /** Asks for a lock (section 4.1.8); one that is not free comes later, told by `locked`. */
  lock(name: string, options?: RequestOptions): Promise<Reply<'lock'>> {
    return this.#call('lock', [name], options)
  }

  /** Takes a lock, also from a session that has it, which is told by `stolen` (section 4.1.8). */
  steal(name: string, options?: RequestOptions): Promise<Reply<'steal'>> {
    return this.#call('steal', [name], options)
  }

  /** Gives a lock back, or withdraws the request for it (section 4.1.8). */
  unlock(name: string, options?: RequestOptions): Promise<void> {
    return this.#call('unlock', [name], options)
  }

  /** A sign of life: answers what it is told (section 4.1.11). */
  echo(params: readonly unknown[] = [], options?: RequestOptions): Promise<Reply<'echo'>> {
    return this.#call('echo', params, options)
  }

  /** The UUID of the server process, another one after each start (ovsdb-server(7), section 4.1.17). */
  getServerId(options?: RequestOptions): Promise<string> {
    return this.#call('get_server_id', [], options)
  }

  /**
   * Says that this side notices, by itself, databases that come, go or are converted (section 4.1.18): then the server
   * does not end the session over that, but cancels what monitors and transactions it has on the database.
   */
  setDbChangeAware(aware: boolean, options?: RequestOptions): Promise<void> {
    return this.#call('set_db_change_aware', [aware], options)
  }

  /**
   * Sends a request, of these methods or another, and waits for its reply.
   *
   * @throws {@link InvalidRequestError} when the server would end the session over it, or crash; nothing was sent
   * @throws {@link RemoteError} when the server refused it; its `error` is a string, or an object as RFC 7047 section
   * 3.1 has it
   * @throws {@link RequestTimeoutError} {@link SessionClosedError}, or the signal's reason
   */
  async request(method: string, params: readonly unknown[], options: RequestOptions = {}): Promise<unknown> {
    checkRequest(method, params)
    const { onRequestEnd } = this.#hooks
    if (method !== 'transact' && onRequestEnd === undefined) return this.#session.request(method, params, options)
    // By name: they may be accessors of a class.
    const { signal, timeout, onSent: onOwnSent } = options
    let id: MessageId | undefined
    let sentAt = 0
    const onSent = (given: MessageId) => {
      id = given
      sentAt = performance.now()
      onOwnSent?.(given)
    }
    const ended = (outcome: RequestOutcome) =>
      onRequestEnd?.({ method, milliseconds: performance.now() - sentAt, outcome })
    try {
      const reply = await this.#session.request(method, params, { signal, timeout, onSent })
      ended('answered')
      return reply
    } catch (error) {
      if (id !== undefined) ended(outcomeOf(error))
      if (id !== undefined && method === 'transact' && isGivenUp(error, options)) this.cancel(id)
      throw error
    }
  }

  /** Sends a notification: no reply will come. */
  notify(method: string, params: readonly unknown[]): void {
    this.#session.notify(method, params)
  }

  /** Calls back on each notification of that method (`update3`, `locked` …), until the returned function is called. */
  onNotification(method: string, listener: NotificationListener): () => void {
    const listeners = this.#listeners.get(method) ?? new Listeners<readonly unknown[]>()
    this.#listeners.set(method, listeners)
    return listeners.add(listener)
  }

  /**
   * Calls back on what the server tells of one monitor, until the returned function is called. Listen before the monitor
   * is asked for. An update that comes right behind the reply is heard before whoever awaits the reply goes on: keep what
   * comes until the reply is there.
   */
  onMonitor(id: MonitorId, listener: MonitorListener): () => void {
    return this.#monitors.on(id, listener)
  }

  /**
   * Stops reading; the server then holds its messages back, and coalesces updates. The client's inactivity probe rests
   * until {@link resume}, but the server's does not: on all but Unix sockets it ends a session that has not answered its
   * `echo` for 10 seconds, or twice the `inactivity_probe` that it is configured with. Replies wait too, while the time
   * of their calls goes on.
   */
  pause(): void {
    this.#session.pause()
  }

  /** Reads on, after {@link pause}. */
  resume(): void {
    this.#session.resume()
  }

  /** Ends the session from this side. Pending calls are rejected. */
  close(): Promise<SessionClosedError> {
    return this.#session.close()
  }

  /** Ends the session at once because of `cause`. */
  abort(cause: Error): void {
    this.#session.abort(cause)
  }

  async #call<Name extends MethodName>(
    method: Name,
    params: readonly unknown[],
    options?: RequestOptions,
  ): Promise<Reply<Name>> {
    return METHODS[method].read(await this.request(method, params, options)) as Reply<Name>
  }

  /** A message nobody listens for is dropped, as RFC 7047 leaves room for further ones. */
  #tell(method: string, params: readonly unknown[]): void {
    if (this.#hooks.onUpdate !== undefined && method.startsWith('update'))
      this.#hooks.onUpdate(countRows(params.at(-1)))
    this.#listeners.get(method)?.tell(params)
    this.#monitors.tell(method, params)
  }
}

function isGivenUp(error: unknown, { signal }: RequestOptions): boolean {
  return error instanceof RequestTimeoutError || (signal?.aborted === true && error === signal.reason)
}
