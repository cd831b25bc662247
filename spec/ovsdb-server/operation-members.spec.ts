import t from 'tap'
import { parseSchema } from '../../lib/ovsdb/index.js'
import {
  arrayMember,
  members,
  parseColumns,
  stringMember,
  whereMember,
} from '../../lib/ovsdb-server/operation-members.js'
import { Transaction } from '../../lib/ovsdb-server/transaction.js'
import { EVERY_SHAPE } from '../support/every-shape.js'

const transaction = new Transaction(parseSchema(EVERY_SHAPE), new Map())
const thing = transaction.table('thing')

t.test('members of a type', async (t) => {
  t.strictSame(members({ a: 1 }, 'it'), { a: 1 })
  t.strictSame(arrayMember({ a: [1] }, 'a'), [1])
  t.equal(stringMember({ a: 'x' }, 'a'), 'x')
  for (const json of [null, [], 'x', undefined]) {
    t.throws(() => members(json, 'it'), { code: 'syntax error', message: /expected it as an object/ }, String(json))
  }
  t.throws(() => arrayMember({ a: {} }, 'a'), { code: 'syntax error', message: 'expected an array "a"' })
  t.throws(() => stringMember({}, 'a'), { code: 'syntax error', message: 'expected a string "a"' })
})

t.test('column names', async (t) => {
  t.strictSame(parseColumns(['name', '_uuid'], thing), ['name', '_uuid'])
  t.throws(() => parseColumns(['name', 'nowhere'], thing), { code: 'syntax error', message: /no column nowhere/ })
  t.throws(() => parseColumns(['name', 'name'], thing), { code: 'syntax error', message: /twice/ })
  t.throws(() => parseColumns([1], thing), { code: 'syntax error' })
})

t.test('where', async (t) => {
  t.equal(whereMember({ where: [['n', '==', 1], true] }, thing, transaction).length, 2)
  t.throws(() => whereMember({}, thing, transaction), { code: 'syntax error', message: 'expected an array "where"' })
})
