import t from 'tap'
import {
  compareConditions,
  formatCondition,
  meets,
  parseCondition,
  sortConditions,
} from '../../../lib/ovsdb/row/condition.js'
import { completeRow, parseRow } from '../../../lib/ovsdb/row/row.js'
import { single } from '../../../lib/ovsdb/value/datum.js'
import { thing } from '../../support/every-shape.js'

const rows = [
  {
    name: 'a',
    n: 1,
    size: 5,
    tags: ['set', ['x', 'y']],
    counts: [
      'map',
      [
        ['k', 1],
        ['l', 2],
      ],
    ],
    r: -1.5,
  },
  { name: 'b', n: 2, tags: 'x', counts: ['map', [['k', 2]]], r: 2.5, few: 3 },
  { name: 'c', n: 9007199254740993n, b: true, digit: 4 },
].map((json) => completeRow(parseRow(json, thing), thing))

t.test('the rows that fulfil a condition', async (t) => {
  const cases: readonly (readonly [condition: unknown, names: string])[] = [
    [['n', '==', 1], 'a'],
    [['n', '!=', 1], 'bc'],
    [['n', '<', 2], 'a'],
    [['n', '<=', 2], 'ab'],
    [['n', '>', 9007199254740992n], 'c'],
    [['n', '>=', 2], 'bc'],
    [['n', 'includes', 2], 'b'],
    [['n', 'excludes', 2], 'ac'],
    [['r', '<', 0], 'a'],
    [['digit', '==', 4], 'c'],
    [['b', '==', true], 'c'],
    [['name', '!=', 'b'], 'ac'],
    [['size', '<', 9], 'a'],
    [['size', '>', 9], ''],
    [['size', '==', ['set', []]], 'bc'],
    [['tags', '==', ['set', ['y', 'x']]], 'a'],
    [['tags', 'includes', 'x'], 'ab'],
    [['tags', 'includes', ['set', []]], 'abc'],
    [['tags', 'excludes', ['set', ['y', 'z']]], 'bc'],
    [['few', 'includes', ['set', []]], 'abc'],
    [['few', 'excludes', ['set', [3, 4, 5]]], 'ac'],
    [['counts', 'includes', ['map', [['k', 1]]]], 'a'],
    [['counts', 'excludes', ['map', [['k', 1]]]], 'bc'],
    [['counts', '==', ['map', []]], 'c'],
    [['_uuid', '==', ['uuid', '00000000-0000-4000-8000-000000000000']], ''],
    [true, 'abc'],
    [false, ''],
  ]
  for (const [condition, names] of cases) {
    const found = rows.filter((row) => meets(row, parseCondition(condition, thing)))
    t.equal(found.map((row) => single(row.get('name') ?? new Map())).join(''), names, String(condition))
  }
})

t.test('the form on the wire, in order', async (t) => {
  const conditions = [
    ['n', '!=', 8],
    false,
    ['n', '>', 6],
    ['tags', 'includes', ['set', ['y', 'x']]],
    ['n', '==', 1],
    ['_uuid', '==', ['uuid', 'D50E85C6-8AE7-4B16-B69E-4395928BD9BE']],
    ['counts', 'excludes', ['map', []]],
  ]
  t.strictSame(sortConditions(conditions.map((json) => parseCondition(json, thing))).map(formatCondition), [
    false,
    ['_uuid', '==', ['uuid', 'd50e85c6-8ae7-4b16-b69e-4395928bd9be']],
    ['n', '==', 1],
    ['tags', 'includes', ['set', ['x', 'y']]],
    ['n', '>', 6],
    ['counts', 'excludes', ['map', []]],
    ['n', '!=', 8],
  ])
})

t.test('a named-uuid needs names', async (t) => {
  const json = ['_uuid', '==', ['named-uuid', 'row1']]
  const uuid = '00000000-0000-4000-8000-000000000000'
  t.throws(() => parseCondition(json, thing), { code: 'syntax error' })
  t.strictSame(formatCondition(parseCondition(json, thing, () => uuid)), ['_uuid', '==', ['uuid', uuid]])
})

t.test('what is no condition', async (t) => {
  const cases: readonly (readonly [condition: unknown, error: string])[] = [
    [['n', '=='], 'syntax error'],
    ['n', 'syntax error'],
    [['nowhere', '==', 1], 'unknown column'],
    [['n', '=~', 1], 'unknown function'],
    [['n', 'toString', 1], 'unknown function'],
    [['n', '==', 'one'], 'syntax error'],
    [['name', '<', 'a'], 'syntax error'],
    [['tags', '<', 'a'], 'syntax error'],
    [['few', '<', 1], 'syntax error'],
    [['counts', '<', 1], 'syntax error'],
    [['size', '<', ['set', []]], 'syntax error'],
  ]
  for (const [condition, code] of cases) {
    t.throws(() => parseCondition(condition, thing), { code }, String(condition))
  }
})

t.test('conditions that say the same, in whatever order', async (t) => {
  const parse = (...json: readonly unknown[]) => json.map((clause) => parseCondition(clause, thing))
  const one = parse(['n', '==', 1])
  t.equal(
    compareConditions(parse(true, ['n', '==', 1], ['n', '==', 2]), parse(['n', '==', 2], true, ['n', '==', 1])),
    0,
  )
  t.ok(compareConditions(parse(true, ['n', '==', 1]), one) > 0)
  t.ok(compareConditions(one, parse(['n', '>=', 1])) < 0)
  t.ok(compareConditions(one, parse(['n', '==', 2])) < 0)
  t.ok(compareConditions(one, parse(['r', '==', 1])) < 0)
  t.ok(compareConditions(one, parse(true)) > 0)
  t.ok(compareConditions(parse(false), parse(true)) < 0)
})
