import type { Gathered, Scrape } from '../../lib/exporter/collectors/collector.js'
import { ExpositionWriter } from '../../lib/exporter/exposition/writer.js'

/** A scrape for collectors under test. */
export function scrapeOf(signal: AbortSignal = new AbortController().signal, ...collectors: readonly string[]): Scrape {
  return { key: {}, signal, collectors: new Set(collectors) }
}

/** The text of what a collector gathered. */
export function textOf({ write }: Pick<Gathered, 'write'>): string {
  const writer = new ExpositionWriter()
  write(writer)
  return Buffer.concat(writer.finish()).toString()
}
