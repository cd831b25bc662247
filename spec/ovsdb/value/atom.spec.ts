import t from 'tap'
import { ATOM_DECODERS, ATOM_FORMS, isInteger } from '../../../lib/ovsdb/value/atom.js'

const UUID = '9f04604d-7d5d-40c8-b321-dbf309952511'
const MAX = 2n ** 63n - 1n
const MIN = -(2n ** 63n)

t.test('atoms of each type', async (t) => {
  const cases: readonly (readonly [keyof typeof ATOM_DECODERS, unknown, unknown])[] = [
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
  for (const [type, wire, atom] of cases) t.equal(ATOM_DECODERS[type](wire), atom, `${type} ${wire}`)
})

t.test('what is no atom of the type is undefined', async (t) => {
  const wires: Readonly<Record<keyof typeof ATOM_DECODERS, readonly unknown[]>> = {
    string: [1, null, undefined, true, ['uuid', UUID]],
    boolean: [0, 'true', null, undefined],
    integer: [0.5, 2 ** 53, Number.NaN, MAX + 1n, MIN - 1n, '1', true, null, undefined],
    real: ['1', true, null, undefined],
    uuid: [UUID, ['uuid'], ['uuid', 1], ['named-uuid', 'x'], ['set', []], {}, null, undefined],
  }
  for (const [type, values] of Object.entries(wires)) {
    for (const wire of values) t.equal(ATOM_DECODERS[type as 'string'](wire), undefined, `${type} ${String(wire)}`)
  }
})

t.test('integers are exact and within 64 bits', async (t) => {
  for (const value of [0, -1, Number.MIN_SAFE_INTEGER, 5n, MIN, MAX]) t.ok(isInteger(value), String(value))
  for (const value of [0.5, 2 ** 53, Number.POSITIVE_INFINITY, MAX + 1n, MIN - 1n, '1']) {
    t.notOk(isInteger(value), String(value))
  }
})

t.test('every type has a form to name in messages', async (t) => {
  t.strictSame(Object.keys(ATOM_FORMS).sort(), Object.keys(ATOM_DECODERS).sort())
})
