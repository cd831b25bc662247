import { SessionClosedError } from '../../jsonrpc/errors.js'
import { type Backoff, backoffDelay } from '../client/backoff.js'
import type { DatabaseSession } from '../client/database-session.js'
import { delay } from '../client/delay.js'
import { type CallOptions, resolveCallOptions } from '../client/options.js'
import { ConditionsChangedError, MonitorCanceledError, ReplicaClosedError } from '../errors.js'
import { onResolved } from '../on-resolved.js'
import type { DatabaseSchema } from '../schema/types.js'
import { within } from '../within.js'
import type { Told } from './dialects.js'
import { Monitor, type MonitoredSession, type MonitorReader } from './monitor.js'
import { expectReplicated, type MonitorPlan, planMonitor } from './monitor-plan.js'
import type { AnyConditions } from './options.js'

export interface ReplicationOptions {
  readonly database: string
  readonly columns: Readonly<Record<string, readonly string[] | undefined>>
  readonly backoff: Backoff
  /** Milliseconds a call may take unless it says otherwise. */
  readonly requestTimeout: number
  /** Why there is no session to follow. */
  whyNotConnected(): Error | undefined
}

/** A session to follow, and the schema that is in force on it. */
export interface FollowedSession extends Pick<DatabaseSession, 'schema' | 'onSchema' | 'isRenewing'> {
  readonly session: MonitoredSession
}

/** Receives the rows, and hears how current they are. */
export interface ReplicationTarget {
  holds(table: string, uuid: string): boolean
  /** @throws {InvalidUpdateError} when it does not fit; then nothing of it was taken */
  read(told: Told, plan: MonitorPlan): void
  /** All that was committed is in. */
  synced(): void
  /** The rows are no longer kept up to date. */
  stale(cause: Error): void
}

/** One session while it is followed. */
interface Run {
  readonly followed: FollowedSession
  readonly schema: DatabaseSchema
  monitor: Monitor | undefined
  /** Aborted when the session ends, or is followed no longer. */
  readonly stop: AbortController
}

/** A wish of `setConditions` that is not in force yet. */
interface Wish {
  readonly version: number
  resolve(): void
  reject(error: unknown): void
}

/**
 * Keeps a monitor alive over sessions, conversions of the schema and updates that do not fit: each time one ends another
 * begins, from the last transaction where what was read by then is what the new one would have told, else with all rows
 * there are.
 */
export class Replication {
  readonly #options: ReplicationOptions
  readonly #target: ReplicationTarget
  readonly #wishes = new Set<Wish>()
  /** The conditions wanted. */
  #where: AnyConditions
  /** The last that were in force. */
  #granted: AnyConditions
  /** Counts the changes of `#where`. */
  #version = 0
  #run: Run | undefined
  #closed = false
  /** The key of the plan by which all was told that the target has read; `undefined` while that changes. */
  #key: string | undefined
  #lastTransaction: string | undefined

  constructor(options: ReplicationOptions, where: AnyConditions, target: ReplicationTarget) {
    this.#options = options
    this.#where = where
    this.#granted = where
    this.#target = target
  }

