import { MessageTooLargeError, ProtocolError, type Session, SessionClosedError } from '../../jsonrpc/index.js'
import {
  ClientClosedError,
  ConnectError,
  InvalidReplyError,
  InvalidSchemaError,
  InvalidUpdateError,
  NotConnectedError,
} from '../errors.js'
import { callListener, Listeners } from '../listeners.js'
import { type Backoff, backoffDelay } from './backoff.js'
import { delay } from './delay.js'
import type { Status } from './status.js'

/** A session whose handshake is complete. */
export interface Established {
  readonly session: Pick<Session, 'closed' | 'close'>
  /** Whom it is with. */
  readonly remote: string
}

export interface ConnectionOptions<E extends Established> {
  /** Where it leads, for messages. */
  readonly remote: string
  readonly backoff: Backoff
  /** How many servers there are. When a session ends, the others are turned to at once, before there is a pause. */
  readonly servers: number
  /** Whether a session that ends is replaced; otherwise the connection is closed by its end. Default true. */
  readonly reconnects?: boolean
  /** Dials and completes the handshake, or throws. */
  establish(signal: AbortSignal): Promise<E>
}

/** How an attempt ended: why, and after how many milliseconds of being connected. */
interface Outcome {
  readonly cause: unknown
  readonly connectedMs: number
}

const REFUSALS = [MessageTooLargeError, ProtocolError, InvalidUpdateError, InvalidReplyError, InvalidSchemaError]

/** Whether this side gave the session up for what the server sent: it will send the same again, however long that takes. */
function isRefusal(reason: unknown): boolean {
  return reason instanceof SessionClosedError && REFUSALS.some((refusal) => reason.cause instanceof refusal)
}

/**
 * Keeps one session open: a loop around sessions that dies with `close`. A session that ends is replaced after a delay
 * that grows with each failure, where that is possible; there is never more than one.
 */
export class Connection<E extends Established> {
  readonly #options: ConnectionOptions<E>
  readonly #stop = new AbortController()
  readonly #closed: Promise<ClientClosedError>
  readonly #listeners = new Listeners<Status>()
  readonly #sessionListeners = new Listeners<E>()
  #status: Status = { state: 'connecting', attempt: 1 }
  #established: E | undefined
  #lastCause: Error = new Error('still connecting')
  #running: Promise<void> | undefined

  constructor(options: ConnectionOptions<E>) {
    this.#options = options
    this.#closed = new Promise((resolve) => {
      this.onStatus(({ state }) => {
        if (state === 'closed') resolve(this.#stop.signal.reason)
      })
    })
  }

  get status(): Status {
    return this.#status
  }

  /**
   * Calls back on every change, until the returned function is called. What the listener throws is an uncaught
   * exception; the connection goes on.
   */
  onStatus(listener: (status: Status) => void): () => void {
    return this.#listeners.add(listener)
  }

  /**
   * Calls back with the session there is, if any, and with each that is established, before anybody hears that the
   * connection is; until the returned function is called.
   */
  onSession(listener: (established: E) => void): () => void {
    const leave = this.#sessionListeners.add(listener)
    if (this.#established !== undefined) callListener(listener, this.#established)
    return leave
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** @throws {NotConnectedError} whose cause says why {ClientClosedError} as soon as `close` was called */
  current(): E {
    if (this.#stop.signal.aborted) throw this.#stop.signal.reason
    if (this.#established !== undefined) return this.#established
    throw new NotConnectedError(this.#options.remote, this.#lastCause)
  }

  /** Resolves, never rejects, when `close` has done its work: the reason. */
  closed(): Promise<ClientClosedError> {
    return this.#closed
  }

  async close(): Promise<void> {
    this.#stop.abort(new ClientClosedError())
    this.#established?.session.close()
    await this.#running
    this.#setStatus({ state: 'closed' })
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    const { backoff, servers, reconnects = true } = this.#options
    let attempt = 1
    let pause = 0
    // Servers that have failed since the last session that was good.
    let failed = 0
    while (!signal.aborted) {
      this.#setStatus({ state: 'connecting', attempt })
      const { cause, connectedMs } = await this.#attempt(signal)
      this.#established = undefined
      if (signal.aborted) return
      // A server that accepts and ends each session at once has to be left alone ever longer, like one that refuses.
      const wasGood = connectedMs > (isRefusal(cause) ? backoff.max : Math.max(pause, backoff.min))
      failed = wasGood ? 1 : connectedMs > 0 ? failed + 1 : servers
      const everyoneFailed = failed >= servers
      if (everyoneFailed) pause = backoffDelay(wasGood ? 1 : attempt, Math.random(), backoff)
      const retryInMs = everyoneFailed ? pause : 0
      attempt = wasGood ? 1 : attempt + 1
      this.#lastCause = cause instanceof Error ? cause : new ConnectError(this.#options.remote, cause)
      if (!reconnects) {
        this.#stop.abort(new ClientClosedError(this.#lastCause))
        this.#setStatus({ state: 'closed' })
        return
      }
      this.#setStatus({ state: 'disconnected', cause: this.#lastCause, retryInMs })
      await delay(retryInMs, signal)
    }
  }

  async #attempt(signal: AbortSignal): Promise<Outcome> {
    try {
      const established = await this.#options.establish(signal)
      // Established while `close` was called: nobody else knows of the session.
      if (signal.aborted) return { cause: await established.session.close(), connectedMs: 0 }
      const connectedAt = performance.now()
      this.#established = established
      this.#sessionListeners.tell(established)
      this.#setStatus({ state: 'connected', remote: established.remote })
      return { cause: await established.session.closed, connectedMs: performance.now() - connectedAt }
    } catch (cause) {
      return { cause, connectedMs: 0 }
    }
  }

  #setStatus(status: Status): void {
    if (this.#status.state === 'closed') return
    this.#status = status
    this.#listeners.tell(status)
  }
}
