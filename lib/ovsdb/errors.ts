import { excerpt, LONGEST_REASON } from '../jsonrpc/index.js'
import { describe } from './describe.js'

/**
 * What every error of the OVSDB client has in common: a stable `code` to switch on, and the `cause` below it.
 *
 * @example
 * await client.select('Bridge', { columns: ['name'] }).catch((error: unknown) => {
 *   if (error instanceof OvsdbError && error.code === 'NOT_CONNECTED') return []
 *   throw error
 * })
 */
export class OvsdbError extends Error {
  override readonly name: string = 'OvsdbError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/**
 * A remote such as `tcp:127.0.0.1:6640` could not be understood.
 *
 * @example
 * try {
 *   parseEndpoint('tcp:127.0.0.1:port')
 * } catch (error) {
 *   console.log(error instanceof InvalidRemoteError) // → true
 * }
 */
export class InvalidRemoteError extends OvsdbError {
  override readonly name = 'InvalidRemoteError'

  constructor(message: string) {
    super('INVALID_REMOTE', message)
  }
}

/**
 * No server could be reached, or none completed the handshake; `cause` is the system's or the server's error. Where
 * several remotes were tried, `cause` is an AggregateError whose `errors` are one ConnectError for each.
 *
 * @example
 * await connect('tcp:127.0.0.1:6640', { database: 'Zoo' }).catch((error: unknown) => {
 *   if (error instanceof ConnectError) console.log(error.cause instanceof UnknownDatabaseError) // → true
 * })
 */
export class ConnectError extends OvsdbError {
  override readonly name = 'ConnectError'
  /** Where it was to lead; several remotes are comma-separated. */
  readonly remote: string

  constructor(remote: string, cause: unknown, message = `cannot connect to ${remote}: ${messageOf(cause)}`) {
    super('CONNECT', message, { cause })
    this.remote = remote
  }

  /** Makes one error of those of the remotes that were tried. */
  static ofAll(failures: readonly ConnectError[]): ConnectError {
    const [only, ...others] = failures
    if (only !== undefined && others.length === 0) return only
    const text = failures.map(({ remote, cause }) => `to ${remote}: ${messageOf(cause)}`).join('; ')
    const remotes = failures.map(({ remote }) => remote).join(',')
    return new ConnectError(remotes, new AggregateError(failures, text), `cannot connect ${text}`)
  }
}

/**
 * A call was made while there is no connection; `cause` says why there is none. The client is reconnecting meanwhile.
 *
 * @example
 * await using idle = createClient('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * await idle.select('Bridge', { columns: ['name'] }).catch((error: unknown) => {
 *   console.log(error instanceof NotConnectedError) // → true
 * })
 */
export class NotConnectedError extends OvsdbError {
  override readonly name = 'NotConnectedError'

  constructor(remote: string, cause: unknown) {
    super('NOT_CONNECTED', `not connected to ${remote}: ${messageOf(cause)}`, { cause })
  }
}

/**
 * A lock, the rows of a replica, or what {@link transactWithRetry} is to send did not come within the time allowed;
 * `cause`, where there is one, says why there is no connection on which they could.
 *
 * @example
 * await client.lock('nightly_cleanup', { timeout: 100 }).catch((error: unknown) => {
 *   if (!(error instanceof WaitTimeoutError)) throw error
 *   console.log('somebody else is at it')
 * })
 */
export class WaitTimeoutError extends OvsdbError {
  override readonly name = 'WaitTimeoutError'

  constructor(expected: string, milliseconds: number, cause?: Error) {
    const got = cause === undefined ? ', got nothing' : `: ${cause.message}`
    super('WAIT_TIMEOUT', `expected ${expected} within ${milliseconds} ms${got}`, cause && { cause })
  }
}

/**
 * The client was closed by its owner; or, when it cannot reconnect, by the end of its session, which is the `cause`.
 *
 * @example
 * await client.close()
 * await client.select('Bridge', { columns: ['name'] }).catch((error: unknown) => {
 *   console.log(error instanceof ClientClosedError) // → true
 * })
 */
export class ClientClosedError extends OvsdbError {
  override readonly name = 'ClientClosedError'

