import t from 'tap'
import type { AnyRow } from '../../../lib/ovsdb/monitor/change.js'
import { TableState } from '../../../lib/ovsdb/monitor/replica-table.js'
import { uuidNamed } from '../../support/uuid-named.js'

const insert = (word: string, row: AnyRow) =>
  ({ table: 'T', uuid: uuidNamed(word), kind: 'insert', old: undefined, new: row }) as const

t.test('rows are found by indexed columns and by others', async (t) => {
  const table = new TableState('T', ['name', 'n', 'tags'])
  const [a, b] = [
    { name: 'a', n: 1, tags: ['x', 'y'] },
    { name: 'b', n: 1, tags: [] },
  ]
  table.change(insert('1', a))
  table.index([['name'], ['n', 'name']])
  table.change(insert('2', b))
  t.strictSame(table.find({ name: 'a' }), [a], 'a row that was there before the index')
  t.strictSame(table.find({ name: 'b', n: 1 }), [b], 'in whatever order')
  t.strictSame(table.find({ n: 1 }), [a, b])
  t.strictSame(table.find({ tags: ['y', 'x'] }), [a])
  t.strictSame(table.find({}), [a, b])
  t.strictSame(table.find({ name: 'c' }), [])
  for (const values of [{ nope: 1 }, { name: 'a', nope: undefined }]) {
    t.throws(() => table.find(values), {
      name: 'UnknownColumnError',
      message: 'the replica of table "T" has no column "nope"',
    })
  }
})

t.test('two rows swap what an index says only one has', async (t) => {
  const table = new TableState('T', ['name'])
  table.index([['name']])
  const [a, b] = [{ name: 'a' }, { name: 'b' }]
  table.change(insert('1', a))
  table.change(insert('2', b))
  const [b1, a2] = [{ name: 'b' }, { name: 'a' }]
  table.change({ table: 'T', uuid: uuidNamed('1'), kind: 'modify', old: a, new: b1 })
  table.change({ table: 'T', uuid: uuidNamed('2'), kind: 'modify', old: b, new: a2 })
  t.equal(table.find({ name: 'a' })[0], a2)
  t.equal(table.find({ name: 'b' })[0], b1)
  table.change({ table: 'T', uuid: uuidNamed('2'), kind: 'delete', old: a2, new: undefined })
  t.strictSame(table.find({ name: 'a' }), [])
  t.strictSame([...table.rows], [['1', b1]])
})
