import t from 'tap'
import { parseType } from '../../../lib/ovsdb/schema/parse-type.js'
import { typeText, valueTypesOf } from '../../../lib/ovsdb/schema/type-text.js'

const SET = { min: 0, max: 'unlimited' }
const PORT = { type: 'uuid', refTable: 'Port' }
const ONE = { type: 'uuid', enum: ['uuid', '9f04604d-7d5d-40c8-b321-dbf309952511'] }
const UP = { type: 'string', enum: ['set', ['up', 'down']] }

const cases: readonly (readonly [unknown, string])[] = [
  ['string', 'string'],
  ['boolean', 'boolean'],
  ['real', 'Real'],
  ['integer', 'Integer'],
  ['uuid', 'Uuid'],
  [{ key: { type: 'integer', minInteger: 0, maxInteger: 4095 }, min: 0 }, 'number | undefined'],
  [{ key: { type: 'integer', minInteger: 0 } }, 'Integer'],
  [{ key: PORT, ...SET }, "readonly Uuid<'Port'>[]"],
  [{ key: ONE }, 'Uuid'],
  [{ key: { ...ONE, ...PORT }, ...SET }, "readonly Uuid<'Port'>[]"],
  [{ key: UP, min: 0 }, "'down' | 'up' | undefined"],
  [{ key: UP, ...SET }, "readonly ('down' | 'up')[]"],
  [{ key: 'string', value: PORT, ...SET }, "ReadonlyMap<string, Uuid<'Port'>>"],
]
for (const [type, text] of cases) t.equal(typeText(parseType(type, 'c')), text)

const used = (type: unknown) => valueTypesOf(parseType(type, 'c'))
t.strictSame(used('string'), [])
t.strictSame(used({ key: ONE }), ['Uuid'])
t.strictSame(used({ key: { type: 'string', enum: 'Real' } }), [])
t.strictSame(used({ key: 'integer', value: PORT }), ['Integer', 'Uuid'])
t.strictSame(used('real'), ['Real'])
