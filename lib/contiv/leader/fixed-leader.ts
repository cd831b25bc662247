import type { LeaderSource } from './leader-source.js'

/**
 * A Netmaster whose URL is known: behind a service address, or the only one.
 *
 * @example
 * const leader = new FixedLeader(parseStoreUrl('http://netmaster:9999', 'CONTIV_NETMASTER'))
 */
export class FixedLeader implements LeaderSource {
  readonly #url: URL

  constructor(url: URL) {
    this.#url = url
  }

  async resolve(): Promise<URL> {
    return this.#url
  }
}
