import { randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'

/** So many probes may go unanswered: on a slow line a snapshot is before them. */
const MAX_SILENT_PROBES = 6

/**
 * One who watches. While a message is still on its way nothing is queued behind it: what was missed meanwhile is made
 * up for by one snapshot, so that a slow viewer costs no more memory than a fast one.
 */
export class Viewer {
  readonly #webSocket: WebSocket
  readonly #snapshot: () => string
  #sending = false
  #missed = false
  /** What the probes held that were not answered. */
  readonly #unanswered: string[] = []

  constructor(webSocket: WebSocket, snapshot: () => string) {
    this.#webSocket = webSocket
    this.#snapshot = snapshot
    // A pong that answers no ping of ours is no sign that anything is read (RFC 6455 section 5.5.3).
    webSocket.on('pong', (data: Buffer) => {
      this.#unanswered.splice(0, this.#unanswered.indexOf(data.toString()) + 1)
    })
  }

  /** Tells all there is. */
  welcome(): void {
    this.#missed = true
    this.#catchUp()
  }

  send(text: string): void {
    if (this.#sending) this.#missed = true
    else this.#write(text)
  }

  /** Says that the server is there, and cuts off one who does not answer. */
  probe(alive: string): void {
    if (this.#unanswered.length === MAX_SILENT_PROBES) {
      this.#webSocket.terminate()
      return
    }
    const probe = randomUUID()
    this.#unanswered.push(probe)
    this.#webSocket.ping(probe)
    if (!this.#sending) this.#write(alive)
  }

  close(code: number): void {
    this.#webSocket.close(code)
  }

  #catchUp(): void {
    if (!this.#missed || this.#sending) return
    this.#missed = false
    this.#write(this.#snapshot())
  }

  #write(text: string): void {
    if (this.#webSocket.readyState !== this.#webSocket.OPEN) return
    this.#sending = true
    this.#webSocket.send(text, () => {
      this.#sending = false
      this.#catchUp()
    })
  }
}
