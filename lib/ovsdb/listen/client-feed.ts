import { onAbort } from '../../jsonrpc/index.js'

/**
 * Clients to take one by one; leaving the loop, or disposing of them, ends it, and not the listener.
 *
 * @example
 * await using switches = await listen('ptcp:0:127.0.0.1', { database: 'Open_vSwitch' })
 * const clients: Clients<Client<OpenVSwitch>> = switches.clients({ signal: AbortSignal.timeout(60_000) })
 */
export type Clients<C> = AsyncIterableIterator<C, undefined> & AsyncDisposable

/** Who waits for a client. */
export interface Taker<C> {
  resolve(result: IteratorResult<C, undefined>): void
  reject(error: unknown): void
}

export interface ClientFeedOptions<C> {
  /** Gives the taker a client as soon as there is one for it. */
  take(taker: Taker<C>): void
  /** The taker wants none any more. */
  leave(taker: Taker<C>): void
  /** Called once, when no more clients are wanted. */
  onEnd(): void
  /** Ends it: the reader is told the signal's reason next. */
  readonly signal: AbortSignal | undefined
}

/** What one reader takes of the clients that dial in. */
export class ClientFeed<C> implements Clients<C> {
  readonly #options: ClientFeedOptions<C>
  readonly #takers = new Set<Taker<C>>()
  readonly #leaveSignal: () => void
  #failure: { readonly error: unknown } | undefined
  #ended = false

  constructor(options: ClientFeedOptions<C>) {
    this.#options = options
    const { signal } = options
    this.#leaveSignal = onAbort(signal, () => this.#fail(signal?.reason))
    if (signal?.aborted) this.#failure = { error: signal.reason }
  }

  next(): Promise<IteratorResult<C, undefined>> {
    return new Promise((resolve, reject) => {
      const failure = this.#failure
      this.#failure = undefined
      if (failure !== undefined) {
        this.end()
        reject(failure.error)
      } else if (this.#ended) resolve({ done: true, value: undefined })
      else this.#wait({ resolve, reject })
    })
  }

  async return(): Promise<IteratorResult<C, undefined>> {
    this.end()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end()
  }

  /** No more clients are wanted, or come. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#leaveSignal()
    this.#options.onEnd()
    for (const taker of [...this.#takers]) {
      this.#options.leave(taker)
      taker.resolve({ done: true, value: undefined })
    }
  }

  #fail(error: unknown): void {
    const [taker] = this.#takers
    if (taker === undefined) this.#failure = { error }
    else {
      this.#options.leave(taker)
      taker.reject(error)
    }
    this.end()
  }

  #wait({ resolve, reject }: Taker<C>): void {
    const taker: Taker<C> = {
      resolve: (result) => {
        this.#takers.delete(taker)
        resolve(result)
      },
      reject: (error) => {
        this.#takers.delete(taker)
        reject(error)
      },
    }
    this.#takers.add(taker)
    this.#options.take(taker)
  }
}
