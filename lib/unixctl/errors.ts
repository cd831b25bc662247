import { excerpt, LONGEST_REASON } from '../jsonrpc/index.js'

/** What every error of the control sockets has in common: a stable `code` to switch on, and the `cause` below it. */
export class UnixctlError extends Error {
  override readonly name: string = 'UnixctlError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** There is no daemon to talk to: no pidfile, a stale one, or nobody who listens on the socket. */
export class DaemonNotFoundError extends UnixctlError {
  override readonly name = 'DaemonNotFoundError'

  constructor(message: string, options?: ErrorOptions) {
    super('DAEMON_NOT_FOUND', message, options)
  }
}

/** The connection ended before the reply came: the daemon stopped, or spoke something else than JSON-RPC 1.0. */
export class ConnectionLostError extends UnixctlError {
  override readonly name = 'ConnectionLostError'

  constructor(message: string, options?: ErrorOptions) {
    super('CONNECTION_LOST', message, options)
  }
}

/** No reply came within the time allowed. The daemon may carry the command out all the same. */
export class CallTimeoutError extends UnixctlError {
  override readonly name = 'CallTimeoutError'

  constructor(daemon: string, command: string, milliseconds: number) {
    super('CALL_TIMEOUT', `expected ${daemon} to answer "${command}" within ${milliseconds} ms, got nothing`)
  }
}

/** The daemon does not have the command: it was not asked. */
export class CommandNotListedError extends UnixctlError {
  override readonly name = 'CommandNotListedError'
  readonly command: string

  constructor(daemon: string, command: string) {
    super('COMMAND_NOT_LISTED', `expected ${daemon} to list the command "${command}", got a list without it`)
    this.command = command
  }
}

/** The daemon answered with an error; `reason` is its text. */
export class CommandRefusedError extends UnixctlError {
  override readonly name = 'CommandRefusedError'
  readonly command: string
  readonly reason: string

  constructor(daemon: string, command: string, reason: string) {
    super('COMMAND_REFUSED', `${daemon} refused "${command}": ${excerpt(reason, LONGEST_REASON)}`)
    this.command = command
    this.reason = reason
  }
}

/** The reply holds nothing of what the command is known to answer. */
export class UnexpectedReplyError extends UnixctlError {
  override readonly name = 'UnexpectedReplyError'

  constructor(command: string, expected: string, reply: unknown) {
    super('UNEXPECTED_REPLY', `expected ${expected} from "${command}", got ${shown(reply)}`)
  }
}

function shown(reply: unknown): string {
  if (typeof reply !== 'string') return `a reply of type ${typeof reply}`
  return JSON.stringify(excerpt(reply, 60))
}
