import { Agent, get, type IncomingMessage } from 'node:http'
import type { Scope } from '../spec/support/scope.js'

/** Scrapes over one connection that is kept, as Prometheus does. */
export class ScrapeClient {
  readonly #url: string
  readonly #atLeast: number
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })

  /**
   * @param url the exporter's, without a slash at the end
   * @param atLeast bytes that a body must have: a scrape that lost its series would be a fast one
   */
  constructor(scope: Scope, url: string, atLeast: number) {
    this.#url = `${url}/metrics`
    this.#atLeast = atLeast
    scope.teardown(() => this.#agent.destroy())
  }

  /** One scrape, its body read to the end. @throws unless it was answered in full */
  scrape(): Promise<void> {
    return new Promise((resolve, reject) => {
      get(this.#url, { agent: this.#agent }, (response: IncomingMessage) => {
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
        })
        response.on('error', reject)
        response.on('end', () => {
          const { statusCode } = response
          if (statusCode === 200 && bytes >= this.#atLeast) resolve()
          else reject(new Error(`expected ${this.#atLeast} bytes with status 200, got ${bytes} with ${statusCode}`))
        })
      }).on('error', reject)
    })
  }
}
