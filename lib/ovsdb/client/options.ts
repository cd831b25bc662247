import { DEFAULT_MAX_MESSAGE_BYTES } from '../../jsonrpc/index.js'
import { type Backoff, DEFAULT_BACKOFF } from './backoff.js'

export interface ClientOptions<Database extends string = string> {
  /** The database to work on, such as `Open_vSwitch`. */
  readonly database: Database
  /** Milliseconds to reach the server and complete the handshake. Default {@link DEFAULT_CONNECT_TIMEOUT}. */
  readonly connectTimeout?: number
  /** Milliseconds a call may take unless it says otherwise; 0 waits for ever. Default {@link DEFAULT_REQUEST_TIMEOUT}. */
  readonly requestTimeout?: number
  /**
   * Milliseconds of silence after which the server is asked for a sign of life, and again until it is given up.
   * 0 turns the probe off. Default {@link DEFAULT_INACTIVITY_PROBE}; Unix sockets are never probed.
   */
  readonly inactivityProbe?: number
  /** How long to wait between attempts to reconnect. Default {@link DEFAULT_BACKOFF}. */
  readonly backoff?: Backoff
  /** Largest message accepted from the server, in bytes. */
  readonly maxMessageBytes?: number
}

export const DEFAULT_CONNECT_TIMEOUT = 5000
export const DEFAULT_REQUEST_TIMEOUT = 30_000
export const DEFAULT_INACTIVITY_PROBE = 5000

export interface CallOptions {
  /** Gives the call up; it is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds this call may take; 0 waits for ever. */
  readonly timeout?: number | undefined
}

export type ResolvedOptions<Database extends string = string> = Required<ClientOptions<Database>>

/** @throws {RangeError} when a number is not a count of milliseconds or bytes */
export function resolveOptions<Database extends string>(options: ClientOptions<Database>): ResolvedOptions<Database> {
  const resolved = {
    database: options.database,
    connectTimeout: options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT,
    requestTimeout: options.requestTimeout ?? DEFAULT_REQUEST_TIMEOUT,
    inactivityProbe: options.inactivityProbe ?? DEFAULT_INACTIVITY_PROBE,
    backoff: options.backoff ?? DEFAULT_BACKOFF,
    maxMessageBytes: options.maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES,
  }
  const { connectTimeout, requestTimeout, inactivityProbe, maxMessageBytes } = resolved
  for (const [name, value] of Object.entries({ connectTimeout, requestTimeout, inactivityProbe, maxMessageBytes })) {
    if (!(value >= 0)) throw new RangeError(`${name}: expected a number of at least 0, got ${value}`)
  }
  return resolved
}
