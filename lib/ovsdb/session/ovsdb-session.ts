import {
  type RequestOptions,
  Session,
  type SessionClosedError,
  type SessionOptions,
  type Transport,
} from '../../jsonrpc/index.js'

/** Told of each notification of one method; `params` as the wire has them. */
export type NotificationListener = (params: readonly unknown[]) => void

/**
 * One conversation with an OVSDB server. Monitors and locks share it: each hears the notifications it listens for, in
 * the order of the wire, before the reply that follows them is settled.
 */
export class OvsdbSession {
  readonly #session: Session
  readonly #listeners = new Map<string, Set<NotificationListener>>()

  constructor(transport: Transport, options: Pick<SessionOptions, 'maxMessageBytes'> = {}) {
    this.#session = new Session(transport, {
      ...options,
      onNotification: (method, params) => this.#tell(method, params),
    })
  }

  /** Resolves, never rejects, when the session has ended: the reason. */
  get closed(): Promise<SessionClosedError> {
    return this.#session.closed
  }

  /** Grows with everything the server sends: its sign of life. */
  get receivedChunks(): number {
    return this.#session.receivedChunks
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @throws what {@link Session.request} throws
   */
  request(method: string, params: readonly unknown[], options?: RequestOptions): Promise<unknown> {
    return this.#session.request(method, params, options)
  }

  /** Sends a notification: no reply will come. */
  notify(method: string, params: readonly unknown[]): void {
    this.#session.notify(method, params)
  }

  /** Calls back on each notification of that method (`update3`, `locked` …), until the returned function is called. */
  onNotification(method: string, listener: NotificationListener): () => void {
    const listeners = this.#listeners.get(method) ?? new Set()
    this.#listeners.set(method, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  /** Stops reading; the server then holds its messages back, and coalesces updates. */
  pause(): void {
    this.#session.pause()
  }

  resume(): void {
    this.#session.resume()
  }

  /** Ends the session from this side. Pending calls are rejected. */
  close(): Promise<SessionClosedError> {
    return this.#session.close()
  }

  /** Ends the session at once because of `cause`. */
  abort(cause: Error): void {
    this.#session.abort(cause)
  }

  /** A message nobody listens for is dropped, as RFC 7047 leaves room for further ones. */
  #tell(method: string, params: readonly unknown[]): void {
    for (const listener of [...(this.#listeners.get(method) ?? [])]) listener(params)
  }
}