  constructor(cause?: Error) {
    if (cause === undefined) super('CLIENT_CLOSED', 'the client is closed')
    else super('CLIENT_CLOSED', `the client is closed: ${cause.message}`, { cause })
  }
}

/**
 * It was not possible to listen for servers that dial in; `cause` is the system's error.
 *
 * @example
 * await listen('ptcp:6640:127.0.0.1', { database: 'Open_vSwitch' }).catch((error: unknown) => {
 *   if (error instanceof ListenError) console.log('is another program on that port?', error.cause)
 * })
 */
export class ListenError extends OvsdbError {
  override readonly name = 'ListenError'

  constructor(remote: string, cause: unknown) {
    super('LISTEN', `cannot listen on ${remote}: ${messageOf(cause)}`, { cause })
  }
}

/**
 * The server has no database of that name.
 *
 * @example
 * await client.getSchema('Zoo').catch((error: unknown) => {
 *   if (error instanceof UnknownDatabaseError) console.log(error.message.startsWith('expected a database named "Zoo"')) // → true
 * })
 */
export class UnknownDatabaseError extends OvsdbError {
  override readonly name = 'UnknownDatabaseError'

  constructor(database: string, available: readonly string[]) {
    super(
      'UNKNOWN_DATABASE',
      `expected a database named "${excerpt(database)}", the server has ${excerpt(available.join(', '), LONGEST_REASON) || 'none'}`,
    )
  }
}

/**
 * The database's schema has no such table, or a replica does not hold it.
 *
 * @example
 * await using untyped = await connect<string>('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * await untyped.select('Animal', { columns: ['name'] }).catch((error: unknown) => {
 *   console.log(error instanceof UnknownTableError) // → true
 * })
 */
export class UnknownTableError extends OvsdbError {
  override readonly name = 'UnknownTableError'

  /** @param owner what lacks it, for the message */
  constructor(owner: string, table: string) {
    super('UNKNOWN_TABLE', `${excerpt(owner)} has no table "${excerpt(table)}"`)
  }
}

/**
 * Why a server that answers will not do.
 *
 * @example
 * function isLeaderless(reason: UnsuitableReason): boolean {
 *   return reason === 'not-leader' || reason === 'disconnected'
 * }
 */
export type UnsuitableReason =
  /** It has not joined its cluster, or has not reached the server it relays for. */
  | 'not-joined'
  /** It has lost its cluster, or the server it relays for: what it has may be old. */
  | 'disconnected'
  /** It does not lead the cluster, and the client wants the leader only. */
  | 'not-leader'
  /** It is behind what a server of the cluster has told the client before. */
  | 'stale'
  /** It belongs to another cluster than the servers before it. */
  | 'other-cluster'

/**
 * The server answers, but its copy of the database will not do (see ovsdb(7), "Clustered Database Service Model").
 *
 * @example
 * client.onStatus((status) => {
 *   if (status.state !== 'disconnected') return
 *   const { cause } = status.cause
 *   if (cause instanceof UnsuitableServerError) console.log(`left the server: ${cause.reason}`)
 * })
 */
export class UnsuitableServerError extends OvsdbError {
  override readonly name = 'UnsuitableServerError'
  readonly reason: UnsuitableReason

  constructor(reason: UnsuitableReason, message: string) {
    super('UNSUITABLE_SERVER', message)
    this.reason = reason
  }
}

/**
 * The table has no such column, and it was not marked as one that may be lacking; or a replica does not hold it.
 *
 * @example
 * await using untyped = await connect<string>('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * await untyped.select('Bridge', { columns: ['colour'] }).catch((error: unknown) => {
 *   if (error instanceof UnknownColumnError) console.log(error.message) // → table "Bridge" has no column "colour"
 * })
 */
export class UnknownColumnError extends OvsdbError {
  override readonly name = 'UnknownColumnError'

  /** @param owner what lacks it, for the message */
  constructor(table: string, column: string, owner = `table "${table}"`) {
    super('UNKNOWN_COLUMN', `${owner} has no column "${excerpt(column)}"`)
  }
}

/**
 * The column keeps what the insert of its row gave it (`"mutable": false` in the schema; a server refuses it too).
 *
 * @example
 * await using untyped = await connect<string>('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * const rename = { op: 'update', table: 'Bridge', where: [], row: { name: 'br9' } } as const
 * await untyped.transact([rename]).catch((error: unknown) => {
 *   console.log(error instanceof ImmutableColumnError) // → true
 * })
 */
export class ImmutableColumnError extends OvsdbError {
  override readonly name = 'ImmutableColumnError'

