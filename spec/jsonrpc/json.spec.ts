import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { parseJson, stringifyJson } from '../../lib/jsonrpc/json.js'
import { int64, jsonValue } from '../support/json-arbitrary.js'

t.test('any JSON text becomes its value, integers of 64 bits included', async () => {
  fc.assert(
    fc.property(jsonValue, ({ text, value }) => deepStrictEqual(parseJson(text), value)),
    { numRuns: 500 },
  )
})

t.test('without a wide integer, the fast way gives the same', async () => {
  const narrow = jsonValue.filter(({ text }) => !/\d{16}|\de/i.test(text))
  fc.assert(fc.property(narrow, ({ text }) => deepStrictEqual(parseJson(text, false), parseJson(text, true))))
})

t.test('every integer of 64 bits survives a round trip, in any position', async () => {
  fc.assert(
    fc.property(int64, (integer) => {
      for (const text of [`${integer}`, `[${integer}]`, `{"a":${integer},"b":[["map",[["k",${integer}]]]]}`]) {
        deepStrictEqual(stringifyJson(parseJson(text)), text)
      }
    }),
  )
})

t.test('the edges of what a number holds exactly', async (t) => {
  t.equal(parseJson('9007199254740991'), 9007199254740991)
  t.equal(parseJson('9007199254740992'), 9007199254740992n)
  t.equal(parseJson('-9007199254740991'), -9007199254740991)
  t.equal(parseJson('-9007199254740992'), -9007199254740992n)
  t.equal(parseJson('9223372036854775807'), 2n ** 63n - 1n)
  t.equal(parseJson('-9223372036854775808'), -(2n ** 63n))
  t.equal(parseJson('18446744073709551615'), 2 ** 64, 'beyond 64 bits there are reals only')
  t.equal(parseJson(`1${'0'.repeat(300)}`), 1e300)
})

t.test('a real stays a number, however many digits it has', async (t) => {
  t.equal(parseJson('0.12345678901234567890'), 0.12345678901234568)
  t.equal(parseJson('1e19'), 1e19)
})

t.test('both ways agree on what JSON leaves open', async (t) => {
  for (const wide of [false, true]) {
    t.strictSame(parseJson('{"a":1,"a":2}', wide), { a: 2 }, 'of a repeated member the last counts')
    t.equal(Object.is(parseJson('-0', wide), -0), true)
    const value = parseJson('{"__proto__":{"polluted":1}}', wide) as object
    t.equal(Object.getPrototypeOf(value), Object.prototype)
    t.strictSame(Object.keys(value), ['__proto__'])
  }
})

t.test('what is no JSON is refused', async (t) => {
  const texts = [
    '',
    '{',
    '{]',
    '[1,]',
    '[01]',
    '[1.]',
    '["\n"]',
    '["\\x"]',
    '[1] 2',
    '{"a" 1}',
    '{1:2}',
    '[nul]',
    '\ufeff[]',
  ]
  for (const text of texts) {
    for (const wide of [false, true]) t.throws(() => parseJson(text, wide), SyntaxError, JSON.stringify(text))
  }
})

t.test('a bigint is written as an integer, everything else as JSON.stringify does', async (t) => {
  t.equal(
    stringifyJson({ a: [1n, -(2n ** 63n)], b: undefined, c: '\ud800"', d: 1.5 }),
    '{"a":[1,-9223372036854775808],"c":"\\ud800\\"","d":1.5}',
  )
  t.equal(stringifyJson({ a: undefined, b: [undefined], c: '\ud800"' }), '{"b":[null],"c":"\\ud800\\""}')
})

t.test('a cycle is refused', async (t) => {
  const cycle: { self?: unknown } = {}
  cycle.self = cycle
  t.throws(() => stringifyJson(cycle), TypeError)
  t.throws(() => stringifyJson({ cycle, wide: 1n }), TypeError)
})

t.test('an integer is exact, however it is written', async (t) => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['9007199254740993.0', 9007199254740993n],
    ['9223372036854775807.0', 2n ** 63n - 1n],
    ['92233720.36854775807e11', 2n ** 63n - 1n],
    ['-9.223372036854775808e18', -(2n ** 63n)],
    ['900719925474099300e-2', 9007199254740993n],
    ['9007199254740993.5', 9007199254740994],
    ['9.3e18', 9.3e18],
    ['9.2e18', 9200000000000000000n],
    ['2.1234e4', 21234],
    ['-1e-9999', -0],
    [`${'1'.repeat(200)}e-198`, 11.11111111111111],
    [`1${'0'.repeat(500)}e-480`, 1e20],
  ]
  for (const [text, value] of cases) t.equal(parseJson(text), value, text)
})

t.test('a number beyond all is refused, but for the largest as Open vSwitch writes it', async (t) => {
  for (const text of ['1e9999', '-1e9999', '1e9999999999999999999', `1${'0'.repeat(400)}`, '1.8e308']) {
    t.throws(() => parseJson(`[${text}]`), { name: 'SyntaxError', message: /expected a number of 64 bits/ }, text)
  }
  t.equal(parseJson('1.79769313486232e+308'), Number.MAX_VALUE)
  t.equal(parseJson('-1.79769313486232e+308'), -Number.MAX_VALUE)
})

t.test('half a character and NUL are refused, as Open vSwitch refuses them', async (t) => {
  for (const wide of [false, true]) {
    for (const text of [
      '\\ud834',
      '\\ud834x',
      '\\udd1e',
      '\\ud834\\u1234',
      '\\uD834\\\\udd1e',
      '\\u0000',
      '\\\\\\ud834',
    ]) {
      t.throws(() => parseJson(`["${text}"]`, wide), { name: 'SyntaxError' }, text)
      t.throws(() => parseJson(`{"${text}":1}`, wide), { name: 'SyntaxError' }, text)
    }
    t.strictSame(parseJson('["\\ud834\\udd1e \\u0041 \\\\ud834 \\\\u0000"]', wide), ['𝄞 A \\ud834 \\u0000'])
  }
})
