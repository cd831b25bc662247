import { ContivError, LeaderNotFoundError, UnreachableError } from '../errors.js'
import type { HttpGetter, HttpResponse } from '../http-client.js'

/** The members of one store: any of them can answer, and the one that did last is asked first. */
export class StoreEndpoints {
  readonly #store: string
  readonly #urls: readonly URL[]
  readonly #http: HttpGetter
  #first = 0

  /** @param store what to call it in messages: `etcd` */
  constructor(store: string, urls: readonly URL[], http: HttpGetter) {
    this.#store = store
    this.#urls = urls
    this.#http = http
  }

  /**
   * Asks one member after the other until `read` accepts an answer.
   *
   * @param read interprets the answer; what it throws counts as that member's failure, save {@link LeaderNotFoundError}
   * @throws {UnreachableError} naming each member's failure, when all failed; a single member's own error
   */
  async ask<T>(path: string, read: (response: HttpResponse) => T, signal?: AbortSignal): Promise<T> {
    const errors: ContivError[] = []
    for (let i = 0; i < this.#urls.length; i++) {
      const index = (this.#first + i) % this.#urls.length
      try {
        const response = await this.#http.get(new URL(path, this.#urls[index]), signal)
        const result = read(response)
        this.#first = index
        return result
      } catch (error) {
        if (error instanceof LeaderNotFoundError) this.#first = index
        if (!(error instanceof ContivError) || error instanceof LeaderNotFoundError) throw error
        errors.push(error)
      }
    }
    const [only] = errors
    if (only !== undefined && errors.length === 1) throw only
    const texts = errors.map((error) => error.message).join('; ')
    throw new UnreachableError(`none of the ${errors.length} ${this.#store} endpoints answered: ${texts}`, {
      cause: new AggregateError(errors),
    })
  }
}
