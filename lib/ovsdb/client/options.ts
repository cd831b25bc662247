import { DEFAULT_MAX_MESSAGE_BYTES, InvalidOptionError, type WebSocketConstructor } from '../../jsonrpc/index.js'
import { describe } from '../describe.js'
import type { DialOptions, TlsSource } from '../dialler.js'
import type { SchemaLiteral } from '../schema/schema-model.js'
import type { SessionHooks } from '../session/hooks.js'
import { type Backoff, DEFAULT_BACKOFF } from './backoff.js'
import type { Status } from './status.js'

/**
 * What a client tells of its work.
 *
 * @example
 * const hooks: ClientHooks = {
 *   onStatus: ({ state }) => console.log(state),
 *   onRequestEnd: ({ method, milliseconds, outcome }) => console.log(method, milliseconds, outcome),
 * }
 * await using observed = await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch', hooks })
 */
export interface ClientHooks extends SessionHooks {
  /** As {@link Client.onStatus} tells it, from the first on. */
  onStatus?(status: Status): void
}

/**
 * What a client is to do, and how; only `database` has to be given.
 *
 * @example
 * const options: ClientOptions<'OVN_Northbound'> = { database: 'OVN_Northbound', leaderOnly: true, inactivityProbe: 10_000 }
 * await using client = openClient('tcp:10.0.0.1:6641,tcp:10.0.0.2:6641,tcp:10.0.0.3:6641', options)
 */
export interface ClientOptions<Database extends string = string> extends DialOptions {
  /** The database to work on, such as `Open_vSwitch`. */
  readonly database: Database
  /**
   * Milliseconds to reach the server and complete the handshake, at least 1; of several servers, each has as many.
   * Default {@link DEFAULT_CONNECT_TIMEOUT}.
   */
  readonly connectTimeout?: number | undefined
  /** Milliseconds a call may take unless it says otherwise; 0 waits for ever. Default {@link DEFAULT_REQUEST_TIMEOUT}. */
  readonly requestTimeout?: number | undefined
  /**
   * Milliseconds of silence after which the server is asked for a sign of life, and again until it is given up.
   * 0 turns the probe off. Default {@link DEFAULT_INACTIVITY_PROBE}; Unix sockets are never probed.
   */
  readonly inactivityProbe?: number | undefined
  /** How long to wait between attempts to reconnect. Default {@link DEFAULT_BACKOFF}. */
  readonly backoff?: Backoff | undefined
  /**
   * Certificates for an `ssl:` remote, which cannot do without, and for a `wss:` one, where without them the CAs of
   * Node.js are trusted; not used for others. In a browser there can be none. A function is asked for them before each
   * attempt to connect, for certificates that are renewed; when it throws, the attempt has failed.
   */
  readonly tls?: TlsSource | undefined
  /**
   * The WebSocket class for `ws:` and `wss:` remotes, to which `tls` then means nothing. Default: that of the `ws`
   * package, loaded when it is needed; in a browser, the browser's.
   */
  readonly WebSocket?: WebSocketConstructor | undefined
  /** Largest message accepted from the server, in bytes; each list and object in it counts as 16 at least. */
  readonly maxMessageBytes?: number | undefined
  /**
   * Work with the leader of a cluster only. By default any server will do that is connected to the cluster and not behind
   * what the client has seen; either way writes go to the leader, but what a follower tells may be a moment old. A server
   * that is no cluster counts as leader; a relay never does.
   */
  readonly leaderOnly?: boolean | undefined
  /** Told of the client's work, for metrics. */
  readonly hooks?: ClientHooks | undefined
  /** Gives numbers from 0 up to, not including, 1, by which remotes are shuffled. Default `Math.random`. */
  readonly random?: (() => number) | undefined
}

/**
 * Milliseconds to reach a server and complete the handshake, unless {@link ClientOptions.connectTimeout} says otherwise.
 *
 * @example
 * console.log(DEFAULT_CONNECT_TIMEOUT) // → 5000
 */
export const DEFAULT_CONNECT_TIMEOUT = 5000
/**
 * Milliseconds that a call may take, unless it or {@link ClientOptions.requestTimeout} says otherwise.
 *
 * @example
 * console.log(DEFAULT_REQUEST_TIMEOUT) // → 30000
 */
export const DEFAULT_REQUEST_TIMEOUT = 30_000
/**
 * Milliseconds of silence before the server is asked for a sign of life, unless {@link ClientOptions.inactivityProbe} says otherwise.
 *
 * @example
 * console.log(DEFAULT_INACTIVITY_PROBE) // → 5000
 */
export const DEFAULT_INACTIVITY_PROBE = 5000
/**
 * Milliseconds to wait for the server's word on what is given back, which it does not need to be given for.
 *
 * @example
 * console.log(DEFAULT_CLOSE_TIMEOUT) // → 1000
 */
