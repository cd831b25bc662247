import { stringifyJson } from './json.js'

/** What every error of the JSON-RPC layer has in common: a stable `code` to switch on, and the `cause` below it. */
export class JsonRpcError extends Error {
  override readonly name: string = 'JsonRpcError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The peer sent bytes that are no JSON-RPC 1.0 message. The session is closed, because its framing is lost. */
export class ProtocolError extends JsonRpcError {
  override readonly name = 'ProtocolError'

  constructor(message: string, options?: ErrorOptions) {
    super('PROTOCOL', message, options)
  }
}

/** The peer announced a message larger than `maxMessageBytes`. The session is closed before it fills the memory. */
export class MessageTooLargeError extends JsonRpcError {
  override readonly name = 'MessageTooLargeError'

  constructor(limit: number) {
    super('MESSAGE_TOO_LARGE', `expected a message of at most ${limit} bytes, got more without its closing bracket`)
  }
}

/** TLS could not be agreed on, or broke: a certificate that is not accepted, by this side or by the peer, above all. */
export class TlsError extends JsonRpcError {
  override readonly name = 'TlsError'

  constructor(message: string, options?: ErrorOptions) {
    super('TLS', message, options)
  }
}

/** A WebSocket could not be opened, ended otherwise than in order, or is none that can be used. */
export class WebSocketError extends JsonRpcError {
  override readonly name = 'WebSocketError'

  constructor(message: string, options?: ErrorOptions) {
    super('WEB_SOCKET', message, options)
  }
}

/** More came than may be held while the reader pauses, over a transport that cannot hold its peer back. */
export class ReceiveBufferFullError extends JsonRpcError {
  override readonly name = 'ReceiveBufferFullError'

  constructor(limit: number) {
    super('RECEIVE_BUFFER_FULL', `expected at most ${limit} bytes while paused, got more`)
  }
}

/** The session has ended. Every call that was pending is rejected with the same instance; `cause` says why it ended. */
export class SessionClosedError extends JsonRpcError {
  override readonly name = 'SessionClosedError'

  constructor(message: string, options?: ErrorOptions) {
    super('SESSION_CLOSED', message, options)
  }
}

/** No reply came within the time allowed. The session goes on; a late reply is dropped. */
export class RequestTimeoutError extends JsonRpcError {
  override readonly name = 'RequestTimeoutError'

  constructor(method: string, milliseconds: number) {
    super('REQUEST_TIMEOUT', `expected a reply to "${method}" within ${milliseconds} ms, got none`)
  }
}

/** An option that was given, or that is lacking, cannot be; nothing was done. The message names it, and so does `option`. */
export class InvalidOptionError extends JsonRpcError {
  override readonly name = 'InvalidOptionError'
  readonly option: string

  constructor(option: string, message: string, options?: ErrorOptions) {
    super('INVALID_OPTION', `${option}: ${message}`, options)
    this.option = option
  }
}

/** A request or notification cannot be sent: it would end the session, or worse. Nothing was sent. */
export class InvalidRequestError extends JsonRpcError {
  override readonly name = 'InvalidRequestError'

  constructor(method: string, message: string, options?: ErrorOptions) {
    super('INVALID_REQUEST', `"${method}" was not sent: ${message}`, options)
  }
}

/** The peer answered with an error. `error` is its `error` member as received: a string or any other JSON value. */
export class RemoteError extends JsonRpcError {
  override readonly name = 'RemoteError'
  readonly method: string
  readonly error: unknown

  constructor(method: string, error: unknown) {
    super('REMOTE', `"${method}" was refused: ${reasonOf(error)}`)
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
