import { type AnyVtepCollector, vtepCollector } from '../../lib/exporter/collectors/vtep/index.js'
import { samplesOf } from './samples.js'
import { scrapeOf, textOf } from './scrape.js'

/** What a collector tells of a hardware VTEP with these rows, as {@link samplesOf} writes it. */
export async function toldOfVtep(
  collector: AnyVtepCollector,
  tables: Readonly<Record<string, readonly object[]>>,
): Promise<readonly string[]> {
  return samplesOf(textOf(await vtepCollector(collector, { read: async () => ({ tables }) }).gather(scrapeOf())))
}
