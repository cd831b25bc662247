import type { Collector } from './collectors/collector.js'
import { ChunkPool } from './exposition/chunk-pool.js'
import { SharedText } from './exposition/shared-text.js'
import { ExpositionWriter } from './exposition/writer.js'

/**
 * Runs the collectors for a scrape. Scrapes that come while one with the same timeout is being collected get the same
 * text: one collection, however many ask. Another timeout has its own, because neither may be answered by the other's.
 */
export class Scraper {
  readonly #collectors: readonly Collector[]
  readonly #observe: (seconds: number) => void
  readonly #pool = new ChunkPool()
  readonly #running = new Map<number, Promise<SharedText>>()

  /** @param observe told how long each collection took */
  constructor(collectors: readonly Collector[], observe: (seconds: number) => void) {
    this.#collectors = collectors
    this.#observe = observe
  }

  /**
   * @param timeout milliseconds after which sources that have not answered are given up for this scrape
   * @throws what a collector throws, against its promise
   */
  scrape(timeout: number): Promise<SharedText> {
    const running = this.#running.get(timeout)
    if (running !== undefined) return running
    const collection = this.#collect(timeout).finally(() => this.#running.delete(timeout))
    this.#running.set(timeout, collection)
    return collection
  }

  async #collect(timeout: number): Promise<SharedText> {
    const began = performance.now()
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(new Error(`no answer within the scrape's ${timeout} ms`)), timeout)
    try {
      const publishers = await Promise.all(this.#collectors.map((collector) => collector.gather(deadline.signal)))
      const writer = new ExpositionWriter(() => this.#pool.take())
      for (const publish of publishers) publish(writer)
      const seconds = (performance.now() - began) / 1000
      this.#observe(seconds)
      writer.gauge('ovsdb_exporter_last_scrape_duration_seconds', 'Time that this collection took.', seconds)
      return new SharedText(writer.finish(), (pieces) => this.#pool.giveBack(pieces))
    } finally {
      clearTimeout(timer)
    }
  }
}
