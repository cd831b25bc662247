import type { Session, SessionClosedError } from '../../jsonrpc/index.js'
import { ClientClosedError, ConnectError, NotConnectedError } from '../errors.js'
import { type Backoff, backoffDelay } from './backoff.js'
import type { Status } from './status.js'

/** A session whose handshake is complete. */
export interface Established {
  readonly session: Pick<Session, 'closed' | 'close'>
}

export interface ConnectionOptions<E extends Established> {
  /** Where it leads, for messages. */
  readonly remote: string
  readonly backoff: Backoff
  /** Dials and completes the handshake, or throws. */
  establish(signal: AbortSignal): Promise<E>
}

/**
 * Keeps one session open: a loop around sessions that dies with `close`. A session that ends is replaced after a delay
 * that grows with each failure; there is never more than one.
 */
export class Connection<E extends Established> {
  readonly #options: ConnectionOptions<E>
  readonly #stop = new AbortController()
  readonly #listeners = new Set<(status: Status) => void>()
  #status: Status = { state: 'connecting', attempt: 1 }
  #established: E | undefined
  #running: Promise<void> | undefined

  constructor(options: ConnectionOptions<E>) {
    this.#options = options
  }

  get status(): Status {
    return this.#status
  }

  /** Calls back on every change, until the returned function is called. */
  onStatus(listener: (status: Status) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** @throws {NotConnectedError} with the cause {ClientClosedError} */
  current(): E {
    if (this.#established !== undefined) return this.#established
    if (this.#status.state === 'closed') throw new ClientClosedError()
    const cause = this.#status.state === 'disconnected' ? this.#status.cause : new Error('still connecting')
    throw new NotConnectedError(this.#options.remote, cause)
  }

  async close(): Promise<void> {
    this.#stop.abort(new ClientClosedError())
    this.#established?.session.close()
    await this.#running
    this.#setStatus({ state: 'closed' })
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    for (let failures = 0; !signal.aborted; ) {
      this.#setStatus({ state: 'connecting', attempt: failures + 1 })
      try {
        this.#established = await this.#options.establish(signal)
        failures = 0
        this.#setStatus({ state: 'connected' })
        throw await this.#ended(this.#established)
      } catch (cause) {
        this.#established = undefined
        if (!signal.aborted) await this.#pauseAfter(cause, ++failures)
      }
    }
  }

  /** A session established while `close` was called is closed here, because nobody else knows of it. */
  #ended({ session }: E): Promise<SessionClosedError> {
    return this.#stop.signal.aborted ? session.close() : session.closed
  }

  #pauseAfter(cause: unknown, failures: number): Promise<void> {
    const retryInMs = backoffDelay(failures, Math.random(), this.#options.backoff)
    const error = cause instanceof Error ? cause : new ConnectError(this.#options.remote, cause)
    this.#setStatus({ state: 'disconnected', cause: error, retryInMs })
    return sleep(retryInMs, this.#stop.signal)
  }

  #setStatus(status: Status): void {
    if (this.#status.state === 'closed') return
    this.#status = status
    for (const listener of [...this.#listeners]) listener(status)
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, milliseconds)
    signal.addEventListener('abort', finish, { once: true })
  })
}
