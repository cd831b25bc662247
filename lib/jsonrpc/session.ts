import { ProtocolError, RemoteError, RequestTimeoutError, SessionClosedError } from './errors.js'
import { excerpt } from './excerpt.js'
import { formatStacks } from './format-stacks.js'
import { stringifyJson } from './json.js'
import {
  decodeMessage,
  encodeError,
  encodeNotification,
  encodeRequest,
  encodeSuccess,
  type Message,
  type MessageId,
} from './message.js'
import type { MessageBytes } from './message-bytes.js'
import { onAbort } from './on-abort.js'
import { DEFAULT_MAX_MESSAGE_BYTES, JsonSplitter } from './splitter.js'
import { startTimeout } from './timeout.js'
import type { Transport } from './transport.js'

export interface SessionOptions {
  /** Largest message accepted, in bytes. */
  readonly maxMessageBytes?: number
  /**
   * Whether a reply to what nobody waits for ends the session, where it is dropped otherwise: for those who give no call
   * up, and would wait for ever for the reply that took its place.
   */
  readonly strictReplies?: boolean
  /** Told of each message that comes in. */
  readonly onMessage?: () => void
  /** Receives what the peer announces (`update`, `locked` …). */
  readonly onNotification?: (method: string, params: readonly unknown[]) => void
  /**
   * Answers what the peer asks: returns the result, or throws a {@link RequestRefusedError}.
   * Without it every request but `echo` is answered with the error `"unknown method"`.
   */
  readonly onRequest?: (method: string, params: readonly unknown[]) => unknown
}

/**
 * How long a request may take, what gives it up, and who is told when it is sent.
 *
 * @example
 * const options: RequestOptions = { timeout: 1000, onSent: (id) => console.log(`sent as ${id}`) }
 * await session.echo(['hello'], options)
 */
export interface RequestOptions {
  /** Gives the call up; it is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds to wait for the reply; 0, like more than a timer can count (24 days), waits for ever. */
  readonly timeout?: number | undefined
  /** Told the request's id when it is handed to the transport: from then on the peer may carry it out. */
  readonly onSent?: ((id: MessageId) => void) | undefined
}

/**
 * Thrown by `onRequest` to refuse a request; `error` is sent as the reply's error member.
 *
 * @example
 * await using server = await startFakeServer({ schema })
 * server.answer((call) => {
 *   if (call.method === 'transact') throw new RequestRefusedError('not today')
 *   return call.proceed()
 * })
 */
export class RequestRefusedError extends Error {
  override readonly name = 'RequestRefusedError'
  readonly error: unknown

  constructor(error: unknown) {
    super(typeof error === 'string' ? error : stringifyJson(error))
    this.error = error
  }
}

/** So many bytes are a sign of life, though they complete no message. */
const BYTES_OF_LIFE = 1024

interface PendingCall {
  readonly method: string
  settle(result: unknown): void
  fail(error: unknown): void
}

/**
 * One JSON-RPC 1.0 conversation over one byte stream. It dies with the stream: then every pending call is rejected with
 * the reason that `closed` resolves to. Both peers may ask; `echo` is answered here (RFC 7047 section 4.1.11).
 *
 * @example
 * const session = new Session(await dialSocket({ host: '127.0.0.1', port: 6640 }, 'tcp:127.0.0.1:6640', signal))
 * const databases = await session.request('list_dbs', [])
 */
export class Session {
  /** Resolves, never rejects, when the session has ended: the reason. */
  readonly closed: Promise<SessionClosedError>

  readonly #transport: Transport
  readonly #options: SessionOptions
  readonly #splitter: JsonSplitter
  readonly #pending = new Map<MessageId, PendingCall>()
  readonly #resolveClosed: (reason: SessionClosedError) => void
  #reason: SessionClosedError | undefined
  #lastId = 0
  #receivedChunks = 0
  #receivedBytes = 0
  #receivedMessages = 0
  #paused = false
  #pauses = 0

  constructor(transport: Transport, options: SessionOptions = {}) {
    const { promise, resolve } = withResolver<SessionClosedError>()
    this.closed = promise
    this.#resolveClosed = resolve
    this.#transport = transport
    this.#options = options
    this.#splitter = new JsonSplitter((bytes) => this.#receive(bytes), options)
    transport.start({
      data: (chunk) => this.#read(chunk),
      closed: (cause) => this.#end(closedByPeer(transport.name, cause)),
    })
  }

  /** Calls waiting for their reply. */
  get pendingCalls(): number {
    return this.#pending.size
  }

  /** Grows with everything the peer sends. */
  get receivedChunks(): number {
    return this.#receivedChunks
  }

