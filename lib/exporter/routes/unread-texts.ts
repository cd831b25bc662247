import type { ServerResponse } from 'node:http'
import type { SharedText } from '../exposition/shared-text.js'

/** Far more than who reads at all leaves unread. */
const MAX_UNREAD = 16

/**
 * The texts that clients have not read to their end. There are never more than so many: those who are still at the
 * oldest when there is a newer one too many are cut off. So however many read slowly, or not at all, memory is bounded.
 */
export class UnreadTexts {
  readonly #readers = new Map<SharedText, Set<ServerResponse>>()

  /** A response that is going to send the text: it is a reader of it until the socket is done with the bytes, or gone. */
  add(text: SharedText, response: ServerResponse): void {
    const done = text.read()
    const readers = this.#readers.get(text) ?? new Set()
    this.#readers.set(text, readers.add(response))
    response.once('close', () => {
      done()
      readers.delete(response)
      if (readers.size === 0) this.#readers.delete(text)
    })
    if (this.#readers.size <= MAX_UNREAD) return
    for (const [oldest, slow] of this.#readers) {
      this.#readers.delete(oldest)
      for (const one of slow) one.destroy()
      return
    }
  }
}
