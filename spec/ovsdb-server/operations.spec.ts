import t from 'tap'
import { everyShape, failureOf, perform, rowsOf } from '../support/embedded-database.js'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

t.test('insert fills in the defaults', async (t) => {
  const database = everyShape()
  const [inserted] = perform(database, { op: 'insert', table: 'thing', row: { name: 'a' } })
  t.match(inserted, { uuid: ['uuid', UUID] })
  const [row] = rowsOf(database, { table: 'thing' })
  t.match(row, {
    ...((inserted as object) && { _uuid: (inserted as { uuid: unknown }).uuid }),
    _version: ['uuid', UUID],
  })
  const { _uuid, _version, ...columns } = row ?? {}
  t.strictSame(columns, {
    name: 'a',
    n: 0,
    digit: 0,
    r: 0,
    b: false,
    colour: ['set', []],
    size: ['set', []],
    code: ['set', []],
    tags: ['set', []],
    few: 0,
    counts: ['map', []],
    parts: ['set', []],
    friends: ['map', []],
    fixed: 0,
  })
})

t.test('a name stands for the row of an insert, before and behind it', async (t) => {
  const database = everyShape()
  const [a, b] = perform(
    database,
    { op: 'insert', table: 'thing', row: { name: 'a', friends: ['map', [['b', ['named-uuid', 'b']]]] } },
    { op: 'insert', table: 'thing', 'uuid-name': 'b', row: { name: 'b' } },
    { op: 'update', table: 'thing', where: [['_uuid', '==', ['named-uuid', 'b']]], row: { n: 1 } },
  ) as readonly { uuid: unknown }[]
  t.not(a, b)
  t.strictSame(rowsOf(database, { table: 'thing', columns: ['name', 'n', 'friends'] }), [
    { name: 'a', n: 0, friends: ['map', [['b', b?.uuid]]] },
    { name: 'b', n: 1, friends: ['map', []] },
  ])
})

t.test('a row has the UUID that its insert chooses, unless one has or had it', async (t) => {
  const uuid = '11111111-1111-4111-8111-111111111111'
  const insert = { op: 'insert', table: 'thing', row: { name: 'a' }, uuid, 'uuid-name': 'x' }
  const where = [['_uuid', '==', ['named-uuid', 'x']]]
  const database = everyShape()
  t.match(perform(database, insert, { op: 'update', table: 'thing', where, row: { n: 1 } }), [
    { uuid: ['uuid', uuid] },
    { count: 1 },
  ])
  t.match(failureOf(database, insert), { error: 'duplicate uuid' })
  t.match(failureOf(database, { op: 'delete', table: 'thing', where: [] }, insert), { error: 'duplicate uuid' })
  t.match(failureOf(everyShape(), insert, { ...insert, 'uuid-name': 'y' }), { error: 'duplicate uuid' })
  t.match(failureOf(everyShape(), { ...insert, uuid: 'x' }), { error: 'syntax error', details: /"uuid"/ })
})

t.test('select gives rows distinct over the columns chosen', async (t) => {
  const database = everyShape({ name: 'a', n: 1 }, { name: 'b', n: 1 }, { name: 'c', n: 2 })
  t.strictSame(rowsOf(database, { table: 'thing', columns: ['n'] }), [{ n: 1 }, { n: 2 }])
  t.equal(rowsOf(database, { table: 'thing', columns: ['_uuid', 'n'] }).length, 3)
  t.strictSame(rowsOf(database, { table: 'thing', columns: ['name'], where: [['n', '==', 2]] }), [{ name: 'c' }])
})

t.test('update, mutate and delete count the rows they found', async (t) => {
  const database = everyShape({ name: 'a', n: 1 }, { name: 'b', n: 1 }, { name: 'c', n: 2 })
  const where = [['n', '==', 1]]
  t.strictSame(
    perform(
      database,
      { op: 'update', table: 'thing', where, row: { b: true } },
      { op: 'mutate', table: 'thing', where, mutations: [['n', '+=', 5]] },
      { op: 'update', table: 'thing', where, row: { b: true } },
      { op: 'delete', table: 'thing', where: [['name', '==', 'a']] },
    ),
    [{ count: 2 }, { count: 2 }, { count: 0 }, { count: 1 }],
  )
  t.strictSame(rowsOf(database, { table: 'thing', columns: ['name', 'n', 'b'] }), [
    { name: 'b', n: 6, b: true },
    { name: 'c', n: 2, b: false },
  ])
})

t.test('comment and an undurable commit do nothing', async (t) => {
  const database = everyShape()
  t.strictSame(perform(database, { op: 'comment', comment: 'why' }, { op: 'commit', durable: false }), [{}, {}])
})

t.test('errors', async (t) => {
  const thing = { table: 'thing', where: [] }
  const cases: readonly (readonly [operation: unknown, error: string, details: RegExp])[] = [
    [7, 'syntax error', /operation as an object/],
    [{}, 'syntax error', /"op"/],
    [{ op: 'grow' }, 'syntax error', /no operation "grow"/],
    [{ op: 'toString' }, 'syntax error', /no operation/],
    [{ op: 'insert', table: 'nowhere', row: {} }, 'syntax error', /no table named nowhere/],
    [{ op: 'insert', table: 'thing', row: {}, 'uuid-name': '0' }, 'syntax error', /uuid-name/],
    [{ op: 'insert', table: 'thing', row: { digit: 10 } }, 'constraint violation', /at most 9/],
    [{ op: 'select', table: 'thing' }, 'syntax error', /"where"/],
    [{ op: 'update', ...thing, row: { fixed: 0 } }, 'constraint violation', /fixed .* immutable/],
    [
      { op: 'update', ...thing, row: { _version: ['uuid', '00000000-0000-4000-8000-000000000000'] } },
      'constraint violation',
      /_version .* immutable/,
    ],
    [{ op: 'mutate', ...thing }, 'syntax error', /"mutations"/],
    [{ op: 'commit' }, 'syntax error', /"durable"/],
    [{ op: 'commit', durable: true }, 'not supported', /memory/],
    [{ op: 'abort' }, 'aborted', /request/],
    [{ op: 'comment' }, 'syntax error', /"comment"/],
    [{ op: 'assert', lock: 'l' }, 'not owner', /lock l is not held/],
  ]
  for (const [operation, error, details] of cases) {
    t.match(failureOf(everyShape(), operation as object), { error, details }, JSON.stringify(operation))
  }
  const twice = { op: 'insert', table: 'thing', row: {}, 'uuid-name': 'x' }
  t.match(failureOf(everyShape(), twice, twice), { error: 'duplicate uuid-name' })
})

t.test('defaults that break a constraint are refused', async (t) => {
  const insert = { op: 'insert', table: 'positive', row: {} }
  const { Database } = await import('../../lib/ovsdb-server/index.js')
  const database = new Database({
    name: 'd',
    tables: { positive: { columns: { i: { type: { key: { type: 'integer', minInteger: 1 } } } } } },
  })
  t.match(failureOf(database, insert), { error: 'constraint violation', details: 'expected at least 1, got 0' })
})
