import t from 'tap'
import { keyOf, RowIndex, sameValue } from '../../../lib/ovsdb/monitor/row-index.js'
import type { Value } from '../../../lib/ovsdb/value/types.js'

t.test('rows by what they hold', async (t) => {
  const index = new RowIndex(['name', 'tags'])
  const [a, b, c] = [
    { name: 'x', tags: ['1', '2'], n: 1 },
    { name: 'x', tags: ['2', '1'], n: 2 },
    { name: 'x', tags: [], n: 3 },
  ]
  for (const row of [a, b, c]) index.add(row)
  t.strictSame([...index.get({ name: 'x', tags: ['1', '2'] })], [a, b])
  t.strictSame([...index.get({ name: 'x', tags: [] })], [c])
  t.strictSame([...index.get({ name: 'y', tags: [] })], [])
  index.remove(a)
  index.remove({ ...b })
  t.strictSame([...index.get(b)], [b], 'it goes by the row, not by its likes')
  index.remove(b)
  t.strictSame([...index.get(b)], [])
})

t.test('which values are the same', async (t) => {
  const map = (...pairs: [string, number | bigint][]) => new Map(pairs)
  const same: readonly (readonly [Value, Value])[] = [
    ['a', 'a'],
    [undefined, undefined],
    [2n ** 60n, 2n ** 60n],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [map(['a', 1], ['b', 2]), map(['b', 2], ['a', 1])],
  ]
  const different: readonly (readonly [Value, Value])[] = [
    ['1', 1],
    [0, undefined],
    ['', undefined],
    [0, false],
    [2n ** 60n, 2n ** 60n + 1n],
    [['a'], ['a', 'b']],
    [['1'], [1]],
    [['a'], 'a'],
    [[], new Map()],
    [map(['a', 1]), map(['a', 2])],
    [map(['a', 1]), map(['b', 1])],
    [map(['a', 1]), map(['a', 1], ['b', 1])],
    [map(['a', 2n ** 60n]), map(['a', 2n ** 60n + 1n])],
  ]
  for (const [a, b] of same) t.ok(sameValue(a, b) && keyOf({ a }, ['a']) === keyOf({ a: b }, ['a']))
  for (const [a, b] of different) t.notOk(sameValue(a, b))
  t.not(keyOf({ a: 'x', b: 'y,z' }, ['a', 'b']), keyOf({ a: 'x,y', b: 'z' }, ['a', 'b']))
})
