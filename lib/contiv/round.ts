/**
 * One signal for the requests of a round. Who does not answer one of them is not asked the rest, each of which would
 * take its whole time.
 *
 * @example
 * using round = new Round(stopped)
 * await Promise.all(networks.map((network) => ask(network, round.signal).catch((error) => round.end(error))))
 */
export class Round implements Disposable {
  readonly #controller = new AbortController()
  readonly #outer: AbortSignal
  readonly #stop = () => this.end(this.#outer.reason)

  /** @param outer ends the round, too */
  constructor(outer: AbortSignal) {
    this.#outer = outer
    outer.addEventListener('abort', this.#stop, { once: true })
    if (outer.aborted) this.#stop()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  end(reason: unknown): void {
    this.#controller.abort(reason)
  }

  [Symbol.dispose](): void {
    this.#outer.removeEventListener('abort', this.#stop)
  }
}
