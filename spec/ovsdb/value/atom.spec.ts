import t from 'tap'
import { parseBaseType } from '../../../lib/ovsdb/schema/parse-type.js'
import type { AtomicType } from '../../../lib/ovsdb/schema/types.js'
import {
  asInt64,
  checkAtom,
  compareAtoms,
  decodeAtom,
  defaultAtom,
  formatAtom,
  isId,
  isInteger,
  isUuid,
  parseAtom,
} from '../../../lib/ovsdb/value/atom.js'

const UUID = '9F04604d-7d5d-40c8-b321-dbf309952511'
const MAX = 2n ** 63n - 1n
const MIN = -(2n ** 63n)

t.test('atoms of each type', async (t) => {
  const cases: readonly (readonly [AtomicType, unknown, unknown])[] = [
    ['string', '', ''],
    ['string', 'é "\n😀', 'é "\n😀'],
    ['boolean', false, false],
    ['boolean', true, true],
    ['integer', 0, 0],
    ['integer', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    ['integer', 2n ** 53n + 1n, 2n ** 53n + 1n],
    ['integer', MAX, MAX],
    ['integer', MIN, MIN],
    ['real', 0.5, 0.5],
    ['real', 7, 7],
    ['real', 2n ** 60n, 2 ** 60],
    ['uuid', ['uuid', UUID], UUID],
  ]
  for (const [type, wire, atom] of cases) t.equal(decodeAtom(type, wire), atom, `${type} ${wire}`)
})

t.test('what is no atom of the type is undefined', async (t) => {
  const wires: Readonly<Record<AtomicType, readonly unknown[]>> = {
    string: [1, null, undefined, true, ['uuid', UUID]],
    boolean: [0, 'true', null, undefined],
    integer: [0.5, 2 ** 53, Number.NaN, MAX + 1n, MIN - 1n, '1', true, null, undefined],
    real: ['1', true, null, undefined],
    uuid: [UUID, ['uuid'], ['uuid', 1], ['named-uuid', 'x'], ['set', []], {}, null, undefined],
  }
  for (const [type, values] of Object.entries(wires)) {
    for (const wire of values) t.equal(decodeAtom(type as AtomicType, wire), undefined, `${type} ${String(wire)}`)
  }
})

t.test('integers are exact and within 64 bits', async (t) => {
  for (const value of [0, -1, Number.MIN_SAFE_INTEGER, 5n, MIN, MAX]) t.ok(isInteger(value), String(value))
  for (const value of [0.5, 2 ** 53, Number.POSITIVE_INFINITY, MAX + 1n, MIN - 1n, '1']) {
    t.notOk(isInteger(value), String(value))
  }
})

const names = (name: string) => `uuid of ${name}`
const base = (type: unknown) => parseBaseType(type, 'type')

t.test('an atom of each type is parsed to its normal form', async (t) => {
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
    [colour, 'green', 'expected one of blue, red, got green'],
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

t.test('without names a named-uuid is none', async (t) => {
  t.throws(() => parseAtom(['named-uuid', 'row'], base('uuid')), { code: 'syntax error', message: /"uuid"/ })
})

t.test('a UUID', async (t) => {
  t.ok(isUuid(UUID))
  for (const text of ['', UUID.slice(1), `${UUID}0`, UUID.replace('9', 'g'), UUID.replaceAll('-', ''), 1]) {
    t.notOk(isUuid(text), String(text))
  }
})

t.test('atoms in order', async (t) => {
  for (const sorted of [
    [MIN, -1, 0, 1, 2n ** 53n, MAX],
    [-1e99, 0, 1.23, 1.25],
    [false, true],
    ['', '\b', 'abc', 'abcd', 'abd', '\uffee', '\u{1f600}', '\u{1f601}'],
  ]) {
    t.strictSame([...sorted].reverse().sort(compareAtoms), sorted)
  }
  t.equal(compareAtoms(-0, 0), 0)
})
