import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Feed } from '../../live/index.js'
import { ALIVE_MS, CLOSE_GOING_AWAY, CLOSE_POLICY, CLOSE_TOO_MANY, type Message } from '../../page/protocol.js'
import { Viewer } from './viewer.js'

export interface ViewersOptions {
  readonly feed: Feed
  /** How many may watch at once. */
  readonly limit: number
  /** Milliseconds between two signs of life. Default {@link ALIVE_MS}. */
  readonly aliveInterval?: number | undefined
}

/** The longest message taken from a viewer: it has nothing to say. */
const MAX_INBOUND_BYTES = 1024

const ALIVE = JSON.stringify({ type: 'alive' } satisfies Message)

/** Those who watch the page. The feed works from the first one's coming to the last one's leaving. */
export class Viewers {
  readonly #feed: Feed
  readonly #limit: number
  readonly #aliveInterval: number
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_INBOUND_BYTES,
    perMessageDeflate: false,
  })
  readonly #viewers = new Set<Viewer>()
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor({ feed, limit, aliveInterval = ALIVE_MS }: ViewersOptions) {
    this.#feed = feed
    this.#limit = limit
    this.#aliveInterval = aliveInterval
  }

  /** How many watch. */
  get size(): number {
    return this.#viewers.size
  }

  /**
   * Completes the handshake (RFC 6455 section 4.2) of one who asks to watch, or answers that it is none, with status 400.
   *
   * @returns whether it was completed
   */
  admit(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    let isComplete = false
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      isComplete = true
      // Told in words that the page can show, which an HTTP status is not.
      webSocket.on('error', () => {})
      if (this.#stopped) webSocket.close(CLOSE_GOING_AWAY)
      else if (this.#viewers.size >= this.#limit) webSocket.close(CLOSE_TOO_MANY, `limit ${this.#limit}`)
      else this.#join(webSocket)
    })
    return isComplete
  }

  /** Sends everybody away. */
  stop(): void {
    this.#stopped = true
    for (const viewer of this.#viewers) viewer.close(CLOSE_GOING_AWAY)
    this.#leaveAll()
  }

  #join(webSocket: WebSocket): void {
    const viewer = new Viewer(webSocket, () => JSON.stringify(this.#feed.snapshot()))
    webSocket.on('message', () => viewer.close(CLOSE_POLICY))
    webSocket.once('close', () => this.#leave(viewer))
    this.#viewers.add(viewer)
    if (this.#viewers.size === 1) {
      this.#feed.start((message) => this.#publish(message))
      this.#timer = setInterval(() => this.#probe(), this.#aliveInterval)
    }
    viewer.welcome()
  }

  #leave(viewer: Viewer): void {
    if (this.#viewers.delete(viewer) && this.#viewers.size === 0) this.#rest()
  }

  #leaveAll(): void {
    if (this.#viewers.size === 0) return
    this.#viewers.clear()
    this.#rest()
  }

  #rest(): void {
    clearInterval(this.#timer)
    this.#feed.stop()
  }

  #publish(message: Message): void {
    const text = JSON.stringify(message)
    for (const viewer of this.#viewers) viewer.send(text)
  }

  #probe(): void {
    for (const viewer of this.#viewers) viewer.probe(ALIVE)
  }
}
