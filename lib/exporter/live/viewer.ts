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
  #silent = 0

  constructor(webSocket: WebSocket, snapshot: () => string) {
    this.#webSocket = webSocket
    this.#snapshot = snapshot
    webSocket.on('pong', () => {
      this.#silent = 0
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
    if (this.#silent === MAX_SILENT_PROBES) {
      this.#webSocket.terminate()
      return
    }
    this.#silent++
    this.#webSocket.ping()
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