  constructor(table: string, column: string) {
    super('IMMUTABLE_COLUMN', `column "${column}" of table "${table}" is immutable: only an insert gives it a value`)
  }
}

/**
 * An operation is none of RFC 7047 section 5.2, or has a member that it does not know.
 *
 * @example
 * const operation = JSON.parse('{"op": "upsert", "table": "Port"}')
 * await client.transact([operation]).catch((error: unknown) => {
 *   console.log(error instanceof InvalidOperationError) // → true
 * })
 */
export class InvalidOperationError extends OvsdbError {
  override readonly name = 'InvalidOperationError'

  constructor(message: string) {
    super('INVALID_OPERATION', message)
  }
}

/**
 * A schema is not what RFC 7047 section 3.2 describes.
 *
 * @example
 * try {
 *   parseSchema({ name: 'Zoo', tables: { Animal: {} } })
 * } catch (error) {
 *   console.log(error instanceof InvalidSchemaError) // → true
 * }
 */
export class InvalidSchemaError extends OvsdbError {
  override readonly name = 'InvalidSchemaError'

  constructor(path: string, expected: string, got: unknown) {
    super('INVALID_SCHEMA', `schema ${excerpt(path)}: expected ${expected}, got ${describe(got)}`)
  }
}

/**
 * A value does not fit its column, on its way in or out.
 *
 * @example
 * try {
 *   parseUuid('eth0')
 * } catch (error) {
 *   console.log(error instanceof InvalidValueError) // → true
 * }
 */
export class InvalidValueError extends OvsdbError {
  override readonly name = 'InvalidValueError'

  constructor(column: string, expected: string, got: unknown) {
    super('INVALID_VALUE', `${excerpt(column)}: expected ${expected}, got ${describe(got)}`)
  }
}

/**
 * The server's reply has not the shape RFC 7047 section 4.1 promises.
 *
 * @example
 * await client.listDatabases().catch((error: unknown) => {
 *   if (error instanceof InvalidReplyError) console.log(`no OVSDB server: ${error.message}`)
 * })
 */
export class InvalidReplyError extends OvsdbError {
  override readonly name = 'InvalidReplyError'

  constructor(method: string, expected: string, got: unknown) {
    super('INVALID_REPLY', `reply to "${method}": expected ${expected}, got ${describe(got)}`)
  }
}

/**
 * What a monitor tells does not fit what it told before, or what was asked of it (RFC 7047 section 4.1.6).
 *
 * @example
 * replica.onState((state) => {
 *   if (state.state === 'stale' && state.cause instanceof InvalidUpdateError) console.log(state.cause.message)
 * })
 */
export class InvalidUpdateError extends OvsdbError {
  override readonly name = 'InvalidUpdateError'

  constructor(path: string, expected: string, got: unknown, options?: ErrorOptions) {
    super('INVALID_UPDATE', `update of ${excerpt(path)}: expected ${expected}, got ${describe(got)}`, options)
  }
}

/**
 * The server ended a monitor by itself: the database's schema changed, or it is no longer there.
 *
 * @example
 * replica.onState((state) => {
 *   if (state.state === 'stale' && state.cause instanceof MonitorCanceledError) console.log('the database is converted')
 * })
 */
export class MonitorCanceledError extends OvsdbError {
  override readonly name = 'MonitorCanceledError'

  constructor(database: string) {
    super('MONITOR_CANCELED', `the server canceled the monitor of database "${database}"`)
  }
}

/**
 * A server that does not know conditions tells no change of them: the monitor begins anew with the new ones.
 *
 * @example
 * replica.onState((state) => {
 *   if (state.state === 'stale' && state.cause instanceof ConditionsChangedError) console.log('asking for all rows')
 * })
 */
export class ConditionsChangedError extends OvsdbError {
  override readonly name = 'ConditionsChangedError'

  constructor() {
    super('CONDITIONS_CHANGED', 'the conditions changed, and the server has to be asked for all rows anew')
  }
}

/**
 * The replica was closed by its owner.
 *
 * @example
 * await replica.close()
 * await replica.setConditions({ Port: true }).catch((error: unknown) => {
 *   console.log(error instanceof ReplicaClosedError) // → true
 * })
 */
export class ReplicaClosedError extends OvsdbError {
  override readonly name = 'ReplicaClosedError'

  constructor() {
    super('REPLICA_CLOSED', 'the replica is closed')
  }
}

/** What a person is told of `cause`. A host with several addresses fails with one error for each, and no message. */
export function messageOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.message === '') return cause.errors.map(messageOf).join('; ')
  return cause instanceof Error ? cause.message || cause.name : String(cause)
}
