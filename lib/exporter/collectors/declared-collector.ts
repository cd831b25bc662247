import { encodeExtraLabel, encodeLabels } from '../exposition/labels.js'
import type { ExpositionWriter } from '../exposition/writer.js'
import type { Collector, Gathered, Scrape } from './collector.js'
import type { CollectorDeclaration, FamilyDeclaration, Sample } from './declaration.js'

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
 * function that throws costs its own collector, and leaves no half of a family behind.
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
      const found = families.map((family) => [family, presentSamples(family, reading)] as const)
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

function presentSamples<Reading>({ samples }: FamilyDeclaration<Reading>, reading: Reading): readonly PresentSample[] {
  const present: PresentSample[] = []
  for (const sample of samples(reading)) if (sample[1] !== undefined) present.push(sample as PresentSample)
  return present
}

type PresentSample = readonly [labels: Sample[0], value: number | bigint, extra?: Sample[2]]

function writeFamily(writer: ExpositionWriter, family: FamilyDeclaration<never>, samples: readonly PresentSample[]) {
  if (samples.length === 0) return
  writer.family(family)
  for (const [labels, value, extra] of samples) {
    const encoded = labels instanceof Uint8Array ? labels : encodeLabels(labels)
    writer.sample(encoded, value, extra === undefined ? undefined : encodeExtraLabel(extra))
  }
}
