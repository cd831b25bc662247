import fc from 'fast-check'
import { bytesOf, type FuzzTarget, textOf } from './target.js'
import { serve } from './worker.js'

/** Targets that are broken, each in its way, by an input that holds the word it begins with. */
function target(name: string, check: (input: Uint8Array) => void): FuzzTarget {
  return {
    name,
    seeds: [bytesOf('some text')],
    words: [name],
    generated: fc.constant(bytesOf('other text')),
    check: (input) => {
      if (textOf(input).includes(name)) check(input)
    },
  }
}

serve([
  target('throws', () => {
    throw new TypeError('it does')
  }),
  target('hangs', () => {
    for (;;);
  }),
  target('eats', () => {
    const eaten: number[][] = []
    for (;;) eaten.push(Array(100_000).fill(eaten.length))
  }),
  { ...target('holds', () => {}), seeds: [] },
])
