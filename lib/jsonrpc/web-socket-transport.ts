import { ReceiveBufferFullError, WebSocketError } from './errors.js'
import { onAbort } from './on-abort.js'
import { explainTlsError } from './tls-errors.js'
import type { Transport, TransportEvents } from './transport.js'
import {
  explainEnd,
  OPEN,
  type WebSocketEnd,
  type WebSocketFailure,
  type WebSocketLike,
  type WebSocketMessage,
} from './web-socket.js'

/** How many bytes a paused WebSocket that cannot hold its peer back may take in before it is given up. */
export const MAX_HELD_BYTES = 64 * 1024 * 1024

/** After `close`, a peer that does not answer within this many milliseconds is left. */
const CLOSE_GRACE_MS = 1000

/**
 * Opens a WebSocket to something that relays its messages to and from an OVSDB server's byte stream, as websockify does.
 * How the bytes are cut into messages means nothing. No subprotocol is asked for.
 *
 * A standard WebSocket cannot be paused: while paused, up to {@link MAX_HELD_BYTES} are held, and beyond that the
 * transport closes with a {@link ReceiveBufferFullError}. One that can be paused, as that of `ws`, is.
 *
 * @param open constructs the WebSocket
 * @param name what to call it in messages
 * @throws {WebSocketError} {TlsError} the system's error (`ECONNREFUSED` …) where it is told, or the signal's reason
 */
export async function dialWebSocket(open: () => WebSocketLike, name: string, signal: AbortSignal): Promise<Transport> {
  signal.throwIfAborted()
  const socket = open()
  return new Promise((resolve, reject) => {
    const abort = () => {
      transport.destroy()
      reject(signal.reason)
    }
    const transport = new WebSocketTransport(socket, name, (failure) => {
      leaveSignal()
      if (failure === undefined) resolve(transport)
      else reject(failure)
    })
    const leaveSignal = onAbort(signal, abort)
  })
}

class WebSocketTransport implements Transport {
  readonly name: string
  readonly #socket: WebSocketLike
  readonly #encoder = new TextEncoder()
  #events: TransportEvents | undefined
  #paused = false
  #delivering = false
  #held: Uint8Array[] = []
  #heldBytes = 0
  #failure: Error | undefined
  #ended = false
  #told = false
  #grace: ReturnType<typeof setTimeout> | undefined

  /** @param opened told once: that it is open, or why it never was */
  constructor(socket: WebSocketLike, name: string, opened: (failure?: Error) => void) {
    this.name = name
    this.#socket = socket
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => {
      socket.onclose = (end: WebSocketEnd) => this.#end(this.#failure ?? brokenOff(end))
      opened()
    }
    socket.onclose = (end: WebSocketEnd) => opened(this.#failure ?? neverOpened(end))
    socket.onerror = ({ error }: WebSocketFailure) => {
      if (error instanceof Error) this.#failure ??= explainTlsError(error)
    }
    socket.onmessage = ({ data }: WebSocketMessage) => this.#receive(data)
  }

  start(events: TransportEvents): void {
    this.#events = events
    this.#deliver()
  }

  get unsentBytes(): number {
    return this.#socket.bufferedAmount ?? 0
  }

  send(text: string): void {
    if (this.#socket.readyState === OPEN) this.#socket.send(this.#encoder.encode(text))
  }

  pause(): void {
    this.#paused = true
    this.#socket.pause?.()
  }

  resume(): void {
    this.#paused = false
    this.#socket.resume?.()
    this.#deliver()
  }

  close(): void {
    if (this.#ended) return
    this.#paused = false
    this.#socket.resume?.() // paused, it would not hear the peer's answer
    this.#socket.close(1000)
    this.#grace ??= setTimeout(() => this.destroy(), CLOSE_GRACE_MS)
  }

  destroy(): void {
    this.#giveUp(undefined)
  }

  #receive(data: unknown): void {
    if (this.#ended) return
    const chunk = bytesOf(data)
    if (chunk === undefined) {
      this.#giveUp(new WebSocketError(`expected the WebSocket to deliver text or an ArrayBuffer, got ${nameOf(data)}`))
      return
    }
    this.#held.push(chunk)
    this.#heldBytes += chunk.length
    this.#deliver()
    if (this.#heldBytes > MAX_HELD_BYTES) this.#giveUp(new ReceiveBufferFullError(MAX_HELD_BYTES))
  }

  /** Hands over what was received, in order, as long as the receiver takes it; the end comes last. */
  #deliver(): void {
    const events = this.#events
    if (this.#delivering) return // called back by the receiver, who is not to be given the next chunk within this one
    this.#delivering = true
    while (events !== undefined && !this.#paused) {
      const chunk = this.#held.shift()
      if (chunk === undefined) break
      this.#heldBytes -= chunk.length
      events.data(chunk)
    }
    this.#delivering = false
    if (!this.#ended || this.#told || events === undefined || this.#held.length > 0) return
    this.#told = true
    events.closed(this.#failure)
  }

  #end(cause: Error | undefined): void {
    if (this.#ended) return
    this.#ended = true
    this.#failure = cause
    clearTimeout(this.#grace)
    this.#deliver()
  }

  /** Ends it at once, and drops what nobody took. The peer's answer, if any, is not waited for. */
  #giveUp(cause: Error | undefined): void {
    if (this.#socket.terminate === undefined) this.#socket.close()
    else this.#socket.terminate()
    this.#held = []
    this.#heldBytes = 0
    this.#end(cause)
  }
}

function bytesOf(data: unknown): Uint8Array | undefined {
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return typeof data === 'string' ? new TextEncoder().encode(data) : undefined
}

function nameOf(data: unknown): string {
  return Object.prototype.toString.call(data)
}

function neverOpened(end: WebSocketEnd): Error {
  return new WebSocketError(`the WebSocket could not be opened: ${explainEnd(end) ?? `code ${end.code}`}`)
}

function brokenOff(end: WebSocketEnd): Error | undefined {
  const explained = explainEnd(end)
  return explained === undefined ? undefined : new WebSocketError(`the WebSocket ended with ${explained}`)
}
