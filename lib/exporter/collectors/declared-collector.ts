import { excerpt, LONGEST_REASON } from '../../jsonrpc/index.js'
import { decodeLabels, encodeExtraLabel, encodeLabels } from '../exposition/labels.js'
import type { ExpositionWriter } from '../exposition/writer.js'
import type { Collector, Gathered, Scrape } from './collector.js'
import type { CollectorDeclaration, FamilyDeclaration } from './declaration.js'
import { Series } from './series.js'

/** How a declared collector comes by what its families need. */
export interface Reader<Reading> {
  /** Reads the source, until the scrape's signal aborts. */
  read(scrape: Scrape): Promise<Reading>
  /** Seconds since the source confirmed what was read; undefined when it never did. Without it: 0. */
  age?(reading: Reading): number | undefined
  /** What failed, although there is something to tell; whoever reads has logged it. */
  error?(reading: Reading): Error | undefined
  /** Milliseconds after which it is given up although the scrape has time left. */
  readonly timeout?: number
}

/**
 * Makes a collector of its declaration and a way to read. Every sample is found before the first is written, so a
 * function that throws, or a source that tells a series twice, costs its own collector, and leaves no half of a family
 * behind.
 *
 * @example
 * declaredCollector(COVERAGE, { read: ({ signal }) => vswitchd.coverage(signal) })
 */
export function declaredCollector<Reading>(
  { name, families }: CollectorDeclaration<Reading>,
  reader: Reader<Reading>,
): Collector {
  return {
    name,
    ...(reader.timeout === undefined ? {} : { timeout: reader.timeout }),
    async gather(scrape): Promise<Gathered> {
      const reading = await reader.read(scrape)
      const series = new Series()
      const found = families.map((family) => [family, presentSamples(family, reading, series)] as const)
      return {
        age: reader.age === undefined ? 0 : reader.age(reading),
        error: reader.error?.(reading),
        write: (writer) => {
          for (const [family, samples] of found) writeFamily(writer, family, samples)
        },
      }
    },
  }
}

type PresentSample = readonly [labels: Uint8Array, value: number | bigint, extra: Uint8Array | undefined]

/** @throws when a series comes twice: which of its values holds is not known */
function presentSamples<Reading>(
  { name, samples }: FamilyDeclaration<Reading>,
  reading: Reading,
  series: Series,
): readonly PresentSample[] {
  const present: PresentSample[] = []
  for (const [labels, value, extra] of samples(reading)) {
    if (value === undefined) continue
    const encoded = labels instanceof Uint8Array ? labels : encodeLabels(labels)
    const encodedExtra = extra === undefined ? undefined : encodeExtraLabel(extra)
    if (!series.add(name, encoded, extra)) {
      const text = excerpt(`${name}${decodeLabels(encoded, encodedExtra)}`, LONGEST_REASON)
      throw new Error(`expected no series twice, got ${text}`)
    }
    present.push([encoded, value, encodedExtra])
  }
  return present
}

function writeFamily(writer: ExpositionWriter, family: FamilyDeclaration<never>, samples: readonly PresentSample[]) {
  if (samples.length === 0) return
  writer.family(family)
  for (const sample of samples) writer.sample(...sample)
}
