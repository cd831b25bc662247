import type { ExpositionWriter } from '../exposition/writer.js'

/** Writes the samples of what was gathered. */
export type Publish = (writer: ExpositionWriter) => void

/** One scrape under way, as a collector sees it. */
export interface Scrape {
  /** One object for the whole scrape: a source that several collectors share keeps what it read under it. */
  readonly key: object
  /** Aborts when the time of the scrape, or the collector's own, is over. */
  readonly signal: AbortSignal
  /** The names of the collectors that take part. */
  readonly collectors: ReadonlySet<string>
}

/** What a collector gathered. */
export interface Gathered {
  readonly write: Publish
  /** Seconds since the source last confirmed this: 0 of what this very scrape has read; undefined when it never did. */
  readonly age: number | undefined
  /** What failed, when there is something to write nevertheless. The collector has logged it. */
  readonly error?: Error | undefined
}

/**
 * One family of samples. Reading and writing are apart, so that a source that is late cannot hold up the others' text.
 * To make one, write a {@link CollectorDeclaration} and hand it to `declaredCollector`.
 */
export interface Collector {
  /** As in the registry: `--collector.<name>`, and the `collector` label of its health. */
  readonly name: string
  /** Milliseconds after which it is given up although the scrape has time left. Default: the scrape's time. */
  readonly timeout?: number
  /**
   * Reads the source until the scrape's signal aborts, and interprets what it read. When it rejects, or is late, its
   * success is 0 and it has no samples; no other collector notices.
   */
  gather(scrape: Scrape): Promise<Gathered>
}

/** A source could not be read. Whoever throws it has logged why; the collectors it ends need no line of their own. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly code = 'SOURCE'
}
