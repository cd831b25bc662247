import { setMaxListeners } from 'node:events'
import { setImmediate as turnOfTheEventLoop } from 'node:timers/promises'
import pLimit from 'p-limit'
import { type Collector, type Publish, SourceError } from './collectors/collector.js'
import type { FamilyDescription } from './collectors/declaration.js'
import { writeCollectorHealth } from './collectors/health.js'
import { type Outcome, runCollector } from './collectors/run-collector.js'
import { ChunkPool } from './exposition/chunk-pool.js'
import { type Format, TEXT } from './exposition/format.js'
import { SharedText } from './exposition/shared-text.js'
import { ExpositionWriter } from './exposition/writer.js'

const DURATION = {
  name: 'ovsdb_exporter_last_scrape_duration_seconds',
  type: 'gauge',
  help: 'Time that this collection took.',
  labels: [],
  source: 'the exporter',
} as const satisfies FamilyDescription

const DROPPED = {
  name: 'ovsdb_exporter_series_dropped',
  type: 'gauge',
  help: 'Number of samples that this scrape left out, because there were more than --series-limit.',
  labels: [],
  source: 'the exporter',
} as const satisfies FamilyDescription

/** Collections at once: of a Prometheus or two, and of somebody who looks. */
const MAX_COLLECTIONS = 4

/**
 * The texts of all scrapers are written one at a time, in a turn of the event loop each: who asked for one is a reader of
 * it, and it made those of slow readers go, before there is the next.
 */
const writing = pLimit(1)

/** What a scrape says of itself. */
export const SCRAPE_FAMILIES: readonly FamilyDescription[] = [DROPPED, DURATION]

/** What a scrape asks for. */
export interface ScrapeRequest {
  /** Milliseconds after which sources that have not answered are given up for this scrape. */
  readonly timeout: number
  /** The collectors to run, by name; all of them when absent. */
  readonly collect?: ReadonlySet<string> | undefined
  /** Default: {@link TEXT}. */
  readonly format?: Format | undefined
}

export interface ScraperParts {
  readonly collectors: readonly Collector[]
  /** What every scrape ends with: the exporter's own metrics. One that rejects fails the scrape. */
  readonly own: () => Promise<Publish>
  /** Told how long each collection took. */
  readonly observe: (seconds: number) => void
  /** Told of a collector that failed, and again when it did not. */
  readonly report: (collector: string, error: Error | undefined) => void
  /** Samples of the collectors beyond this are left out. */
  readonly seriesLimit: number
}

/**
 * Runs the collectors for a scrape. Scrapes that come while one for the same is being collected get the same text: one
 * collection, however many ask. Another timeout or format has its own, in line behind the others.
 */
export class Scraper {
  readonly #parts: ScraperParts
  readonly #pool = new ChunkPool()
  /** What each holds in memory, and asks of the switch, is held and asked so many times at most. */
  readonly #inTurn = pLimit(MAX_COLLECTIONS)
  readonly #running = new Map<string, Promise<SharedText>>()

  constructor(parts: ScraperParts) {
    this.#parts = parts
  }

  /** The names of the collectors there are. */
  get collectors(): readonly string[] {
    return this.#parts.collectors.map(({ name }) => name)
  }

  /** @throws what has a bug: a collector's writing, or the exporter's own metrics */
  scrape(request: ScrapeRequest): Promise<SharedText> {
    const { timeout, collect, format = TEXT } = request
    const key = JSON.stringify([timeout, format.mediaType, collect && [...collect].sort()])
    const running = this.#running.get(key)
    if (running !== undefined) return running
    const deadline = new AbortController()
    // Every collector listens to it, and there are more than Node.js thinks is right.
    setMaxListeners(0, deadline.signal)
    const timer = setTimeout(() => deadline.abort(new Error(`no answer within the scrape's ${timeout} ms`)), timeout)
    const collection = this.#inTurn(() => this.#collect(request, deadline.signal)).finally(() => {
      clearTimeout(timer)
      this.#running.delete(key)
    })
    this.#running.set(key, collection)
    return collection
  }

  async #collect(request: ScrapeRequest, signal: AbortSignal): Promise<SharedText> {
    const { own, observe } = this.#parts
    const began = performance.now()
    const [outcomes, publishOwn] = await Promise.all([this.#gather(request, signal), own()])
    return writing(async () => {
      await turnOfTheEventLoop()
      const writer = new ExpositionWriter(request.format, () => this.#pool.take())
      this.#write(writer, outcomes)
      publishOwn(writer)
      const seconds = (performance.now() - began) / 1000
      observe(seconds)
      writer.samples(DURATION, [[{}, seconds]])
      return new SharedText(writer.finish(), (pieces) => this.#pool.giveBack(pieces))
    })
  }

  #gather({ collect }: ScrapeRequest, signal: AbortSignal): Promise<readonly Outcome[]> {
    const collectors = this.#parts.collectors.filter(({ name }) => collect?.has(name) ?? true)
    const scrape = { key: {}, signal, collectors: new Set(collectors.map(({ name }) => name)) }
    return Promise.all(collectors.map((collector) => runCollector(collector, scrape)))
  }

  #write(writer: ExpositionWriter, outcomes: readonly Outcome[]): void {
    const { report, seriesLimit } = this.#parts
    writer.limitSamples(seriesLimit)
    for (const { name, gathered, failure } of outcomes) {
      if (!(failure instanceof SourceError)) report(name, failure)
      gathered?.write(writer)
    }
    writer.limitSamples(Number.POSITIVE_INFINITY)
    writer.samples(DROPPED, [[{}, writer.droppedSamples]])
    writeCollectorHealth(writer, outcomes)
  }
}
