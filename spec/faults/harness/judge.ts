/** Samples as `samplesOf` writes them, of the families that a fault is about. */
export type Samples = readonly string[]

/** What a scrape said, as far as a fault is about it. */
export interface Told {
  /** Whether the gauge of the source said so. */
  readonly up: boolean
  readonly samples: Samples
}

/** How much of what a scrape said was wrong. */
export interface Wrong {
  /** Series that there were and it did not tell, though it said that the source is up. */
  readonly lost: number
  /** Series told more than once. */
  readonly doubled: number
  /** Samples of what was not so, or not any more. */
  readonly stale: number
}

/** What is told while the source is marked down: no sample, or the samples that are still true. */
export type WhenDown = 'absent' | 'kept'

/**
 * Compares a scrape with everything that was true at some moment of it, and gives it the best of these.
 *
 * @param truths `undefined` for a time when nothing could be known: then whatever is told is stale
 */
export function judge(told: Told, truths: readonly (Samples | undefined)[], whenDown: WhenDown): Wrong {
  const verdicts = truths.map((truth) => judgeBy(told, truth, whenDown))
  return verdicts.reduce((best, other) => (sum(other) < sum(best) ? other : best))
}

function judgeBy({ up, samples }: Told, truth: Samples | undefined, whenDown: WhenDown): Wrong {
  const told = new Map(samples.map((sample) => [seriesOf(sample), sample]))
  const doubled = samples.length - told.size
  const expected = new Set(up || whenDown === 'kept' ? truth : [])
  const stale = [...told.values()].filter((sample) => !expected.has(sample)).length
  const lost = [...expected].filter((sample) => !told.has(seriesOf(sample))).length
  // Up, while nothing can be known, is itself a thing of the past.
  return { lost, doubled, stale: stale + Number(up && truth === undefined) }
}

export function sum({ lost, doubled, stale }: Wrong): number {
  return lost + doubled + stale
}

function seriesOf(sample: string): string {
  return sample.slice(0, sample.lastIndexOf(' '))
}
