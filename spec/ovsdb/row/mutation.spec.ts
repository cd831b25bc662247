import t from 'tap'
import { formatMutation, mutateRow, parseMutation } from '../../../lib/ovsdb/row/mutation.js'
import { completeRow, formatRow, parseRow } from '../../../lib/ovsdb/row/row.js'
import { thing } from '../../support/every-shape.js'

const ROW = {
  n: 7,
  r: 2.5,
  few: ['set', [1, 2]],
  tags: ['set', ['x', 'y']],
  counts: [
    'map',
    [
      ['k', 1],
      ['l', 2],
    ],
  ],
}

function mutate(json: object, ...mutations: readonly unknown[]) {
  const row = completeRow(parseRow(json, thing), thing)
  return mutations.map((mutation) => parseMutation(mutation, thing)).reduce(mutateRow, row)
}

t.test('the column afterwards', async (t) => {
  const cases: readonly (readonly [mutation: readonly [string, string, unknown], after: unknown])[] = [
    [['n', '+=', 3], 10],
    [['n', '-=', 8], -1],
    [['n', '*=', 2n ** 55n], 7n * 2n ** 55n],
    [['n', '/=', -2], -3],
    [['n', '%=', 4], 3],
    [['r', '+=', 1], 3.5],
    [['r', '-=', 3], -0.5],
    [['r', '*=', 2], 5],
    [['r', '/=', 2], 1.25],
    [
      ['few', '*=', 10],
      ['set', [10, 20]],
    ],
    [
      ['size', '+=', 1],
      ['set', []],
    ],
    [['size', 'insert', 4], 4],
    [
      ['tags', 'insert', ['set', ['y', 'z']]],
      ['set', ['x', 'y', 'z']],
    ],
    [['tags', 'delete', ['set', ['y', 'z']]], 'x'],
    [
      [
        'counts',
        'insert',
        [
          'map',
          [
            ['k', 9],
            ['m', 3],
          ],
        ],
      ],
      [
        'map',
        [
          ['k', 1],
          ['l', 2],
          ['m', 3],
        ],
      ],
    ],
    [
      [
        'counts',
        'delete',
        [
          'map',
          [
            ['k', 9],
            ['l', 2],
          ],
        ],
      ],
      ['map', [['k', 1]]],
    ],
    [
      ['counts', 'delete', ['set', ['k', 'm']]],
      ['map', [['l', 2]]],
    ],
    [
      ['counts', 'delete', 'k'],
      ['map', [['l', 2]]],
    ],
  ]
  for (const [mutation, after] of cases) {
    const [column] = mutation
    t.strictSame(formatRow(mutate(ROW, mutation), thing, [column]), { [column]: after }, mutation.join(' '))
  }
})

t.test('several, one after the other', async (t) => {
  const row = mutate(ROW, ['few', 'delete', 2], ['few', 'insert', 3], ['n', '+=', 1], ['n', '*=', 2])
  t.strictSame(formatRow(row, thing, ['few', 'n']), { few: ['set', [1, 3]], n: 16 })
})

t.test('the form on the wire', async (t) => {
  for (const json of [
    ['n', '+=', 2n ** 60n],
    ['tags', 'insert', ['set', ['a', 'b']]],
    ['counts', 'delete', ['set', ['a', 'b']]],
    ['counts', 'delete', ['map', [['a', 1]]]],
  ]) {
    t.strictSame(formatMutation(parseMutation(json, thing)), json)
  }
})

t.test('what cannot be', async (t) => {
  const cases: readonly (readonly [mutation: unknown, error: string])[] = [
    [['n', '+='], 'syntax error'],
    [['nowhere', '+=', 1], 'unknown column'],
    [['n', '**', 1], 'unknown mutator'],
    [['n', 'toString', 1], 'unknown mutator'],
    [['_uuid', '+=', 1], 'constraint violation'],
    [['fixed', '*=', 1], 'constraint violation'],
    [['n', '/=', 0], 'domain error'],
    [['n', '%=', 0], 'domain error'],
    [['r', '/=', 0], 'domain error'],
    [['n', '*=', 2n ** 62n], 'range error'],
    [['r', '*=', 1e308], 'range error'],
    [['r', '%=', 2], 'syntax error'],
    [['n', '+=', 'a'], 'syntax error'],
    [['n', 'insert', 1], 'syntax error'],
    [['name', '+=', 'a'], 'syntax error'],
    [['counts', '+=', 1], 'syntax error'],
    [['tags', 'insert', 1], 'syntax error'],
    [['digit', '+=', 10], 'constraint violation'],
    [['few', '/=', 10], 'constraint violation'],
    [['digit', '-=', 1], 'constraint violation'],
    [['few', 'delete', ['set', [1, 2]]], 'constraint violation'],
    [['few', 'insert', 3], 'constraint violation'],
  ]
  for (const [mutation, code] of cases) {
    t.throws(() => mutate({ ...ROW, r: 1e10 }, mutation), { code }, String(mutation))
  }
})
