/** Those who want to be told of something. What one of them throws is an uncaught exception, and no business of the others. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>()

  /** @returns ends it */
  add(listener: (value: T) => void): () => void {
    const own = (value: T) => callListener(listener, value)
    this.#listeners.add(own)
    return () => this.#listeners.delete(own)
  }

  get size(): number {
    return this.#listeners.size
  }

  tell(value: T): void {
    for (const listener of [...this.#listeners]) listener(value)
  }
}

/** What it throws is an uncaught exception, and no business of who calls. */
export function callListener<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
