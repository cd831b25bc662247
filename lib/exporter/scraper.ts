import type { Collector } from './collectors/collector.js'
import { ChunkPool } from './exposition/chunk-pool.js'
import { type Format, TEXT } from './exposition/format.js'
import { SharedText } from './exposition/shared-text.js'
import { ExpositionWriter } from './exposition/writer.js'

/**
 * Runs the collectors for a scrape. Scrapes that come while one with the same timeout and format is being collected get
 * the same text: one collection, however many ask. Another timeout has its own, because neither may be answered by the
 * other's.
 */
export class Scraper {
  readonly #collectors: readonly Collector[]
  readonly #observe: (seconds: number) => void
  readonly #pool = new ChunkPool()
  readonly #running = new Map<string, Promise<SharedText>>()

  /** @param observe told how long each collection took */
  constructor(collectors: readonly Collector[], observe: (seconds: number) => void) {
    this.#collectors = collectors
    this.#observe = observe
  }

  /**
   * @param timeout milliseconds after which sources that have not answered are given up for this scrape
   * @throws what a collector throws, against its promise
   */
  scrape(timeout: number, format: Format = TEXT): Promise<SharedText> {
    const key = `${timeout} ${format.mediaType}`
    const running = this.#running.get(key)
    if (running !== undefined) return running
    const collection = this.#collect(timeout, format).finally(() => this.#running.delete(key))
    this.#running.set(key, collection)
    return collection
  }

  async #collect(timeout: number, format: Format): Promise<SharedText> {
    const began = performance.now()
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(new Error(`no answer within the scrape's ${timeout} ms`)), timeout)
    try {
      const publishers = await Promise.all(this.#collectors.map((collector) => collector.gather(deadline.signal)))
      const writer = new ExpositionWriter(format, () => this.#pool.take())
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
