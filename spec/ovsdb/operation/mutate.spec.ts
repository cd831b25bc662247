import t from 'tap'
import { prepareMutate } from '../../../lib/ovsdb/operation/mutate.js'
import { thing } from '../../support/every-shape.js'

t.test('the form on the wire', async (t) => {
  const cases: readonly (readonly [mutation: readonly [string, string, unknown], wire: unknown])[] = [
    [
      ['n', '+=', 2n ** 60n],
      ['n', '+=', 2n ** 60n],
    ],
    [
      ['r', '*=', 0.5],
      ['r', '*=', 0.5],
    ],
    [
      ['few', '-=', 1],
      ['few', '-=', 1],
    ],
    [
      ['digit', '*=', 100],
      ['digit', '*=', 100],
    ],
    [
      ['tags', 'insert', ['a']],
      ['tags', 'insert', ['set', ['a']]],
    ],
    [
      ['tags', 'delete', 'a'],
      ['tags', 'delete', ['set', ['a']]],
    ],
    [
      ['size', 'insert', 5],
      ['size', 'insert', ['set', [5]]],
    ],
    [
      ['counts', 'insert', new Map([['k', 1]])],
      ['counts', 'insert', ['map', [['k', 1]]]],
    ],
    [
      ['counts', 'delete', new Map([['k', 1]])],
      ['counts', 'delete', ['map', [['k', 1]]]],
    ],
    [
      ['counts', 'delete', ['k', 'l']],
      ['counts', 'delete', ['set', ['k', 'l']]],
    ],
  ]
  for (const [mutation, wire] of cases) {
    t.strictSame(
      prepareMutate(thing, [['n', '<', 2]], [mutation]).operation,
      { op: 'mutate', table: 'thing', where: [['n', '<', 2]], mutations: [wire] },
      mutation.join(' '),
    )
  }
})

t.test('a factor of 0, by which a negative integer ends the server', async (t) => {
  for (const zero of [0, -0, 0n]) {
    t.throws(() => prepareMutate(thing, [], [['n', '*=', zero]]), {
      code: 'INVALID_VALUE',
      message: `thing.n: expected a factor other than 0, got ${Object.is(zero, -0) ? '-0' : '0'}`,
    })
  }
  t.ok(prepareMutate(thing, [], [['n', '+=', 0]]))
})

t.test('the result is the number of rows', async (t) => {
  const mutate = prepareMutate(thing, [], [])
  t.ok(Object.isFrozen(mutate) && Object.isFrozen(mutate.operation))
  t.equal(mutate.decode({ count: 3 }), 3)
})

t.test('what does not fit the column', async (t) => {
  t.throws(() => prepareMutate(thing, [], [['nowhere', '+=', 1]]), { name: 'UnknownColumnError' })
  t.throws(() => prepareMutate(thing, [], [['fixed', '+=', 1]]), { name: 'ImmutableColumnError' })
  t.throws(() => prepareMutate(thing, [], [['n', '+=', 'one']]), { name: 'InvalidValueError' })
  t.throws(() => prepareMutate(thing, [], [['few', '+=', [1]]]), { name: 'InvalidValueError' })
  t.throws(() => prepareMutate(thing, [], [['counts', 'insert', ['k']]]), { name: 'InvalidValueError' })
})
