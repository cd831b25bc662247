/** The value below which the given share of the samples lies, interpolated between neighbours. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const position = (sorted.length - 1) * share
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) throw new Error('expected at least one sample, got none')
  return below + (above - below) * (position - Math.floor(position))
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5)
}

/** Fewer samples than this have no 99th percentile worth the name. */
const ENOUGH_FOR_P99 = 100

/** The slow end of the samples: their 99th percentile, or their maximum where they are few. */
export function tail(samples: readonly number[]): { readonly name: 'p99' | 'max'; readonly value: number } {
  return samples.length >= ENOUGH_FOR_P99
    ? { name: 'p99', value: quantile(samples, 0.99) }
    : { name: 'max', value: quantile(samples, 1) }
}

/** How two series that were measured in turn compare. */
export interface Comparison {
  /** The ratio of the medians. */
  readonly ratio: number
  /** The quartiles of the ratios of each pair: how far the machine's noise moves the ratio. */
  readonly low: number
  readonly high: number
}

/** @param ours in the order measured, as `theirs` */
export function compare(ours: readonly number[], theirs: readonly number[]): Comparison {
  if (ours.length !== theirs.length) {
    throw new Error(`expected pairs, got ${ours.length} samples against ${theirs.length}`)
  }
  const ratios = ours.map((sample, index) => sample / (theirs[index] as number))
  return { ratio: median(ours) / median(theirs), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75) }
}
