import { RemoteError } from '../../jsonrpc/index.js'
import { MonitorCanceledError } from '../errors.js'
import { onResolved } from '../on-resolved.js'
import { EarlyNotifications } from '../session/early-notifications.js'
import { NO_TRANSACTION, type OvsdbSession } from '../session/ovsdb-session.js'
import { requestPatiently } from '../session/request-patiently.js'
import { DIALECTS, type Dialect, type Holds, type Told } from './dialects.js'
import type { MonitorPlan } from './monitor-plan.js'

/** What a monitor needs of a session. */
export type MonitoredSession = Pick<OvsdbSession, 'request' | 'onNotification' | 'closed' | 'abort'>

/** Receives what a monitor tells, in order; what it throws ends the monitor. */
export interface MonitorReader {
  readonly holds: Holds
  read(told: Told): void
}

export interface MonitorOptions {
  readonly session: MonitoredSession
  readonly database: string
  readonly plan: MonitorPlan
  readonly reader: MonitorReader
  /** Milliseconds after which a server that answers other requests should have answered this one; 0 waits for ever. */
  readonly patience: number
}

/**
 * One monitor on one session, from its request to whatever ends it: the server cancels it, tells what does not fit, or
 * the session ends.
 */
export class Monitor {
  /** Resolves, never rejects: why nothing more comes. */
  readonly ended: Promise<Error>

  readonly #session: MonitoredSession
  readonly #database: string
  readonly #reader: MonitorReader
  readonly #patience: number
  /** Never used before: what an earlier monitor had still to say is not taken for this one's. */
  readonly #id = crypto.randomUUID()
  readonly #leave: (() => void)[] = []
  readonly #resolveEnded: (cause: Error) => void
  readonly #early: EarlyNotifications<readonly unknown[]>
  #plan: MonitorPlan
  #dialect: Dialect | undefined
  #cause: Error | undefined

  constructor({ session, database, plan, reader, patience }: MonitorOptions) {
    let resolveEnded: (cause: Error) => void = () => {}
    this.ended = new Promise((resolve) => {
      resolveEnded = resolve
    })
    this.#resolveEnded = resolveEnded
    this.#session = session
    this.#database = database
    this.#plan = plan
    this.#reader = reader
    this.#patience = patience
    this.#early = new EarlyNotifications(session, database)
  }

  /** Whether what there is has been read, and more may come. */
  get isTelling(): boolean {
    return !this.#early.isEarly && this.#cause === undefined
  }

  /** Whether conditions can be changed while it tells. */
  get isConditional(): boolean {
    return this.#dialect?.conditional === true
  }

  /**
   * Begins, in the best way that the server knows; what there is has been read when it resolves.
   *
   * @param since the transaction to go on from
   * @throws {RemoteError} when the server refuses {SessionClosedError} {MonitorCanceledError}, and what the reader throws
   */
  async start(since: string = NO_TRANSACTION): Promise<void> {
    this.#leave.push(onResolved(this.#session.closed, (cause) => this.#end(cause)))
    this.#listen('monitor_canceled', () => this.#end(new MonitorCanceledError(this.#database)))
    const { dialect, result } = await this.#request(since)
    if (this.#cause !== undefined) throw this.#cause
    this.#begin(dialect, result, since)
    if (this.#cause !== undefined) throw this.#cause
  }

  /**
   * Changes the conditions (ovsdb-server(7), section 4.1.13); what follows from it has been read when it resolves. Only
   * where it {@link isConditional}.
   *
   * @throws {RemoteError} when the server refuses, and what every request throws
   */
  async change(plan: MonitorPlan): Promise<void> {
    await this.#session.request('monitor_cond_change', [this.#id, this.#id, plan.conditions])
    this.#plan = plan
  }

  /** Ends it from this side. Nothing is read any more, so that nobody has to wait for the server. */
  cancel(cause: Error): void {
    if (this.#cause !== undefined) return
    this.#end(cause)
    this.#session.request('monitor_cancel', [this.#id]).catch(() => {})
  }

  #listen(method: string, listener: (params: readonly unknown[]) => void): () => void {
    const leave = this.#session.onNotification(method, (params) => {
      if (params[0] === this.#id) listener(params)
    })
    this.#leave.push(leave)
    return leave
  }

  async #request(since: string): Promise<{ readonly dialect: Dialect; readonly result: unknown }> {
    for (const dialect of DIALECTS.slice(DIALECTS.findIndex(({ method }) => method === this.#plan.method))) {
      const leave = this.#listen(dialect.notification, (params) => this.#hear(dialect, params))
      try {
        const params = dialect.params(this.#database, this.#id, this.#plan, since)
        return { dialect, result: await requestPatiently(this.#session, dialect.method, params, this.#patience) }
      } catch (error) {
        leave()
        if (dialect !== DIALECTS.at(-1) && isUnknownMethod(error)) continue
        this.#end(error as Error)
        throw error
      }
    }
    throw new Error('expected a dialect')
  }

  /** Apart from `start`: the listeners made there live as long as the monitor, and with them all that it names in functions. */
  #begin(dialect: Dialect, result: unknown, since: string): void {
    this.#dialect = dialect
    this.#take(() => {
      const told = dialect.readReply(result, this.#plan)
      return { ...told, resumed: told.resumed && since !== NO_TRANSACTION }
    })
    for (const params of this.#early.release())
      this.#take(() => dialect.readNotification(params, this.#plan, this.#reader.holds))
  }

  #hear(dialect: Dialect, params: readonly unknown[]): void {
    if (this.#early.isEarly) this.#early.keep(params)
    else this.#take(() => dialect.readNotification(params, this.#plan, this.#reader.holds))
  }

  #take(tell: () => Told): void {
    if (this.#cause !== undefined) return
    try {
      this.#reader.read(tell())
    } catch (error) {
      this.cancel(error as Error)
    }
  }

  #end(cause: Error): void {
    if (this.#cause !== undefined) return
    this.#cause = cause
    this.#early.release()
    for (const leave of this.#leave) leave()
    this.#resolveEnded(cause)
  }
}

/** Some servers say it as a string, some as an object. */
function isUnknownMethod(error: unknown): boolean {
  if (!(error instanceof RemoteError)) return false
  const wire = error.error
  return (typeof wire === 'object' && wire !== null && 'error' in wire ? wire.error : wire) === 'unknown method'
}
