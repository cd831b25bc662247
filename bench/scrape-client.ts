import { Agent, get, type IncomingMessage } from 'node:http'
import type { Scope } from '../spec/support/scope.js'

/** Scrapes over one connection that is kept, as Prometheus does. */
export class ScrapeClient {
  readonly #url: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })

  /** @param url the exporter's, without a slash at the end */
  constructor(scope: Scope, url: string) {
    this.#url = `${url}/metrics`
    scope.teardown(() => this.#agent.destroy())
  }

  /**
   * One scrape, its body read to the end.
   *
   * @param atLeast bytes the body must have: a scrape that lost its series would be a fast one
   * @returns bytes of the body
   */
  scrape(atLeast: number): Promise<number> {
    return new Promise((resolve, reject) => {
      get(this.#url, { agent: this.#agent }, (response: IncomingMessage) => {
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
        })
        response.on('error', reject)
        response.on('end', () => {
          if (response.statusCode === 200 && bytes >= atLeast) resolve(bytes)
          else reject(new Error(`expected ${atLeast} bytes with status 200, got ${bytes} with ${response.statusCode}`))
        })
      }).on('error', reject)
    })
  }
}
