/** How often to measure. */
export interface Effort {
  /** Rounds that count. */
  readonly repetitions: number
  /** Rounds before, for compilers and caches. */
  readonly warmUp: number
}

/**
 * Measures several things in turn, A B A B …, so that whatever else the machine does meets all of them alike.
 *
 * @returns milliseconds: of each thing its samples, in the order measured
 */
export async function interleave<const Things extends readonly (() => unknown)[]>(
  { repetitions, warmUp }: Effort,
  things: Things,
): Promise<{ readonly [Index in keyof Things]: readonly number[] }> {
  const samples = things.map((): number[] => [])
  for (let round = -warmUp; round < repetitions; round++) {
    for (const [index, thing] of things.entries()) {
      const began = performance.now()
      await thing()
      const took = performance.now() - began
      if (round >= 0) samples[index]?.push(took)
    }
  }
  return samples as { [Index in keyof Things]: number[] }
}

/** Enough repetitions for a median to stand still, few enough for a run of minutes. */
const REPETITIONS: readonly (readonly [upTo: number, repetitions: number])[] = [
  [10, 200],
  [100, 100],
  [1000, 30],
  [Number.POSITIVE_INFINITY, 7],
]

/** How often to scrape a node of so many endpoints. */
export function effortFor(endpoints: number, quick: boolean): Effort {
  if (quick) return { repetitions: 5, warmUp: 1 }
  const [, repetitions = 1] = REPETITIONS.find(([upTo]) => endpoints <= upTo) ?? []
  return { repetitions, warmUp: Math.ceil(repetitions / 5) }
}
