import t from 'tap'
import { Database } from '../../lib/ovsdb-server/index.js'
import { everyShape, failureOf, perform, rowsOf } from '../support/embedded-database.js'

const named = (name: string) => ['named-uuid', name]
const part = (label: string, next?: string) => ({
  op: 'insert',
  table: 'part',
  'uuid-name': label,
  row: { label, ...(next === undefined ? {} : { next: named(next) }) },
})
const thing = (name: string, ...parts: readonly string[]) => ({
  op: 'insert',
  table: 'thing',
  'uuid-name': name,
  row: { name, parts: ['set', parts.map(named)] },
})
const labels = (database: Database) =>
  rowsOf(database, { table: 'part', columns: ['label'] })
    .map(({ label }) => label)
    .join('')

t.test('a strong reference must lead to a row', async (t) => {
  const database = everyShape()
  const error = { error: 'referential integrity violation', details: /thing .* parts to part/ }
  t.match(failureOf(database, thing('a', 'nowhere')), error, 'to none')
  t.match(failureOf(database, thing('a', 'a')), error, 'to a row of another table')
  perform(database, thing('a', 'p'), part('p'))
  t.match(failureOf(database, { op: 'delete', table: 'part', where: [] }), error, 'to one that is deleted')
  t.equal(labels(database), 'p')
  perform(database, { op: 'delete', table: 'part', where: [] }, { op: 'delete', table: 'thing', where: [] })
  t.equal(labels(database), '')
})

t.test('a row that nothing holds goes, and what it alone held', async (t) => {
  const database = everyShape()
  perform(database, part('x'))
  t.equal(labels(database), '', 'at once')
  perform(database, thing('a', 'p'), part('p', 'q'), part('q', 'r'), part('r'), part('x', 'y'), part('y'))
  t.equal(labels(database), 'pqr')
  perform(database, { op: 'update', table: 'part', where: [['label', '==', 'p']], row: { next: ['set', []] } })
  t.equal(labels(database), 'p')
  perform(database, part('x', 'x'))
  t.equal(labels(database), 'p', 'no row holds itself')
  perform(database, part('x', 'y'), part('y', 'x'))
  t.equal(labels(database), 'pxy', 'but two hold each other')
})

t.test('in a schema without root tables no row goes', async (t) => {
  const database = new Database({ name: 'd', tables: { t: { columns: { i: { type: 'integer' } } } } })
  perform(database, { op: 'insert', table: 't', row: {} })
  t.equal(rowsOf(database, { table: 't' }).length, 1)
})

t.test('a weak reference goes with its row', async (t) => {
  const database = everyShape()
  const friends = [
    'map',
    [
      ['b', named('b')],
      ['c', named('c')],
      ['nobody', named('d')],
    ],
  ]
  const [, , c] = perform(
    database,
    { op: 'insert', table: 'thing', row: { name: 'a', friends } },
    thing('b'),
    thing('c'),
  ) as readonly { uuid: unknown }[]
  perform(database, { op: 'delete', table: 'thing', where: [['name', '==', 'b']] })
  const where = [['name', '==', 'a']]
  t.strictSame(rowsOf(database, { table: 'thing', where, columns: ['friends'] }), [
    { friends: ['map', [['c', c?.uuid]]] },
  ])
})

t.test('a set that must not be empty cannot lose its last weak reference', async (t) => {
  const reference = { type: { key: { type: 'uuid', refTable: 't', refType: 'weak' } } }
  const tables = { t: { columns: { i: { type: 'integer' } } }, u: { columns: { one: reference } } }
  const database = new Database({ name: 'd', tables })
  perform(
    database,
    { op: 'insert', table: 't', 'uuid-name': 'x', row: {} },
    { op: 'insert', table: 'u', row: { one: named('x') } },
  )
  t.match(failureOf(database, { op: 'delete', table: 't', where: [] }), { error: 'constraint violation' })
})
