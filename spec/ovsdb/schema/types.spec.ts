import t from 'tap'
import { parseType } from '../../../lib/ovsdb/schema/parse-type.js'
import { plainType, shapeOf } from '../../../lib/ovsdb/schema/types.js'

t.test('the shape follows from min, max and value', async (t) => {
  const cases: readonly (readonly [unknown, string])[] = [
    ['string', 'scalar'],
    [{ key: 'string', min: 0 }, 'optional'],
    [{ key: 'string', min: 0, max: 2 }, 'set'],
    [{ key: 'string', min: 1, max: 'unlimited' }, 'set'],
    [{ key: 'string', value: 'integer' }, 'map'],
    [{ key: 'string', value: 'integer', min: 0 }, 'map'],
    [{ key: 'string', value: 'integer', min: 0, max: 'unlimited' }, 'map'],
  ]
  for (const [json, kind] of cases) {
    const type = parseType(json, 'p')
    const { value, key } = type
    t.strictSame(shapeOf(type), kind === 'map' ? { kind, key, value } : { kind, key })
  }
})

t.test('the type of one value without constraints is that of its name', async (t) => {
  for (const type of ['integer', 'real', 'boolean', 'string', 'uuid'] as const) {
    t.strictSame(plainType(type), parseType(type, 'p'))
  }
})
