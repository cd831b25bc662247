import { CLOSE_GOING_AWAY, CLOSE_TOO_MANY, type Message, SILENCE_MS } from '../protocol.js'
import type { Clock, FeedSocket } from './clock.js'
import { readMessage } from './read-message.js'

/** How the page is connected. */
export type ConnectionState =
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  /** @see retryAt on the clock's `now` */
  | { readonly state: 'lost'; readonly reason: string; readonly retryAt: number }

export interface ConnectionOptions {
  /** Opens a socket to the feed. */
  open(): FeedSocket
  readonly clock: Clock
  onMessage(message: Message): void
  onState(state: ConnectionState): void
}

/** Milliseconds before the first attempt to reconnect, doubled for each further one up to the longest. */
const FIRST_DELAY = 500
const LONGEST_DELAY = 30_000
/** After a refusal for want of room, at least so long. */
const TOO_MANY_DELAY = 10_000

/** Keeps the page connected to its feed: reopens what breaks, and takes silence for a break. */
export class FeedConnection {
  readonly #options: ConnectionOptions
  #socket: FeedSocket | undefined
  /** Attempts in a row that brought nothing. */
  #failures = 0
  #heard = false
  #cancel = () => {}

  constructor(options: ConnectionOptions) {
    this.#options = options
  }

  open(): void {
    this.#cancel()
    const { onState } = this.#options
    onState({ state: 'connecting' })
    const socket = this.#options.open()
    this.#socket = socket
    this.#heard = false
    socket.addEventListener('message', ({ data }) => this.#received(socket, data))
    socket.addEventListener('close', ({ code, reason }) => this.#closed(socket, explain(code, reason), code))
    this.#awaitSign(socket)
  }

  /** Reconnects now, where it waits for it. */
  retry(): void {
    if (this.#socket === undefined) this.open()
  }

  close(): void {
    this.#cancel()
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
  }

  #received(socket: FeedSocket, data: unknown): void {
    if (socket !== this.#socket) return
    const message = readMessage(data)
    if (message === undefined) {
      this.#closed(socket, 'the exporter said what this page does not understand: reload it', 0)
      return
    }
    if (!this.#heard) this.#options.onState({ state: 'open' })
    this.#heard = true
    this.#failures = 0
    this.#awaitSign(socket)
    this.#options.onMessage(message)
  }

  #awaitSign(socket: FeedSocket): void {
    this.#cancel()
    this.#cancel = this.#options.clock.after(SILENCE_MS, () => {
      this.#closed(socket, 'the exporter is silent', 0)
    })
  }

  #closed(socket: FeedSocket, reason: string, code: number): void {
    if (socket !== this.#socket) return
    this.#socket = undefined
    this.#cancel()
    socket.close()
    const { clock, onState } = this.#options
    const longest = Math.min(FIRST_DELAY * 2 ** this.#failures++, LONGEST_DELAY)
    const delay = Math.max(longest * (0.5 + clock.random() / 2), code === CLOSE_TOO_MANY ? TOO_MANY_DELAY : 0)
    this.#cancel = clock.after(delay, () => this.open())
    onState({ state: 'lost', reason, retryAt: clock.now() + delay })
  }
}

function explain(code: number, reason: string): string {
  if (code === CLOSE_TOO_MANY) return `as many watch as may at once (${reason}; --web.live-viewers)`
  return code === CLOSE_GOING_AWAY ? 'the exporter was stopped' : 'the exporter cannot be reached'
}
