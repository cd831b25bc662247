import t from 'tap'
import {
  checkDatum,
  compareData,
  defaultDatum,
  excludesAll,
  formatDatum,
  includesAll,
  isNumeric,
  parseDatum,
  sameDatum,
  single,
} from '../../../lib/ovsdb/value/datum.js'
import { thing } from '../../support/every-shape.js'

const names = (name: string) => name

function typeOf(column: string) {
  const type = thing.columns.get(column)?.type
  if (type === undefined) throw new Error(`expected a column ${column}`)
  return type
}

const parse = (column: string, json: unknown) => parseDatum(json, typeOf(column), names)

t.test('a value comes back as it should be written', async (t) => {
  const cases: readonly (readonly [column: string, json: unknown, canonical: unknown])[] = [
    ['n', 5, 5],
    ['n', ['set', [5]], 5],
    ['size', ['set', []], ['set', []]],
    ['size', ['set', [5]], 5],
    ['tags', 'a', 'a'],
    ['tags', ['set', ['b', 'a']], ['set', ['a', 'b']]],
    ['few', ['set', [10, 9]], ['set', [9, 10]]],
    ['counts', ['map', []], ['map', []]],
    [
      'counts',
      [
        'map',
        [
          ['b', 2],
          ['a', 1],
        ],
      ],
      [
        'map',
        [
          ['a', 1],
          ['b', 2],
        ],
      ],
    ],
    ['counts', ['map', [['__proto__', 1]]], ['map', [['__proto__', 1]]]],
  ]
  for (const [column, json, canonical] of cases) {
    t.strictSame(formatDatum(parse(column, json), typeOf(column)), canonical, `${column} ${JSON.stringify(json)}`)
  }
})

t.test('what is no value of the column', async (t) => {
  const cases: readonly (readonly [column: string, json: unknown, code: string])[] = [
    ['n', ['set', []], 'syntax error'],
    ['size', ['set', [1, 2]], 'syntax error'],
    ['few', ['set', [1, 2, 3]], 'syntax error'],
    ['tags', ['set', ['a', 'a']], 'syntax error'],
    ['tags', ['set', 'a'], 'syntax error'],
    [
      'counts',
      [
        'map',
        [
          ['a', 1],
          ['a', 2],
        ],
      ],
      'syntax error',
    ],
    ['counts', ['map', [['a']]], 'syntax error'],
    ['counts', ['set', []], 'syntax error'],
    ['counts', 'a', 'syntax error'],
    ['digit', 10, 'constraint violation'],
    ['colour', 'green', 'constraint violation'],
  ]
  for (const [column, json, code] of cases) {
    t.throws(() => parse(column, json), { code }, `${column} ${JSON.stringify(json)}`)
  }
})

t.test('defaults', async (t) => {
  for (const [column, json] of [
    ['n', 0],
    ['name', ''],
    ['size', ['set', []]],
    ['tags', ['set', []]],
    ['few', 0],
    ['counts', ['map', []]],
  ] as const) {
    t.strictSame(formatDatum(defaultDatum(typeOf(column)), typeOf(column)), json, column)
  }
})

t.test('number of elements, and values of a map, are checked', async (t) => {
  t.throws(() => checkDatum(new Map(), typeOf('few')), {
    code: 'constraint violation',
    message: 'expected 1 to 2 elements, got 0',
  })
  t.throws(() => checkDatum(new Map([[10, undefined]]), typeOf('digit')), { code: 'constraint violation' })
  t.doesNotThrow(() => checkDatum(new Map([['a', 1]]), typeOf('counts')))
})

t.test('comparison', async (t) => {
  const a1b2 = parse('counts', [
    'map',
    [
      ['a', 1],
      ['b', 2],
    ],
  ])
  const b2a1 = parse('counts', [
    'map',
    [
      ['b', 2],
      ['a', 1],
    ],
  ])
  const a1 = parse('counts', ['map', [['a', 1]]])
  const a2 = parse('counts', ['map', [['a', 2]]])
  t.ok(sameDatum(a1b2, b2a1), 'whatever the order')
  t.notOk(sameDatum(a1b2, a1))
  t.notOk(sameDatum(a1, a1b2))
  t.notOk(sameDatum(a1, a2))
  t.ok(includesAll(a1b2, a1))
  t.notOk(includesAll(a1b2, a2))
  t.ok(excludesAll(a1b2, a2))
  t.notOk(excludesAll(a1b2, a1))
  t.equal(single(parse('n', 5)), 5)
  t.equal(single(parse('size', ['set', []])), undefined)
  t.ok(isNumeric(typeOf('r').key))
  t.notOk(isNumeric(typeOf('b').key))
})

t.test('order', async (t) => {
  const map = (...pairs: readonly (readonly [string, number])[]) => new Map(pairs)
  const sorted = [
    map(),
    map(['a', 9]),
    map(['b', 0]),
    map(['a', 1], ['b', 2]),
    map(['b', 3], ['a', 1]),
    map(['a', 2], ['b', 0]),
  ]
  t.strictSame([...sorted].reverse().sort(compareData), sorted)
  t.equal(compareData(map(['a', 1], ['b', 2]), map(['b', 2], ['a', 1])), 0)
  const set = (...atoms: readonly number[]) => new Map(atoms.map((atom) => [atom, undefined]))
  t.ok(compareData(set(1, 3), set(2, 1)) > 0)
})
