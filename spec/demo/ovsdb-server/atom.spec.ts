import t from 'tap'
import { asInt64, checkAtom, defaultAtom, formatAtom, isId, parseAtom } from '../../../lib/demo/ovsdb-server/atom.js'
import { parseSchema } from '../../../lib/ovsdb/index.js'

const UUID = '00000000-0000-4000-8000-00000000000A'
const names = (name: string) => `uuid of ${name}`

function base(type: unknown) {
  const schema = parseSchema({ name: 'd', tables: { t: { columns: { c: { type: { key: type } } } } } })
  const column = schema.tables.get('t')?.columns.get('c')
  if (column === undefined) throw new Error('expected a column')
  return column.type.key
}

t.test('an atom of each type', async (t) => {
  const accepted: readonly (readonly [type: string, json: unknown, atom: unknown])[] = [
    ['integer', 7, 7],
    ['integer', -(2n ** 63n), -(2n ** 63n)],
    ['integer', 7n, 7],
    ['real', 1.5, 1.5],
    ['real', 2n ** 60n, 2 ** 60],
    ['boolean', true, true],
    ['string', '', ''],
    ['uuid', ['uuid', UUID], UUID.toLowerCase()],
    ['uuid', ['named-uuid', 'row_1'], 'uuid of row_1'],
  ]
  for (const [type, json, atom] of accepted) t.equal(parseAtom(json, base(type), names), atom, `${type} ${json}`)

  const refused: readonly (readonly [type: string, json: unknown])[] = [
    ['integer', 1.5],
    ['integer', '1'],
    ['integer', 2n ** 63n],
    ['integer', 1e20],
    ['real', '1'],
    ['boolean', 0],
    ['string', 1],
    ['string', null],
    ['uuid', UUID],
    ['uuid', ['uuid', 'x']],
    ['uuid', ['uuid', UUID, 1]],
    ['uuid', ['named-uuid', '0']],
    ['uuid', ['map', UUID]],
  ]
  for (const [type, json] of refused) {
    t.throws(() => parseAtom(json, base(type), names), { code: 'syntax error' }, `${type} ${json}`)
  }
})

t.test('the default, and the form on the wire', async (t) => {
  for (const [type, json] of [
    ['integer', 0],
    ['real', 0],
    ['boolean', false],
    ['string', ''],
    ['uuid', ['uuid', '00000000-0000-0000-0000-000000000000']],
  ] as const) {
    t.strictSame(formatAtom(defaultAtom(base(type)), base(type)), json, type)
  }
})

t.test('constraints', async (t) => {
  const digit = base({ type: 'integer', minInteger: 0, maxInteger: 9 })
  const share = base({ type: 'real', minReal: 0, maxReal: 1 })
  const code = base({ type: 'string', minLength: 2, maxLength: 3 })
  const colour = base({ type: 'string', enum: ['set', ['red', 'blue']] })
  for (const [type, atom] of [
    [digit, 0],
    [digit, 9],
    [share, 1],
    [code, '💡💡'],
    [colour, 'red'],
  ] as const) {
    t.doesNotThrow(() => checkAtom(atom, type), `${atom}`)
  }
  for (const [type, atom, message] of [
    [digit, -1, 'expected at least 0, got -1'],
    [digit, 2n ** 60n, `expected at most 9, got ${2n ** 60n}`],
    [share, 1.5, 'expected at most 1, got 1.5'],
    [code, 'a', 'expected at least 2 characters, got a'],
    [code, 'abcd', 'expected at most 3 characters, got abcd'],
    [colour, 'green', 'expected one of red, blue, got green'],
  ] as const) {
    t.throws(() => checkAtom(atom, type), { code: 'constraint violation', message }, `${atom}`)
  }
  t.doesNotThrow(() => checkAtom(false, base('boolean')))
})

t.test('<id>', async (t) => {
  for (const id of ['a', '_', 'row_4a9c', 'B2']) t.ok(isId(id), id)
  for (const id of ['', '2b', 'a-b', 'a b', 1, undefined]) t.notOk(isId(id), String(id))
})

t.test('64 bits', async (t) => {
  t.equal(asInt64(2n ** 53n - 1n), 2 ** 53 - 1)
  t.equal(asInt64(2n ** 53n), 2n ** 53n)
  t.equal(asInt64(2n ** 63n - 1n), 2n ** 63n - 1n)
  t.equal(asInt64(2n ** 63n), undefined)
  t.equal(asInt64(-(2n ** 63n) - 1n), undefined)
})
