import t from 'tap'
import { parseType } from '../../../lib/ovsdb/schema/parse-type.js'

const PLAIN = {
  enum: undefined,
  minInteger: undefined,
  maxInteger: undefined,
  minReal: undefined,
  maxReal: undefined,
  minLength: undefined,
  maxLength: undefined,
  refTable: undefined,
  refType: undefined,
}

t.test('an atomic type, by its name or as an object', async (t) => {
  for (const type of ['integer', 'real', 'boolean', 'string', 'uuid']) {
    const parsed = { key: { ...PLAIN, type }, value: undefined, min: 1, max: 1 }
    t.strictSame(parseType(type, 'T.c.type'), parsed)
    t.strictSame(parseType({ key: type }, 'T.c.type'), parsed)
    t.strictSame(parseType({ key: { type }, min: 1, max: 1 }, 'T.c.type'), parsed)
  }
})

t.test('optionals, sets and maps', async (t) => {
  t.match(parseType({ key: 'string', min: 0 }, 'p'), { min: 0, max: 1, value: undefined })
  t.match(parseType({ key: 'string', min: 0, max: 4096 }, 'p'), { min: 0, max: 4096 })
  t.match(parseType({ key: 'string', max: 'unlimited' }, 'p'), { min: 1, max: Number.POSITIVE_INFINITY })
  t.match(parseType({ key: 'integer', value: { type: 'uuid', refTable: 'B' }, min: 0, max: 2 }, 'p'), {
    key: { type: 'integer' },
    value: { type: 'uuid', refTable: 'B' },
  })
})

t.test('constraints', async (t) => {
  const wide = 2n ** 63n - 1n
  const cases: readonly (readonly [object, object])[] = [
    [
      { type: 'integer', minInteger: -5, maxInteger: wide },
      { minInteger: -5, maxInteger: wide },
    ],
    [
      { type: 'integer', minInteger: 3, maxInteger: 3 },
      { minInteger: 3, maxInteger: 3 },
    ],
    [
      { type: 'real', minReal: -2.5, maxReal: 3.75 },
      { minReal: -2.5, maxReal: 3.75 },
    ],
    [
      { type: 'string', minLength: 0, maxLength: 5 },
      { minLength: 0, maxLength: 5 },
    ],
    [{ type: 'integer', enum: ['set', [-1, 4, wide]] }, { enum: [-1, 4, wide] }],
    [{ type: 'boolean', enum: true }, { enum: [true] }],
    [{ type: 'string', enum: ['set', ['b', 'a']] }, { enum: ['a', 'b'] }],
    [
      { type: 'uuid', enum: ['uuid', '36bf19c0-ad9d-4232-bb85-b3d73dfe2123'] },
      {
        enum: ['36bf19c0-ad9d-4232-bb85-b3d73dfe2123'],
      },
    ],
    [
      { type: 'uuid', refTable: 'B' },
      { refTable: 'B', refType: 'strong' },
    ],
    [
      { type: 'uuid', refTable: 'B', refType: 'weak' },
      { refTable: 'B', refType: 'weak' },
    ],
    [{ type: 'string', unheardOf: 1 }, {}],
  ]
  for (const [key, constraints] of cases) {
    t.strictSame(parseType({ key }, 'p').key, { ...PLAIN, type: (key as { type: string }).type, ...constraints })
  }
})

t.test('what is no type names the member, what was expected and what came', async (t) => {
  const names = 'expected one of string, boolean, integer, real, uuid'
  const cases: readonly (readonly [unknown, string])[] = [
    [undefined, 'p: expected an object, got undefined'],
    [['integer'], "p: expected an object, got [ 'integer' ]"],
    ['void', `p.type: ${names}, got 'void'`],
    ['constructor', `p.type: ${names}, got 'constructor'`],
    [{}, 'p.key: expected an object, got undefined'],
    [{ key: {} }, `p.key.type: ${names}, got undefined`],
    [{ value: 'integer' }, 'p.key: expected an object, got undefined'],
    [{ key: 'integer', value: 'void' }, `p.value.type: ${names}, got 'void'`],
    [{ key: 'real', min: -1 }, 'p.min: expected 0 or 1, got -1'],
    [{ key: 'real', min: 10, max: 'unlimited' }, 'p.min: expected 0 or 1, got 10'],
    [{ key: 'real', max: 0 }, 'p.max: expected a count of at least 1, got 0'],
    [{ key: 'real', max: 'many' }, "p.max: expected a count of at least 1, got 'many'"],
    [
      { key: { type: 'integer', minInteger: 5, maxInteger: 3 } },
      'p.key.minInteger: expected at most maxInteger (3), got 5',
    ],
    [{ key: { type: 'real', minReal: 1, maxReal: 0.5 } }, 'p.key.minReal: expected at most maxReal (0.5), got 1'],
    [{ key: { type: 'string', minLength: 5, maxLength: 3 } }, 'p.key.minLength: expected at most maxLength (3), got 5'],
    [{ key: { type: 'integer', minInteger: '5' } }, "p.key.minInteger: expected a 64-bit integer, got '5'"],
    [{ key: { type: 'string', maxLength: -1 } }, 'p.key.maxLength: expected a count of at least 0, got -1'],
    [{ key: { type: 'string', enum: ['a', 'b'] } }, "p.key.enum: expected a string, got [ 'a', 'b' ]"],
    [{ key: { type: 'string', enum: ['set', ['a', 1]] } }, 'p.key.enum: expected a string, got 1'],
    [
      { key: { type: 'uuid', refTable: 'a-b-c' } },
      "p.key.refTable: expected a name of letters, digits and underscores, got 'a-b-c'",
    ],
    [{ key: { type: 'uuid', refTable: 'B', refType: 'x' } }, 'p.key.refType: expected "strong" or "weak", got \'x\''],
    [
      { key: { type: 'integer', refTable: 'B' } },
      'p.key.refTable: expected only a type "uuid" to have it, got \'integer\'',
    ],
    [
      { key: { type: 'real', minInteger: 1 } },
      'p.key.minInteger: expected only a type "integer" to have it, got \'real\'',
    ],
    [{ key: { type: 'uuid', enum: ['uuid', 'x'] } }, 'p.key.enum: expected ["uuid", "…"], got [ \'uuid\', \'x\' ]'],
    [{ key: { type: 'string', enum: ['set', []] } }, "p.key.enum: expected at least one value, got [ 'set', [] ]"],
    [
      { key: { type: 'string', enum: ['set', ['a', 'a']] } },
      "p.key.enum: expected no value twice, got [ 'set', [ 'a', 'a' ] ]",
    ],
  ]
  for (const [json, text] of cases) {
    t.throws(() => parseType(json, 'p'), { name: 'InvalidSchemaError', message: `schema ${text}` }, text)
  }
})
