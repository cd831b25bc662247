import t from 'tap'
import { InvalidSchemaError } from '../../lib/ovsdb/index.js'
import type { Changes } from '../../lib/ovsdb-server/changes.js'
import { Database } from '../../lib/ovsdb-server/index.js'
import { everyShape, perform, rowsOf } from '../support/embedded-database.js'
import { EVERY_SHAPE } from '../support/every-shape.js'

const insert = (name: string) => ({ op: 'insert', table: 'thing', row: { name } })

t.test('knows its schema', async (t) => {
  const database = everyShape()
  t.equal(database.name, 'shapes')
  t.equal(database.schemaJson, EVERY_SHAPE)
  t.strictSame([...database.tables.keys()], ['thing', 'part', 'lone'])
  t.throws(() => new Database({ name: 'x' }), InvalidSchemaError)
})

t.test('a transaction happens as a whole or not at all', async (t) => {
  const database = everyShape({ name: 'a' })
  const outcome = database.transact([insert('b'), { op: 'delete', table: 'thing', where: [] }, { op: 'abort' }])
  t.equal(outcome.kind, 'failed')
  t.strictSame(rowsOf(database, { table: 'thing', columns: ['name'] }), [{ name: 'a' }])
  perform(database, { op: 'delete', table: 'thing', where: [] }, insert('b'))
  t.strictSame(rowsOf(database, { table: 'thing', columns: ['name'] }), [{ name: 'b' }])
})

t.test('tells of each commit that changed something', async (t) => {
  const database = everyShape({ name: 'a' })
  const seen: Changes[] = []
  const stop = database.onCommit((changes) => seen.push(changes))
  perform(database, { op: 'update', table: 'thing', where: [], row: { name: 'a' } })
  perform(database, { op: 'select', table: 'thing', where: [] })
  database.transact([insert('b'), { op: 'abort' }])
  t.equal(seen.length, 0)
  perform(database, insert('b'), insert('c'))
  t.equal(seen.length, 1)
  t.equal(seen[0]?.get('thing')?.size, 2)
  stop()
  perform(database, insert('d'))
  t.equal(seen.length, 1)
})
