import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { parseJson } from '../../../lib/jsonrpc/index.js'
import { parseType } from '../../../lib/ovsdb/schema/parse-type.js'
import { valueDecoder } from '../../../lib/ovsdb/value/decode.js'
import { encodeValue } from '../../../lib/ovsdb/value/encode.js'

const UUID = '9f04604d-7d5d-40c8-b321-dbf309952511'

function column(type: unknown) {
  return { name: 'c', type: parseType(type, 'T.c'), ephemeral: false, mutable: true }
}

function decoder(type: unknown) {
  return valueDecoder('T', column(type))
}

const SET = { key: 'integer', min: 0, max: 'unlimited' }
const OPTIONAL = { key: 'string', min: 0 }
const MAP = { key: 'string', value: 'integer', min: 0, max: 'unlimited' }

t.test('a scalar is its atom, also when it comes as a set of one', async (t) => {
  t.equal(decoder('string')('a'), 'a')
  t.equal(decoder('integer')(5), 5)
  t.equal(decoder('uuid')(['uuid', UUID]), UUID)
  t.equal(decoder('string')(['set', ['a']]), 'a')
  t.equal(decoder('uuid')(['set', [['uuid', UUID]]]), UUID)
})

t.test('an optional is its atom or undefined', async (t) => {
  t.equal(decoder(OPTIONAL)('a'), 'a')
  t.equal(decoder(OPTIONAL)(''), '')
  t.equal(decoder(OPTIONAL)(['set', ['a']]), 'a')
  t.equal(decoder(OPTIONAL)(['set', []]), undefined)
  t.equal(decoder({ key: 'boolean', min: 0 })(false), false)
})

t.test('a set is an array, also when it comes as the bare atom', async (t) => {
  t.strictSame(decoder(SET)(['set', []]), [])
  t.strictSame(decoder(SET)(7), [7])
  t.strictSame(decoder(SET)(['set', [7]]), [7])
  t.strictSame(decoder(SET)(['set', [7, 2n ** 63n - 1n]]), [7, 2n ** 63n - 1n])
  const uuids = decoder({ key: 'uuid', min: 0, max: 2 })
  t.strictSame(uuids(['uuid', UUID]), [UUID])
  t.strictSame(
    uuids([
      'set',
      [
        ['uuid', UUID],
        ['uuid', UUID],
      ],
    ]),
    [UUID, UUID],
  )
})

t.test('a map is a Map, whatever its keys are called', async (t) => {
  t.strictSame(decoder(MAP)(['map', []]), new Map())
  const keys = ['__proto__', 'constructor', 'toString', '', '0', 'rx "\n😀']
  const map = decoder(MAP)(['map', keys.map((key, i) => [key, i])])
  t.strictSame(map, new Map(keys.map((key, i) => [key, i])))
  t.equal(({} as Record<string, unknown>).rx_bytes, undefined)
  t.equal(Object.getPrototypeOf(map), Map.prototype)
  t.strictSame(
    decoder({ key: 'integer', value: 'uuid', min: 0, max: 9 })(['map', [[2n ** 60n, ['uuid', UUID]]]]),
    new Map([[2n ** 60n, UUID]]),
  )
})

t.test('64-bit integers are exact from the bytes on', async (t) => {
  const integers = decoder(SET)
  const text = '["set",[9007199254740991,9007199254740992,9007199254740993,9223372036854775807,-9223372036854775808]]'
  t.strictSame(integers(parseJson(text)), [
    9007199254740991,
    9007199254740992n,
    9007199254740993n,
    9223372036854775807n,
    -9223372036854775808n,
  ])
  for (const beyond of ['9223372036854775808', '-9223372036854775809']) {
    t.throws(() => integers(parseJson(beyond)), { name: 'InvalidValueError', message: /expected a 64-bit integer/ })
  }
})

t.test('what does not fit the column names it, what was expected and what came', async (t) => {
  const cases: readonly (readonly [unknown, unknown, string])[] = [
    ['string', 1, 'expected a string, got 1'],
    ['string', undefined, 'expected a string, got undefined'],
    ['string', ['set', []], "expected exactly one value, got [ 'set', [] ]"],
    ['string', ['set', ['a', 'b']], "expected exactly one value, got [ 'set', [ 'a', 'b' ] ]"],
    ['boolean', 'true', "expected true or false, got 'true'"],
    ['integer', 0.5, 'expected a 64-bit integer, got 0.5'],
    ['real', '0.5', "expected a number, got '0.5'"],
    ['uuid', UUID, `expected ["uuid", "…"], got '${UUID}'`],
    [OPTIONAL, ['set', ['a', 'b']], "expected at most one value, got [ 'set', [ 'a', 'b' ] ]"],
    [OPTIONAL, null, 'expected a string, got null'],
    [SET, 'a', "expected a 64-bit integer, got 'a'"],
    [SET, ['set', [1, 'a']], "expected a 64-bit integer, got 'a'"],
    [SET, ['map', []], "expected a 64-bit integer, got [ 'map', [] ]"],
    [MAP, ['set', []], `expected ["map", [[key, value] …]], got [ 'set', [] ]`],
    [MAP, {}, 'expected ["map", [[key, value] …]], got {}'],
    [MAP, ['map', {}], `expected ["map", [[key, value] …]], got [ 'map', {} ]`],
    [MAP, ['map', [['a']]], "expected a pair of key and value, got [ 'a' ]"],
    [MAP, ['map', ['ab']], "expected a pair of key and value, got 'ab'"],
    [MAP, ['map', [[1, 1]]], 'expected a string, got 1'],
    [MAP, ['map', [['a', 'b']]], "expected a 64-bit integer, got 'b'"],
  ]
  for (const [type, wire, text] of cases) {
    t.throws(() => decoder(type)(wire), { name: 'InvalidValueError', message: `T.c: ${text}` })
  }
})

t.test('decoding reverses encoding', async () => {
  const integer = fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(narrow))
  const cases: readonly (readonly [unknown, fc.Arbitrary<unknown>])[] = [
    ['string', fc.string({ unit: 'grapheme' })],
    ['integer', integer],
    ['uuid', fc.uuid()],
    [OPTIONAL, fc.option(fc.string(), { nil: undefined })],
    [SET, fc.array(integer)],
    [MAP, fc.array(fc.tuple(fc.string(), integer)).map((pairs) => new Map(pairs))],
  ]
  for (const [type, values] of cases) {
    const decode = decoder(type)
    fc.assert(fc.property(values, (value) => isDeepStrictEqual(decode(encodeValue('T', column(type), value)), value)))
  }
})

/** Integers that a `number` holds exactly come as such. */
function narrow(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}
