import type { Uuid } from '../../lib/ovsdb/index.js'

/** A word where a UUID belongs and nobody looks whether it is one: easier to read in a spec. */
export function uuidNamed(word: string): Uuid<never> {
  return word as Uuid<never>
}
