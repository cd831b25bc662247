import t from 'tap'
import { everyShape, failureOf, rowsOf } from '../../support/embedded-database.js'

const database = everyShape(
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
)

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
    const rows = rowsOf(database, { table: 'thing', where: [condition], columns: ['name'] })
    t.equal(rows.map(({ name }) => name).join(''), names, String(condition))
  }
})

t.test('several are joined by AND', async (t) => {
  const where = [
    ['n', '>', 1],
    ['tags', 'includes', 'x'],
  ]
  t.strictSame(rowsOf(database, { table: 'thing', where, columns: ['name'] }), [{ name: 'b' }])
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
  for (const [condition, error] of cases) {
    t.match(failureOf(database, { op: 'select', table: 'thing', where: [condition] }), { error }, String(condition))
  }
})
