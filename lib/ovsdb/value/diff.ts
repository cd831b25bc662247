import type { ColumnType } from '../schema/types.js'
import { checkSize, type Datum } from './datum.js'
import type { Atom } from './types.js'

/**
 * What turns one value of a column into another, as `update2` tells it (ovsdb-server(7), section 4.1.14). Of a column
 * that holds at most one element it is the new value. Otherwise it holds the elements or pairs that only one of the two
 * has, and of a key that both have with different values the new pair: an empty difference changes nothing.
 *
 * @example
 * diffDatum(new Map([['a', 1], ['b', 2]]), new Map([['a', 1], ['b', 3]]), counters) // Map { 'b' → 3 }
 */
export function diffDatum(from: Datum, to: Datum, { max }: ColumnType): Datum {
  if (max === 1) return to
  const difference = new Map<Atom, Atom | undefined>()
  for (const [k, v] of from) if (!to.has(k)) difference.set(k, v)
  for (const [k, v] of to) if (!from.has(k) || from.get(k) !== v) difference.set(k, v)
  return difference
}

/**
 * Applies a difference that {@link diffDatum} describes: an element that is there goes, one that is not comes, a pair
 * whose key is there with another value replaces it.
 *
 * @throws {DatabaseError} `constraint violation` when the result has too few or too many elements for the column
 */
export function applyDiff(datum: Datum, difference: Datum, type: ColumnType): Datum {
  const changed = type.max === 1 ? new Map(difference) : new Map(datum)
  if (type.max !== 1) {
    for (const [k, v] of difference) {
      if (datum.has(k) && datum.get(k) === v) changed.delete(k)
      else changed.set(k, v)
    }
  }
  checkSize(changed, type)
  return changed
}
