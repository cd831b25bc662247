import t from 'tap'
import { everyShape, failureOf, perform, rowsOf } from '../support/embedded-database.js'

const insert = (name: string, n = 0) => ({ op: 'insert', table: 'thing', row: { name, n } })
const rename = (from: string, to: string) => ({
  op: 'update',
  table: 'thing',
  where: [['name', '==', from]],
  row: { name: to },
})

t.test('a table holds at most maxRows rows', async (t) => {
  const database = everyShape()
  const row = { op: 'insert', table: 'lone', row: {} }
  perform(database, row)
  t.match(failureOf(database, row), { error: 'constraint violation', details: /at most 1 rows in lone/ })
  perform(database, { op: 'delete', table: 'lone', where: [] }, row)
  t.equal(rowsOf(database, { table: 'lone' }).length, 1)
})

t.test('an index is unique when the transaction ends', async (t) => {
  const database = everyShape({ name: 'a' }, { name: 'b' })
  t.match(failureOf(database, insert('a')), { error: 'constraint violation', details: /\{"name":"a"\}/ })
  t.match(failureOf(database, rename('a', 'b')), { error: 'constraint violation' })
  perform(database, rename('a', 'x'), rename('b', 'a'), rename('x', 'b'))
  perform(database, insert('c'), { op: 'delete', table: 'thing', where: [['name', '==', 'a']] }, insert('a', 5))
  t.strictSame(
    rowsOf(database, { table: 'thing', columns: ['name'] }).map(({ name }) => name),
    ['b', 'c', 'a'],
  )
})
