import type { ServerResponse } from 'node:http'
import type { SharedText } from '../exposition/shared-text.js'

/** Ten texts of 10,000 endpoints, and far more than who reads at all leaves unread. */
const MAX_UNREAD_BYTES = 128 * 1024 * 1024

/**
 * The texts that clients have not read to their end. Together they have never more than so many bytes: those who are
 * still at the oldest when a newer one is too much are cut off. So however many read slowly, or not at all, memory is
 * bounded.
 */
export class UnreadTexts {
  readonly #readers = new Map<SharedText, Set<ServerResponse>>()
  #bytes = 0

  /** A response that is going to send the text: it is a reader of it until the socket is done with the bytes, or gone. */
  add(text: SharedText, response: ServerResponse): void {
    const done = text.read()
    const readers = this.#readers.get(text) ?? this.#begin(text)
    readers.add(response)
    const leave = () => {
      done()
      readers.delete(response)
      if (readers.size === 0) this.#forget(text)
    }
    // Who hung up while the text was made leaves too, behind the others' arrival.
    if (response.closed) setImmediate(leave)
    else response.once('close', leave)
    for (const [oldest, slow] of this.#readers) {
      if (this.#bytes <= MAX_UNREAD_BYTES || oldest === text) return
      this.#forget(oldest)
      for (const one of slow) one.destroy()
    }
  }

  #begin(text: SharedText): Set<ServerResponse> {
    const readers = new Set<ServerResponse>()
    this.#readers.set(text, readers)
    this.#bytes += text.length
    return readers
  }

  #forget(text: SharedText): void {
    if (this.#readers.delete(text)) this.#bytes -= text.length
  }
}
