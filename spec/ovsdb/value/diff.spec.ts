import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { parseType } from '../../../lib/ovsdb/schema/parse-type.js'
import { formatDatum, parseDatum } from '../../../lib/ovsdb/value/datum.js'
import { applyDiff, diffDatum } from '../../../lib/ovsdb/value/diff.js'

const map = (pairs: Readonly<Record<string, number>>) => ['map', Object.entries(pairs)]
const OPTIONAL = { key: 'integer', min: 0 }
const SET = { key: 'integer', min: 0, max: 3 }
const MAP = { key: 'string', value: 'integer', min: 0, max: 3 }
const ONE_PAIR = { key: 'string', value: 'integer', min: 0 }

t.test('the difference, and what it makes of the value before', async (t) => {
  const cases: readonly (readonly [type: unknown, from: unknown, to: unknown, difference: unknown])[] = [
    ['integer', 0, 2, 2],
    ['integer', 2, 2, 2],
    [OPTIONAL, 1, ['set', []], ['set', []]],
    [OPTIONAL, ['set', []], 1, 1],
    [SET, ['set', [0, 1]], ['set', [1, 2]], ['set', [0, 2]]],
    [SET, ['set', [0, 1]], ['set', [1, 0]], ['set', []]],
    [SET, ['set', [0, 1]], ['set', []], ['set', [0, 1]]],
    [MAP, map({ a: 1 }), map({ b: 2 }), map({ a: 1, b: 2 })],
    [MAP, map({ a: 1, b: 2 }), map({ a: 1, b: 3 }), map({ b: 3 })],
    [MAP, map({ a: 1 }), map({ a: 1 }), map({})],
    [MAP, map({ a: 1 }), map({}), map({ a: 1 })],
    [ONE_PAIR, map({ a: 1 }), map({ b: 2 }), map({ b: 2 })],
    [ONE_PAIR, map({ a: 1 }), map({}), map({})],
  ]
  for (const [json, from, to, difference] of cases) {
    const type = parseType(json, 'type')
    const [before, after] = [parseDatum(from, type), parseDatum(to, type)]
    const title = `${JSON.stringify(from)} → ${JSON.stringify(to)}`
    t.strictSame(formatDatum(diffDatum(before, after, type), type), difference, title)
    t.strictSame(
      formatDatum(applyDiff(before, diffDatum(before, after, type), type), type),
      to === from ? from : formatDatum(after, type),
      title,
    )
    t.strictSame(formatDatum(before, type), formatDatum(parseDatum(from, type), type), 'the value before is as it was')
  }
})

t.test('a difference that makes the column too large or too small', async (t) => {
  const set = parseType({ key: 'integer', min: 1, max: 3 }, 'type')
  const datum = (...integers: readonly number[]) => new Map(integers.map((integer) => [integer, undefined] as const))
  t.throws(() => applyDiff(datum(0, 1), datum(2, 3), set), {
    code: 'constraint violation',
    message: 'expected 1 to 3 elements, got 4',
  })
  t.throws(() => applyDiff(datum(0, 1), datum(0, 1), set), { code: 'constraint violation' })
})

t.test('whatever the values, applying the difference gives the second', async () => {
  const type = parseType({ key: 'string', value: 'integer', min: 0, max: 'unlimited' }, 'type')
  const datum = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(2))).map((pairs) => new Map(pairs))
  fc.assert(
    fc.property(datum, datum, (from, to) => isDeepStrictEqual(applyDiff(from, diffDatum(from, to, type), type), to)),
  )
})
