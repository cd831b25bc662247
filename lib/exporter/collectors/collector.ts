import type { ExpositionWriter } from '../exposition/writer.js'

/** Writes the samples of what was gathered. */
export type Publish = (writer: ExpositionWriter) => void

/** One source of samples. Reading and writing are apart, so that a source that is late cannot hold up the others' text. */
export interface Collector {
  /**
   * Reads the source until `signal` ends the scrape. Never rejects: what failed is a sample (`…_up 0`), and its series
   * are absent. A collector that rejects nevertheless has a bug, and the scrape fails.
   */
  gather(signal: AbortSignal): Promise<Publish>
}
