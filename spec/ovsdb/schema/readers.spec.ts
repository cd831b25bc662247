import t from 'tap'
import { InvalidSchemaError } from '../../../lib/ovsdb/errors.js'
import * as read from '../../../lib/ovsdb/schema/readers.js'

const { optional, ...readers } = read

const ACCEPTED: Readonly<Record<keyof typeof readers, readonly unknown[]>> = {
  members: [{}, { a: 1 }],
  array: [[], [1]],
  string: ['', 'a'],
  boolean: [true, false],
  integer: [-1, 0, 2n ** 63n - 1n],
  real: [-1, 0.5],
  count: [0, 1],
  positive: [1, 2 ** 32],
  identifier: ['a', '_A1', 'Open_vSwitch', 'constructor'],
  version: ['0.0.0', '8.3.1', '10.20.30'],
}

const REFUSED: Readonly<Record<keyof typeof readers, readonly unknown[]>> = {
  members: [null, [], 'a', undefined],
  array: [null, {}, 'a'],
  string: [null, 1, ['a']],
  boolean: [null, 0, 'true'],
  integer: [null, 0.5, 2 ** 53, 2n ** 63n, '1'],
  real: [null, '1', 1n],
  count: [null, -1, 0.5, '1'],
  positive: [null, 0, 0.5, '1', 2n ** 60n],
  identifier: ['', '1a', 'a-b', 'a b', 'a\n', null],
  version: ['', '1.2', '1.2.3.4', '1.2.x', 'v1.2.3', 1],
}

for (const [name, reader] of Object.entries(readers)) {
  t.test(`${name}: accepts and refuses`, async (t) => {
    for (const json of ACCEPTED[name as 'string']) t.equal(reader(json, 'here'), json)
    for (const json of REFUSED[name as 'string']) t.throws(() => reader(json, 'here'), InvalidSchemaError, String(json))
  })
}

t.test('a refusal names the place, what was expected and what came', async (t) => {
  t.throws(() => read.positive(0, 'T.maxRows'), { message: 'schema T.maxRows: expected a count of at least 1, got 0' })
})

t.test('a member that may be left out', async (t) => {
  t.equal(optional(undefined, 'here', read.string), undefined)
  t.equal(optional('a', 'here', read.string), 'a')
  t.throws(() => optional(null, 'here', read.string), InvalidSchemaError)
})
