import { inspect } from 'node:util'
import t from 'tap'
import { describe } from '../../lib/ovsdb/describe.js'

t.test('as inspect has it', async (t) => {
  const values: readonly unknown[] = [
    'text',
    "it's",
    'say "so"',
    '\u0000\n\\',
    '',
    0,
    -0,
    1.5,
    Number.NaN,
    2n ** 63n,
    true,
    undefined,
    null,
    [],
    {},
    [1, 'a', [null, { a: undefined }]],
    { a: 1, 'b-c': [], _d: { e: 2n } },
    new Map<unknown, unknown>([
      ['a', 1],
      [2, { b: 'c' }],
    ]),
    new Map(),
    new Set(['a', 2n]),
    [1, 2, 3, 4, 5, 6, 7, 8],
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    [[[[[[[1]]]]]]],
    [[[[[[{ a: 1 }]]]]]],
    describe,
    Symbol('s'),
  ]
  const options = { depth: 5, maxArrayLength: 8, breakLength: Number.POSITIVE_INFINITY, compact: true }
  const quotes = /^"|"$|`/g // inspect changes its quotes for text that holds one
  for (const value of values) {
    const expected = inspect(value, options).replace(quotes, "'").replace('\\x00', '\\u0000')
    t.equal(describe(value).replaceAll("\\'", "'"), expected.replaceAll("\\'", "'"))
  }
})

t.test('cut to a length that fits', async (t) => {
  t.equal(describe('x'.repeat(100)), `'${'x'.repeat(79)}…`)
  t.equal(describe(['x'.repeat(100), 'y']), `[ '${'x'.repeat(77)}…`)
  t.equal(describe(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`k${i}`, i]))).includes('1 more item'), true)
  const cyclic: unknown[] = []
  cyclic.push(cyclic)
  t.equal(describe(cyclic), '[ [ [ [ [ [ [Array] ] ] ] ] ] ]')
})
