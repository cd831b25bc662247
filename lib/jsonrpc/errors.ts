import { excerpt, LONGEST_REASON } from './excerpt.js'
import { stringifyJson } from './json.js'

/**
 * What every error of the JSON-RPC layer has in common: a stable `code` to switch on, and the `cause` below it.
 *
 * @example
 * const error: unknown = await session.request('no_such_method', []).catch((error: unknown) => error)
 * console.log(error instanceof JsonRpcError && error.code) // → REMOTE
 */
export class JsonRpcError extends Error {
  override readonly name: string = 'JsonRpcError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/**
 * The peer sent bytes that are no JSON-RPC 1.0 message. The session is closed, because its framing is lost.
 *
 * @example
 * client.onStatus((status) => {
 *   if (status.state === 'disconnected' && status.cause.cause instanceof ProtocolError) console.log('no OVSDB server there')
 * })
 */
export class ProtocolError extends JsonRpcError {
  override readonly name = 'ProtocolError'

  constructor(message: string, options?: ErrorOptions) {
    super('PROTOCOL', message, options)
  }
}

/**
 * The peer announced a message larger than `maxMessageBytes`. The session is closed before it fills the memory.
 *
 * @example
 * await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch', maxMessageBytes: 1000 }).catch((error: ConnectError) => {
 *   if (error.cause instanceof SessionClosedError) console.log(error.cause.cause instanceof MessageTooLargeError) // → true
 * })
 */
export class MessageTooLargeError extends JsonRpcError {
  override readonly name = 'MessageTooLargeError'

  constructor(limit: number, unit: 'bytes' | 'lists and objects' = 'bytes') {
    super('MESSAGE_TOO_LARGE', `expected a message of at most ${limit} ${unit}, got more without its closing bracket`)
  }
}

/**
 * TLS could not be agreed on, or broke: a certificate that is not accepted, by this side or by the peer, above all.
 *
 * @example
 * const tls = { caCertificate: readCertificate('/etc/openvswitch/cacert.pem') }
 * await connect('ssl:10.0.0.7:6640', { database: 'Open_vSwitch', tls }).catch((error: ConnectError) => {
 *   if (error.cause instanceof TlsError) console.log(`check the certificates: ${error.cause.message}`)
 * })
 */
export class TlsError extends JsonRpcError {
  override readonly name = 'TlsError'

  constructor(message: string, options?: ErrorOptions) {
    super('TLS', message, options)
  }
}

/**
 * A WebSocket could not be opened, ended otherwise than in order, or is none that can be used.
 *
 * @example
 * await connect('ws://127.0.0.1:8080/ovsdb', { database: 'Open_vSwitch' }).catch((error: ConnectError) => {
 *   if (error.cause instanceof WebSocketError) console.log(`is the relay there? ${error.cause.message}`)
 * })
 */
export class WebSocketError extends JsonRpcError {
  override readonly name = 'WebSocketError'

  constructor(message: string, options?: ErrorOptions) {
    super('WEB_SOCKET', message, options)
  }
}

/**
 * More came than may be held while the reader pauses, over a transport that cannot hold its peer back.
 *
 * @example
 * session.pause() // over a browser's WebSocket, which nothing holds back
 * const reason = await session.closed
 * if (reason.cause instanceof ReceiveBufferFullError) console.log('paused for too long')
 */
export class ReceiveBufferFullError extends JsonRpcError {
  override readonly name = 'ReceiveBufferFullError'

  constructor(limit: number) {
    super('RECEIVE_BUFFER_FULL', `expected at most ${limit} bytes while paused, got more`)
  }
}

/**
 * The session has ended. Every call that was pending is rejected with the same instance; `cause` says why it ended.
 *
 * @example
 * const answer = session.echo(['hello'])
 * void session.close()
 * await answer.catch((error: unknown) => console.log(error instanceof SessionClosedError)) // → true
 */
export class SessionClosedError extends JsonRpcError {
  override readonly name = 'SessionClosedError'

  constructor(message: string, options?: ErrorOptions) {
    super('SESSION_CLOSED', message, options)
  }
}

/**
 * No reply came within the time allowed. The session goes on; a late reply is dropped.
 *
 * @example
 * try {
 *   await client.select('Interface', { columns: ['name'], timeout: 2000 })
 * } catch (error) {
 *   if (!(error instanceof RequestTimeoutError)) throw error
 *   console.log('the server is slow; the connection goes on')
 * }
 */
export class RequestTimeoutError extends JsonRpcError {
  override readonly name = 'RequestTimeoutError'

  constructor(method: string, milliseconds: number) {
    super('REQUEST_TIMEOUT', `expected a reply to "${method}" within ${milliseconds} ms, got none`)
  }
}

/**
 * An option that was given, or that is lacking, cannot be; nothing was done. The message names it, and so does `option`.
 *
 * @example
 * try {
 *   await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch', requestTimeout: -1 })
 * } catch (error) {
 *   if (error instanceof InvalidOptionError) console.log(error.option) // → requestTimeout
 * }
 */
export class InvalidOptionError extends JsonRpcError {
  override readonly name = 'InvalidOptionError'
  readonly option: string

  constructor(option: string, message: string, options?: ErrorOptions) {
    super('INVALID_OPTION', `${option}: ${message}`, options)
    this.option = option
  }
}

/**
 * A request or notification cannot be sent: it would end the session, or worse. Nothing was sent.
 *
 * @example
 * const error: unknown = await session.request('monitor', ['Open_vSwitch']).catch((error: unknown) => error)
 * console.log(error instanceof InvalidRequestError) // → true
 */
export class InvalidRequestError extends JsonRpcError {
  override readonly name = 'InvalidRequestError'

  constructor(method: string, message: string, options?: ErrorOptions) {
    super('INVALID_REQUEST', `"${method}" was not sent: ${message}`, options)
  }
}

/**
 * The peer answered with an error. `error` is its `error` member as received: a string or any other JSON value.
 *
 * @example
 * const error: unknown = await session.request('no_such_method', []).catch((error: unknown) => error)
 * if (error instanceof RemoteError) console.log(error.method, error.message)
 */
export class RemoteError extends JsonRpcError {
  override readonly name = 'RemoteError'
  readonly method: string
  readonly error: unknown

  constructor(method: string, error: unknown) {
    super('REMOTE', `"${method}" was refused: ${excerpt(reasonOf(error), LONGEST_REASON)}`)
    this.method = method
    this.error = error
  }
}

/** The words of an error: a string, or an object with `error` and `details` as RFC 7047 section 3.1 has it. */
function reasonOf(json: unknown): string {
  if (typeof json === 'string') return json
  const members = typeof json === 'object' && json !== null ? (json as Readonly<Record<string, unknown>>) : {}
  const { error, details, syntax: _, ...others } = members
  if (typeof error !== 'string' || Object.keys(others).length > 0) return stringifyJson(json)
  return typeof details === 'string' ? `${error}: ${details}` : error
}
