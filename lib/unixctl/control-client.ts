import { RemoteError, Session, stringifyJson } from '../jsonrpc/index.js'
import { parseListCommands } from './commands/list-commands.js'
import { type DaemonAddress, dialDaemon, socketOf } from './dial-daemon.js'
import {
  CallTimeoutError,
  CommandNotListedError,
  CommandRefusedError,
  ConnectionLostError,
  UnexpectedReplyError,
} from './errors.js'

/** Milliseconds a call may take. */
export const DEFAULT_CALL_TIMEOUT = 2000

/** An answer of more bytes is no answer: the longest, of all ports of a large switch, have some hundred kilobytes. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024

export interface ControlClientOptions {
  /** What to call the daemon in messages: `ovs-vswitchd`. */
  readonly daemon: string
  readonly address: DaemonAddress
  /** Milliseconds a call may take, the wait for its turn included. Default {@link DEFAULT_CALL_TIMEOUT}. */
  readonly timeout?: number
}

export interface CallOptions {
  /** Gives the call up; it is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

interface Connection {
  readonly session: Session
  /** What `list-commands` told. */
  readonly commands: ReadonlySet<string>
}

/**
 * Asks a daemon by its control socket, as ovs-appctl(8) does, for text.
 *
 * One connection is kept and opened again when it ends. Each call waits for the one before it to be answered, even if
 * nobody waits for that answer any more: a daemon works on one request per connection at a time, and one that is stopped
 * (SIGSTOP) would have to answer all that was sent meanwhile when it goes on. So it finds one request at most, and one
 * connection in its queue, where a client that connects anew for each call would fill that queue and leave it full.
 * Only when another socket is in the place of its own is one that is silent left.
 * Whoever must not wait for another's call takes a client of its own.
 *
 * @example
 * const client = new ControlClient({ daemon: 'ovs-vswitchd', address: { runDir: '/var/run/openvswitch', program: 'ovs-vswitchd' } })
 * const { events } = parseCoverageShow(await client.call('coverage/show'))
 */
export class ControlClient {
  readonly daemon: string
  readonly #address: DaemonAddress
  readonly #timeout: number
  #connection: Connection | undefined
  #session: Session | undefined
  /** The socket that the session was opened on. */
  #socket: string | undefined
  /** Whether a call has its turn: it was sent, and its answer has not come. */
  #busy = false
  readonly #waiting = new Set<() => void>()
  #closed = false

  constructor({ daemon, address, timeout = DEFAULT_CALL_TIMEOUT }: ControlClientOptions) {
    this.daemon = daemon
    this.#address = address
    this.#timeout = timeout
  }

  /**
   * Runs a command and returns what it printed. A command that the daemon does not list is not sent.
   *
   * @throws {DaemonNotFoundError}
   * @throws {ConnectionLostError}
   * @throws {CallTimeoutError}
   * @throws {CommandNotListedError}
   * @throws {CommandRefusedError}
   * @throws the signal's reason, when aborted
   */
  async call(command: string, args: readonly string[] = [], { signal }: CallOptions = {}): Promise<string> {
    // Not AbortSignal.any: what it makes of AbortSignal.timeout never fires once the garbage collector took the latter.
    const limit = new AbortController()
    const timer = setTimeout(() => {
      limit.abort(new CallTimeoutError(this.daemon, command, this.#timeout))
      this.#leaveReplaced()
    }, this.#timeout)
    const giveUp = () => limit.abort(signal?.reason)
    signal?.addEventListener('abort', giveUp, { once: true })
    if (signal?.aborted) giveUp()
    try {
      await this.#turn(limit.signal)
      const answer = this.#perform(command, args, limit.signal).finally(() => this.#pass())
      return await unlessAborted(answer, limit.signal)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
    }
  }

  /** Ends the connection. Calls under way are rejected with a {@link ConnectionLostError}, later ones too. */
  close(): void {
    this.#closed = true
    this.#session?.abort(new Error('closed by this side'))
  }

  /** Resolves when it is this call's turn. One that is aborted leaves nothing behind. @throws the signal's reason */
  async #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (!this.#busy) {
      this.#busy = true
      return
    }
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = () => {
        this.#waiting.delete(begin)
        reject(signal.reason)
      }
      this.#waiting.add(begin)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  /** It is the turn of the one who waited the longest. */
  #pass(): void {
    const [begin] = this.#waiting
    if (begin === undefined) {
      this.#busy = false
      return
    }
    this.#waiting.delete(begin)
    begin()
  }

  /** Resolves when the reply has come, whether or not it is still waited for. */
  async #perform(command: string, args: readonly string[], signal: AbortSignal): Promise<string> {
    signal.throwIfAborted()
    const { session, commands } = this.#connection ?? (await this.#connect(signal))
    signal.throwIfAborted()
    if (!commands.has(command)) throw new CommandNotListedError(this.daemon, command)
    return this.#ask(session, command, args)
  }

  async #connect(signal: AbortSignal): Promise<Connection> {
    if (this.#closed) throw new ConnectionLostError(`the client of ${this.daemon} was closed`)
    const socket = socketOf(this.#address)
    const transport = await dialDaemon(this.#address, signal)
    const session = new Session(transport, { maxMessageBytes: MAX_ANSWER_BYTES, strictReplies: true })
    this.#session = session
    this.#socket = socket
    void session.closed.then(() => {
      if (this.#session !== session) return
      this.#session = undefined
      this.#connection = undefined
    })
    if (this.#closed) this.close()
    const commands = await this.#list(session).catch((cause: Error) => {
      session.abort(cause)
      throw cause
    })
    const connection = { session, commands }
    // It may have ended right behind the list.
    if (this.#session === session) this.#connection = connection
    return connection
  }

  async #list(session: Session): Promise<ReadonlySet<string>> {
    const text = await this.#ask(session, 'list-commands', [])
    const commands = parseListCommands(text)
    // Kept as long as the connection, it would have no command sent.
    if (commands.size === 0) throw new UnexpectedReplyError('list-commands', 'commands', text)
    return commands
  }

  /** A daemon that hangs keeps its connection, even when another one has taken its place. */
  #leaveReplaced(): void {
    if (socketOf(this.#address) === this.#socket) return
    this.#session?.abort(new Error('its socket was replaced'))
  }

  async #ask(session: Session, command: string, args: readonly string[]): Promise<string> {
    const reply = await session.request(command, args).catch((cause: Error) => {
      if (cause instanceof RemoteError) throw new CommandRefusedError(this.daemon, command, reasonOf(cause))
      throw new ConnectionLostError(`expected ${this.daemon} to answer "${command}": ${cause.message}`, { cause })
    })
    if (typeof reply !== 'string') throw new UnexpectedReplyError(command, 'a text', reply)
    return reply
  }
}

function reasonOf({ error }: RemoteError): string {
  return typeof error === 'string' ? error.trim() : stringifyJson(error)
}

/** Settles as `work` does, or rejects when the signal comes first. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    if (signal.aborted) giveUp()
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
