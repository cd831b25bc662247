/**
 * What a helper needs of its surroundings: somebody who calls `end` when the work is over, the last registered first.
 * Every tap test is one; {@link withScope} makes one elsewhere.
 */
export interface Scope {
  teardown(end: () => unknown): unknown
}

/** Runs `work` with a scope of its own and ends it, whether `work` returns or throws. */
export async function withScope<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
  const ends: Array<() => unknown> = []
  try {
    return await work({ teardown: (end) => ends.push(end) })
  } finally {
    for (const end of ends.reverse()) await end()
  }
}