  /**
   * Two that are equal say that the peer was silent between them, and listened to all the time; those from within a pause
   * equal none. A message breaks the silence, and so does each KiB, so that a large message may take long; a byte now and
   * then does not.
   */
  get signOfLife(): number {
    if (this.#paused) return Number.NaN
    return this.#receivedMessages + Math.floor(this.#receivedBytes / BYTES_OF_LIFE) + this.#pauses
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @throws {@link InvalidRequestError} when it would end the session; nothing was sent
   * @throws {@link RemoteError} when the peer refused it
   * @throws {@link RequestTimeoutError} when no reply came in time
   * @throws {@link SessionClosedError} when the session ended first, or had ended before
   * @throws the signal's reason, when aborted
   */
  request(
    method: string,
    params: readonly unknown[],
    { signal, timeout = 0, onSent }: RequestOptions = {},
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#reason !== undefined) throw this.#reason
      signal?.throwIfAborted()
      const id = ++this.#lastId
      const text = encodeRequest(id, method, params)
      const stopTimeout = startTimeout(timeout, () => call.fail(new RequestTimeoutError(method, timeout)))
      const leaveSignal = onAbort(signal, () => call.fail(signal?.reason))
      const finish = () => {
        this.#pending.delete(id)
        stopTimeout()
        leaveSignal()
      }
      const call: PendingCall = {
        method,
        settle: (result) => {
          finish()
          resolve(result)
        },
        fail: (error) => {
          finish()
          reject(error)
        },
      }
      this.#pending.set(id, call)
      this.#transport.send(text)
      onSent?.(id)
    })
  }

  /** Sends a notification: no reply will come. */
  notify(method: string, params: readonly unknown[]): void {
    this.#transport.send(encodeNotification(method, params))
  }

  /** Stops reading; the peer then holds its messages back. Replies wait too, while the time of their calls goes on. */
  pause(): void {
    this.#paused = true
    this.#transport.pause()
  }

  resume(): void {
    if (this.#paused) this.#pauses++
    this.#paused = false
    this.#transport.resume()
  }

  /** Ends the session from this side. Pending calls are rejected. */
  close(): Promise<SessionClosedError> {
    this.#end(new SessionClosedError(`the session with ${this.#transport.name} was closed by this side`))
    this.#transport.close()
    return this.closed
  }

  /** Ends the session at once because of `cause`: the peer broke the protocol or gives no sign of life. */
  abort(cause: Error): void {
    this.#end(
      new SessionClosedError(`the session with ${this.#transport.name} was given up: ${cause.message}`, { cause }),
    )
    this.#transport.destroy()
  }

  #read(chunk: Uint8Array): void {
    if (this.#reason !== undefined) return
    this.#receivedChunks++
    this.#receivedBytes += chunk.length
    try {
      this.#splitter.push(chunk)
    } catch (error) {
      this.abort(error as Error)
    }
  }

  #receive(bytes: MessageBytes): void {
    if (this.#reason !== undefined) return
    this.#receivedMessages++
    const message = decodeMessage(bytes)
    this.#options.onMessage?.()
    switch (message.kind) {
      case 'success':
        this.#repliedTo(message.id)?.settle(message.result)
        break
      case 'error': {
        const call = this.#repliedTo(message.id)
        call?.fail(new RemoteError(call.method, message.error))
        break
      }
      case 'notification':
        this.#options.onNotification?.(message.method, message.params)
        break
      case 'request':
        void this.#answer(message)
    }
  }

  #repliedTo(id: MessageId): PendingCall | undefined {
    const call = this.#pending.get(id)
    if (call === undefined && this.#options.strictReplies === true) {
      throw new ProtocolError(`expected a reply to a call, got one with the id ${excerpt(stringifyJson(id))}`)
    }
    return call
  }

  async #answer({ id, method, params }: Extract<Message, { kind: 'request' }>): Promise<void> {
    // One who asks and does not read what it is answered would fill the memory.
    if (this.#transport.unsentBytes > (this.#options.maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES)) {
      this.abort(new ProtocolError('expected the peer to read its replies, got more requests'))
      return
    }
    if (method === 'echo') {
      this.#transport.send(encodeSuccess(id, params))
      return
    }
    try {
      if (this.#options.onRequest === undefined) throw new RequestRefusedError('unknown method')
      const result = await this.#options.onRequest(method, params)
      this.#transport.send(encodeSuccess(id, result))
    } catch (error) {
      this.#transport.send(encodeError(id, error instanceof RequestRefusedError ? error.error : 'internal error'))
    }
  }

  #end(reason: SessionClosedError): void {
    if (this.#reason !== undefined) return
    formatStacks(reason)
    this.#reason = reason
    for (const call of [...this.#pending.values()]) call.fail(reason)
    this.#resolveClosed(reason)
  }
}

function closedByPeer(name: string, cause: Error | undefined): SessionClosedError {
  return cause === undefined
    ? new SessionClosedError(`the session with ${name} was closed by the peer`)
    : new SessionClosedError(`the session with ${name} broke: ${cause.message}`, { cause })
}

function withResolver<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