export const DEFAULT_CLOSE_TIMEOUT = 1000

/**
 * How long a call may take, and what gives it up.
 *
 * @example
 * const stop = new AbortController()
 * const call: CallOptions = { signal: stop.signal, timeout: 2000 }
 * console.log(await client.listDatabases(call)) // → [ 'Open_vSwitch', '_Server' ]
 */
export interface CallOptions {
  /** Gives the call up; it is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds this call may take; 0 waits for ever. */
  readonly timeout?: number | undefined
}

/**
 * What is said of the first connection only.
 *
 * @example
 * const options: ConnectOptions<'Open_vSwitch'> = { database: 'Open_vSwitch', timeout: 10_000 }
 * await using patient = await connect('tcp:127.0.0.1:6640', options)
 */
export interface ConnectOptions<Database extends string = string> extends ClientOptions<Database> {
  /** Gives connecting up: it is rejected with the signal's reason. Once connected, it means nothing. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds to connect, all remotes together; 0 sets no limit beside {@link ClientOptions.connectTimeout}. Default 0. */
  readonly timeout?: number | undefined
}

/**
 * The options with a schema literal in place of the database's name: the schema has the name, and tells the types.
 *
 * @example
 * const options: WithSchema<ConnectOptions, typeof schema> = { schema, timeout: 10_000 }
 * await using zoo = await connect('tcp:127.0.0.1:6640', options)
 */
export type WithSchema<Options extends ClientOptions, Schema> = Omit<Options, 'database'> & {
  /**
   * The schema that the program is written for, as a literal. Only its types and its name count: values are encoded and
   * decoded by the server's own.
   */
  readonly schema: Schema
  readonly database?: never
}

/** How to dial is the platform's to resolve: see `PrepareDial`. */
export type ResolvedOptions<Database extends string = string> = {
  readonly [Name in Exclude<keyof ClientOptions, keyof DialOptions>]-?: NonNullable<ClientOptions<Database>[Name]>
}

/** The longest a timer can wait: setTimeout takes more for 1 ms. */
const MAX_MS = 2 ** 31 - 1
/** Characters of the longest text that V8 has: no longer message can be read. */
const MAX_TEXT = 2 ** 29 - 24

/**
 * The options with the name of the database, which may be that of its schema.
 *
 * @throws {@link InvalidOptionError} when they are none
 */
export function withDatabase(options: ClientOptions | WithSchema<ClientOptions, SchemaLiteral>): ClientOptions {
  if (typeof options !== 'object' || options === null) {
    throw new InvalidOptionError('options', `expected an object with a database or a schema, got ${describe(options)}`)
  }
  return 'schema' in options ? { ...options, database: options.schema?.name } : options
}

/** @throws {@link InvalidOptionError} naming the option, what was expected and what came */
export function resolveOptions<Database extends string>(options: ClientOptions<Database>): ResolvedOptions<Database> {
  const resolved = {
    database: options.database,
    connectTimeout: options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT,
    requestTimeout: options.requestTimeout ?? DEFAULT_REQUEST_TIMEOUT,
    inactivityProbe: options.inactivityProbe ?? DEFAULT_INACTIVITY_PROBE,
    backoff: options.backoff ?? DEFAULT_BACKOFF,
    maxMessageBytes: options.maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES,
    leaderOnly: options.leaderOnly ?? false,
    hooks: options.hooks ?? {},
    random: options.random ?? Math.random,
  }
  if (typeof resolved.database !== 'string' || resolved.database === '') {
    throw new InvalidOptionError('database', `expected the name of a database, got ${describe(resolved.database)}`)
  }
  const { min, max } = resolved.backoff
  checkRange('connectTimeout', resolved.connectTimeout, 1, MAX_MS)
  checkRange('requestTimeout', resolved.requestTimeout, 0, MAX_MS)
  checkRange('inactivityProbe', resolved.inactivityProbe, 0, MAX_MS)
  checkRange('backoff.min', min, 1, MAX_MS)
  checkRange('backoff.max', max, min, MAX_MS)
  checkRange('maxMessageBytes', resolved.maxMessageBytes, 1, MAX_TEXT)
  return resolved
}

/** @throws {@link InvalidOptionError} when the call's own timeout is no count of milliseconds, or its signal none */
export function resolveCallOptions({ signal, timeout }: CallOptions, requestTimeout: number): CallOptions {
  if (timeout !== undefined) checkRange('timeout', timeout, 0, MAX_MS)
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
    throw new InvalidOptionError('signal', `expected an AbortSignal, got ${describe(signal)}`)
  }
  return { signal, timeout: timeout ?? requestTimeout }
}

function checkRange(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return
  throw new InvalidOptionError(name, `expected an integer from ${min} to ${max}, got ${describe(value)}`)
}
