/** Gives numbers from 0 up to, but not, 1. */
export type Random = () => number

/** A linear congruential generator: the same numbers for the same seed. For plausible traffic, not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
