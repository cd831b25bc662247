import { median } from '../statistics.js'
import { compareCensuses, type Growth } from './heap.js'
import { QUANTITIES, type Sample } from './sample.js'
import { censusRounds, type Observation } from './soak.js'
import { FEWEST_VALUES, type Trend, trendOf } from './trend.js'

/** What growth is none yet: a share of the median, or a number. */
interface Tolerance {
  readonly share: number
  readonly least: number
}

/** Of memory a little is left to V8, which goes on compiling what runs; of what is counted, nothing. */
const TOLERANCES: Readonly<Record<keyof Sample, Tolerance>> = {
  rss: { share: 0.03, least: 0 },
  heap: { share: 0.01, least: 0 },
  buffers: { share: 0.02, least: 0.1 },
  fds: { share: 0, least: 0.5 },
  handles: { share: 0, least: 0.5 },
  timers: { share: 0, least: 0.5 },
  listeners: { share: 0, least: 0.5 },
  entries: { share: 0.005, least: 10 },
  elements: { share: 0.005, least: 10 },
}

export interface Quantity extends Trend {
  readonly quantity: keyof Sample
  /** The median over the rounds that are judged. */
  readonly level: number
}

export interface Verdict {
  readonly name: string
  readonly quantities: readonly Quantity[]
  /** Kinds of objects that there are ever more of. */
  readonly kinds: readonly Growth[]
}

/**
 * Judges the second half: by then what is made once has been made. Of resident memory it is what comes behind the second
 * census: taking a snapshot of a heap leaves memory to the program.
 */
export function judge({ name, samples, censuses }: Observation): Verdict {
  const rounds = censusRounds(samples.length)
  const [, secondCensus = 0] = rounds
  const half = samples.slice(Math.floor(samples.length / 2) - 1)
  const behindCensus = samples.slice(-Math.max(FEWEST_VALUES, samples.length - secondCensus))
  const quantities = QUANTITIES.map((quantity) => {
    const judged = quantity === 'rss' ? behindCensus : half
    const values = judged.map((sample) => sample[quantity])
    const level = median(values)
    const { share, least } = TOLERANCES[quantity]
    return { quantity, level, ...trendOf(values, Math.max(least, share * level)) }
  })
  const between = rounds.slice(1).map((round, index) => round - (rounds[index] ?? 0))
  return { name, quantities, kinds: compareCensuses(censuses, between) }
}

export function grows({ quantities, kinds }: Verdict): boolean {
  return kinds.length > 0 || quantities.some((quantity) => quantity.grows)
}
