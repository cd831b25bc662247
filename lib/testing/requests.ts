/**
 * What a client asked.
 *
 * @example
 * await using server = await startFakeServer({ schema })
 * const request: FakeRequest | undefined = server.requests.find(({ method }) => method === 'monitor')
 */
export interface FakeRequest {
  readonly method: string
  readonly params: readonly unknown[]
  /** Which connection it came on, counted from 1. */
  readonly connection: number
}

interface Waiting {
  readonly method: string
  resolve(request: FakeRequest): void
  reject(error: Error): void
}

/** The requests received, for those who wait for one of a method. */
export class Requests {
  readonly all: FakeRequest[] = []
  /** How many of `all`, of each method, were told. */
  readonly #told = new Map<string, number>()
  readonly #waiting: Waiting[] = []
  #ended = false

  add(request: FakeRequest): void {
    this.all.push(request)
    const index = this.#waiting.findIndex(({ method }) => method === request.method)
    if (index < 0) return
    this.#count(request.method)
    this.#waiting.splice(index, 1)[0]?.resolve(request)
  }

  /** The first of that method that was not told before, or the next that comes. */
  next(method: string): Promise<FakeRequest> {
    return new Promise((resolve, reject) => {
      const request = this.all.filter((one) => one.method === method)[this.#told.get(method) ?? 0]
      if (request !== undefined) {
        this.#count(method)
        resolve(request)
      } else if (this.#ended) reject(ended(method))
      else this.#waiting.push({ method, resolve, reject })
    })
  }

  /** Nothing more will come. */
  end(): void {
    this.#ended = true
    for (const { method, reject } of this.#waiting.splice(0)) reject(ended(method))
  }

  #count(method: string): void {
    this.#told.set(method, (this.#told.get(method) ?? 0) + 1)
  }
}

function ended(method: string): Error {
  return new Error(`expected a request "${method}", got none before the server was closed`)
}
