import t from 'tap'
import { parseType } from '../../../lib/ovsdb/schema/parse-type.js'
import { encodeValue } from '../../../lib/ovsdb/value/encode.js'
import { NamedUuid } from '../../../lib/ovsdb/value/named-uuid.js'

const UUID = '9f04604d-7d5d-40c8-b321-dbf309952511'
const SET = { key: 'string', min: 0, max: 'unlimited' }
const OPTIONAL = { key: 'integer', min: 0 }
const MAP = { key: 'string', value: 'uuid', min: 0, max: 'unlimited' }

function encode(type: unknown, value: unknown): unknown {
  return encodeValue('T', { name: 'c', type: parseType(type, 'T.c'), ephemeral: false, mutable: true }, value)
}

t.test('values of every shape', async (t) => {
  const cases: readonly (readonly [unknown, unknown, unknown])[] = [
    ['string', 'é "\n😀', 'é "\n😀'],
    ['boolean', false, false],
    ['integer', -1, -1],
    ['integer', 2n ** 63n - 1n, 2n ** 63n - 1n],
    ['integer', -(2n ** 63n), -(2n ** 63n)],
    ['real', 0.5, 0.5],
    ['real', 0.1 + 0.2, 0.3],
    ['real', -1 / 3, -0.333333333333333],
    ['real', 1.79769313486231e308, 1.79769313486231e308],
    ['real', 2.3e-308, 2.3e-308],
    ['uuid', UUID, ['uuid', UUID]],
    [OPTIONAL, 5, 5],
    [OPTIONAL, undefined, ['set', []]],
    [SET, [], ['set', []]],
    [SET, ['a'], ['set', ['a']]],
    [SET, ['a', 'b'], ['set', ['a', 'b']]],
    [SET, 'a', ['set', ['a']]],
    [MAP, new Map(), ['map', []]],
    [MAP, new Map([['__proto__', UUID]]), ['map', [['__proto__', ['uuid', UUID]]]]],
    ['string', '𝄞', '𝄞'],
    ['uuid', new NamedUuid('row1'), ['named-uuid', 'row1']],
    [{ key: 'string', value: 'integer' }, new Map([['a', 1n]]), ['map', [['a', 1n]]]],
  ]
  for (const [type, value, wire] of cases) t.strictSame(encode(type, value), wire)
})

t.test('what does not fit the column names it, what was expected and what came', async (t) => {
  const cases: readonly (readonly [unknown, unknown, string])[] = [
    ['string', 1, 'expected a string, got 1'],
    ['boolean', 0, 'expected true or false, got 0'],
    ['integer', 0.5, 'expected a 64-bit integer, beyond ±(2^53 − 1) as a bigint, got 0.5'],
    ['integer', 2 ** 53, 'expected a 64-bit integer, beyond ±(2^53 − 1) as a bigint, got 9007199254740992'],
    ['integer', 2n ** 63n, 'expected a 64-bit integer, beyond ±(2^53 − 1) as a bigint, got 9223372036854775808n'],
    ['real', Number.NaN, 'expected a number from 2.22507385850721e-308 to 1.79769313486231e+308, or 0, got NaN'],
    [
      'real',
      Number.POSITIVE_INFINITY,
      'expected a number from 2.22507385850721e-308 to 1.79769313486231e+308, or 0, got Infinity',
    ],
    [
      'real',
      -Number.MAX_VALUE,
      'expected a number from 2.22507385850721e-308 to 1.79769313486231e+308, or 0, got -1.7976931348623157e+308',
    ],
    ['real', 5e-324, 'expected a number from 2.22507385850721e-308 to 1.79769313486231e+308, or 0, got 5e-324'],
    [
      'real',
      2 ** -1022,
      'expected a number from 2.22507385850721e-308 to 1.79769313486231e+308, or 0, got 2.2250738585072014e-308',
    ],
    ['real', 1n, 'expected a number, got 1n'],
    ['uuid', 'eth0', "expected a UUID, got 'eth0'"],
    ['uuid', ['uuid', UUID], `expected a UUID, got [ 'uuid', '${UUID}' ]`],
    [OPTIONAL, null, 'expected undefined where there is no value, got null'],
    [SET, [null], 'expected a string, got null'],
    [SET, [1], 'expected a string, got 1'],
    [SET, undefined, 'expected a string, got undefined'],
    [MAP, { a: UUID }, `expected a Map, got { a: '${UUID}' }`],
    [MAP, new Map([[1, UUID]]), 'expected a string, got 1'],
    [MAP, new Map([['a', 'b']]), "expected a UUID, got 'b'"],
  ]
  for (const [type, value, text] of cases) {
    t.throws(() => encode(type, value), { name: 'InvalidValueError', message: `T.c: ${text}` })
  }
})

t.test('a string the server would close the connection for', async (t) => {
  for (const text of ['a\0b', 'a\ud834', '\udd1ea', '\udd1e\ud834']) {
    t.throws(() => encode('string', text), {
      name: 'InvalidValueError',
      message: /^T.c: expected a string of whole characters, none of them NUL, got /,
    })
  }
})