  /** Follows a session from now on, from schema to schema, until it ends or another one is followed. */
  follow(followed: FollowedSession): void {
    if (this.#closed) return
    this.#leave(new ReplicaClosedError())
    const { session, schema } = followed
    const run: Run = { followed, schema, monitor: undefined, stop: new AbortController() }
    this.#run = run
    const leaveSchema = followed.onSchema(() => this.follow(followed))
    const leaveSession = onResolved(session.closed, (cause) => run.stop.abort(cause))
    for (const leave of [leaveSchema, leaveSession]) run.stop.signal.addEventListener('abort', leave)
    void this.#keepMonitoring(run)
  }

  /**
   * Resolves when the conditions are in force and what follows from them has been read.
   *
   * @param where those of tables not named stay
   * @throws {ReplicaClosedError}, {UnknownTableError} of a table that is not replicated, what {@link planMonitor} throws,
   * {RemoteError} when the server refuses
   * @throws {WaitTimeoutError}, or the signal's reason: they end the wait, and not the wish
   */
  async setConditions(where: AnyConditions, options: CallOptions): Promise<void> {
    const limits = resolveCallOptions(options, this.#options.requestTimeout)
    limits.signal?.throwIfAborted()
    if (this.#closed) throw new ReplicaClosedError()
    expectReplicated(this.#options.columns, where)
    const wanted = { ...this.#where, ...where }
    const { schema, monitor } = this.#run ?? {}
    if (schema !== undefined) planMonitor(schema, this.#options.columns, wanted)
    this.#where = wanted
    const version = ++this.#version
    const granted = new Promise<void>((resolve, reject) => this.#wishes.add({ version, resolve, reject }))
    if (schema !== undefined && monitor?.isTelling === true) void this.#change(monitor, schema)
    return within(granted, 'the conditions in force', limits, () => this.#options.whyNotConnected())
  }

  close(): void {
    this.#closed = true
    const cause = new ReplicaClosedError()
    for (const wish of this.#wishes) wish.reject(cause)
    this.#wishes.clear()
    this.#leave(cause)
  }

  #leave(cause: Error): void {
    const run = this.#run
    this.#run = undefined
    run?.stop.abort(cause)
    run?.monitor?.cancel(cause)
  }

  async #keepMonitoring(run: Run): Promise<void> {
    const { backoff } = this.#options
    let failures = 0
    while (this.#run === run && !run.stop.signal.aborted) {
      const { cause, syncedMs } = await this.#monitor(run)
      if (this.#run !== run) return
      const isLost = cause instanceof SessionClosedError
      const isCanceled = cause instanceof MonitorCanceledError
      if (!isLost) this.#key = undefined
      // What is refused while the new schema is fetched was asked by the old one; the new one begins another run.
      if (!isLost && run.followed.isRenewing) {
        this.#target.stale(isCanceled ? cause : new MonitorCanceledError(this.#options.database))
        return
      }
      if (!isLost && !isCanceled && syncedMs === undefined) this.#refuse(cause)
      this.#target.stale(cause)
      if (isLost) return
      // What went wrong once is tried again at once; what goes wrong again and again must not keep the server busy.
      const wasGood = (syncedMs ?? 0) > backoff.max || cause instanceof ConditionsChangedError
      failures = wasGood ? 1 : failures + 1
      // A conversion cancels too, and tells so in any order: there is time for it.
      const delays = isCanceled ? failures : failures - 1
      if (delays > 0) await delay(backoffDelay(delays, Math.random(), backoff), run.stop.signal)
      // Then the new schema begins another run.
      if (run.followed.isRenewing) return
    }
  }

  /** From the request of a monitor to its end. */
  async #monitor(run: Run): Promise<{ readonly cause: Error; readonly syncedMs: number | undefined }> {
    let syncedAt: number | undefined
    const ended = (cause: Error) => ({ cause, syncedMs: syncedAt && performance.now() - syncedAt })
    try {
      const version = this.#version
      const plan = planMonitor(run.schema, this.#options.columns, this.#where)
      const { database, requestTimeout: patience } = this.#options
      const reader = this.#readerOf(plan, version)
      run.monitor = new Monitor({ session: run.followed.session, database, plan, reader, patience })
      await run.monitor.start(this.#key === plan.key ? this.#lastTransaction : undefined)
      syncedAt = performance.now()
      this.#grant(version)
      if (version !== this.#version) void this.#change(run.monitor, run.schema)
      this.#target.synced()
      return ended(await run.monitor.ended)
    } catch (error) {
      return ended(error as Error)
    } finally {
      run.monitor = undefined
    }
  }

  #readerOf(plan: MonitorPlan, version: number): MonitorReader {
    let begun = false
    return {
      holds: (table, uuid) => this.#target.holds(table, uuid),
      read: (told) => {
        this.#target.read(told, plan)
        this.#lastTransaction = told.lastTransaction
        if (!begun) this.#key = version === this.#version ? plan.key : undefined
        begun = true
      },
    }
  }

  /** Has the conditions wanted now put in force. */
  async #change(monitor: Monitor, schema: DatabaseSchema): Promise<void> {
    const version = this.#version
    this.#key = undefined
    if (!monitor.isConditional) {
      monitor.cancel(new ConditionsChangedError())
      return
    }
    try {
      const plan = planMonitor(schema, this.#options.columns, this.#where)
      await monitor.change(plan)
      if (!monitor.isTelling) return
      this.#grant(version)
      if (version === this.#version) this.#key = plan.key
    } catch (error) {
      // Of a monitor that is over it says nothing: the next one begins with these conditions.
      if (monitor.isTelling && version === this.#version) this.#refuse(error)
    }
  }

  /** The conditions up to this version are in force. */
  #grant(version: number): void {
    if (version === this.#version) this.#granted = this.#where
    for (const wish of this.#wishes) {
      if (wish.version > version) continue
      this.#wishes.delete(wish)
      wish.resolve()
    }
  }

  /** The conditions wanted cannot be in force: those that were stay. */
  #refuse(error: unknown): void {
    this.#where = this.#granted
    for (const wish of this.#wishes) wish.reject(error)
    this.#wishes.clear()
  }
}
