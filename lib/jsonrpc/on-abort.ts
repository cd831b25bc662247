/** Those who wait for a signal, and its one listener that tells them. */
class AbortListeners {
  readonly #signal: AbortSignal
  readonly #listeners = new Set<() => void>()
  readonly #tell = () => {
    for (const listener of [...this.#listeners]) listener()
  }

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  add(listener: () => void): void {
    if (this.#listeners.size === 0) this.#signal.addEventListener('abort', this.#tell, { once: true })
    this.#listeners.add(listener)
  }

  delete(listener: () => void): void {
    this.#listeners.delete(listener)
    if (this.#listeners.size === 0) this.#signal.removeEventListener('abort', this.#tell)
  }
}

/** What is known of a signal goes with it. */
const listenersOf = new WeakMap<AbortSignal, AbortListeners>()

/**
 * Calls back when the signal is aborted. However many wait for it, the signal has one listener: calls that share one are
 * no leak, for which Node.js takes the eleventh listener. Nothing happens without a signal, or when it is aborted already.
 *
 * @returns ends it; with the last the signal's listener goes
 */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal === undefined || signal.aborted) return () => {}
  const listeners = listenersOf.get(signal) ?? new AbortListeners(signal)
  listenersOf.set(signal, listeners)
  const own = () => listener()
  listeners.add(own)
  return () => listeners.delete(own)
}
