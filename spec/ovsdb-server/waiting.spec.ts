import t from 'tap'
import { transactWhenReady } from '../../lib/ovsdb-server/waiting.js'
import { everyShape, perform, rowsOf } from '../support/embedded-database.js'

const untilThere = (name: string, timeout?: number) => ({
  op: 'wait',
  table: 'thing',
  where: [['name', '==', name]],
  columns: ['name'],
  until: '==',
  rows: [{ name }],
  ...(timeout === undefined ? {} : { timeout }),
})
const insert = (name: string) => ({ op: 'insert', table: 'thing', row: { name } })
const never = new AbortController().signal

t.test('with nothing to wait for the results are there at once', async (t) => {
  const database = everyShape({ name: 'a' })
  t.strictSame(transactWhenReady(database, [untilThere('a')], never), [{}])
  t.match(transactWhenReady(database, [untilThere('b', 0)], never), [{ error: 'timed out' }])
})

t.test('it is tried again after every commit, and happens once', async (t) => {
  const database = everyShape()
  const count = { op: 'mutate', table: 'thing', where: [], mutations: [['n', '+=', 1]] }
  const results = transactWhenReady(database, [untilThere('b'), count, insert('c')], never)
  const next = transactWhenReady(database, [untilThere('c'), count], never)
  t.ok(results instanceof Promise)
  perform(database, insert('a'))
  perform(database, insert('b'))
  t.equal(rowsOf(database, { table: 'thing' }).length, 2, 'not within the commit')
  t.match(await results, [{}, { count: 2 }, { uuid: ['uuid', String] }])
  t.strictSame(await next, [{}, { count: 3 }], 'also after its commit')
  perform(database, insert('d'))
  await null
  t.strictSame(rowsOf(database, { table: 'thing', columns: ['name', 'n'] }), [
    { name: 'a', n: 2 },
    { name: 'b', n: 2 },
    { name: 'c', n: 1 },
    { name: 'd', n: 0 },
  ])
})

t.test('its time ends', async (t) => {
  const database = everyShape()
  t.match(await transactWhenReady(database, [untilThere('a', 1), insert('b')], never), [{ error: 'timed out' }, null])
  t.equal(rowsOf(database, { table: 'thing' }).length, 0)
})

t.test('it is forgotten with its client', async (t) => {
  const database = everyShape()
  const client = new AbortController()
  void transactWhenReady(database, [untilThere('a'), insert('b')], client.signal)
  client.abort()
  perform(database, insert('a'))
  await null
  t.strictSame(rowsOf(database, { table: 'thing', columns: ['name'] }), [{ name: 'a' }])
})

t.test('each wait has its own time', async (t) => {
  const database = everyShape()
  const results = transactWhenReady(database, [untilThere('a', 5_000), untilThere('b', 0)], never)
  perform(database, insert('a'))
  t.match(await results, [{}, { error: 'timed out' }])
})
