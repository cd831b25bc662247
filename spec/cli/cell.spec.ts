import t from 'tap'
import { atomText, cellOf, textCell } from '../../lib/cli/cell.js'
import { parseType } from '../../lib/ovsdb/schema/parse-type.js'

const UUID = '9f04604d-7d5d-40c8-b321-dbf309952511'

t.test('values in the words of ovsdb-client', async (t) => {
  const set = { key: 'string', min: 0, max: 'unlimited' }
  const cases: readonly (readonly [unknown, unknown, string])[] = [
    ['string', 'eth0', 'eth0'],
    ['string', 'eth0.10-a_b', 'eth0.10-a_b'],
    ['string', '', '""'],
    ['string', '0a', '"0a"'],
    ['string', 'a b', '"a b"'],
    ['string', 'say "so"\n', '"say \\"so\\"\\n"'],
    ['string', 'é', '"é"'],
    ['string', 'true', '"true"'],
    ['string', UUID, `"${UUID}"`],
    ['integer', 2n ** 62n, '4611686018427387904'],
    ['boolean', false, 'false'],
    ['uuid', ['uuid', UUID], UUID],
    [{ key: 'integer', min: 0 }, 5, '5'],
    [{ key: 'integer', min: 0 }, ['set', []], '[]'],
    [set, 'a', '[a]'],
    [{ ...set, max: 2 }, 'a', '[a]'],
    [set, ['set', []], '[]'],
    [set, ['set', ['a', 'b c']], '[a, "b c"]'],
    [set, ['set', ['uuid', UUID]], `[uuid, "${UUID}"]`],
    [{ ...set, value: 'integer' }, ['map', []], '{}'],
    [{ ...set, value: 'integer', max: 1 }, ['map', []], '{}'],
    [{ ...set, value: 'integer', max: 1 }, ['map', [['1', 2]]], '"1"=2'],
    [{ ...set, value: 'integer', min: 1, max: 1 }, ['map', [['a', 2]]], 'a=2'],
    [{ ...set, value: 'integer', max: 2 }, ['map', [['a', 2]]], '{a=2}'],
    [{ ...set, value: 'uuid' }, ['map', [['a', ['uuid', UUID]]]], `{a=${UUID}}`],
    [
      { ...set, value: 'integer' },
      [
        'map',
        [
          ['a', 1],
          ['b', 2],
        ],
      ],
      '{a=1, b=2}',
    ],
  ]
  for (const [type, json, text] of cases) {
    const cell = cellOf(json, parseType(type, 'p'))
    t.strictSame([cell.text, cell.json], [text, json])
  }
})

t.test('without punctuation', async (t) => {
  const set = { key: 'string', min: 0, max: 'unlimited' }
  const cases: readonly (readonly [unknown, unknown, string])[] = [
    ['string', 'a "b"', 'a "b"'],
    ['real', 0.5, '0.5'],
    ['uuid', ['uuid', UUID], UUID],
    [set, ['set', ['a', 'b c']], 'a b c'],
    [set, ['set', []], ''],
    [
      { ...set, value: 'integer' },
      [
        'map',
        [
          ['a', 1],
          ['b c', 2],
        ],
      ],
      'a=1 b c=2',
    ],
  ]
  for (const [type, json, bare] of cases) t.equal(cellOf(json, parseType(type, 'p')).bare, bare)
  t.strictSame(textCell('a b'), { text: 'a b', bare: 'a b', json: 'a b' })
})

t.test('reals as C writes them with 15 digits', async (t) => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0'],
    [1, '1'],
    [-0.5, '-0.5'],
    [0.1, '0.1'],
    [0.1 + 0.2, '0.3'],
    [123456789012345, '123456789012345'],
    [1234567890123456, '1.23456789012346e+15'],
    [1e20, '1e+20'],
    [1e-4, '0.0001'],
    [0.00001, '1e-05'],
    [1.5e-300, '1.5e-300'],
    [100, '100'],
  ]
  for (const [real, text] of cases) t.equal(atomText(real, 'real'), text)
})
