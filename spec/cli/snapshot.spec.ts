import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { formatRecord } from '../../lib/cli/database-file.js'
import { formatSnapshot, parseSnapshot, persistentColumns } from '../../lib/cli/snapshot.js'
import { parseSchema } from '../../lib/index.js'
import { formatRow } from '../../lib/ovsdb/row/row.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { writeTestSchema } from '../support/test-schema.js'
import { missing } from '../support/which.js'

const UUID = '00000000-0000-4000-8000-000000000001'
const schema = {
  name: 'D',
  version: '1.0.0',
  tables: {
    T: {
      columns: {
        n: { type: 'integer' },
        tags: { type: { key: 'string', min: 1, max: 2 } },
        gone: { type: 'string', ephemeral: true },
      },
    },
  },
}

/** The rows that a file comes to, as the wire has them. */
function rowsOf(file: string): unknown {
  const { schema, rows } = parseSnapshot(new TextEncoder().encode(file))
  const table = schema.tables.get('T')
  if (table === undefined) throw new Error('expected a table')
  return [...(rows.get('T') ?? [])].map(([uuid, row]) => [uuid, formatRow(row, table, persistentColumns(table))])
}

t.test('what is written is read', async (t) => {
  const rows = new Map([['T', [{ _uuid: ['uuid', UUID], n: 5, tags: 'a' }]]])
  const file = formatSnapshot(schema, rows, 7)
  t.match(file, /"_date":7/)
  t.strictSame(rowsOf(file), [[UUID, { n: 5, tags: 'a' }]])
  t.strictSame(
    [...(parseSnapshot(new TextEncoder().encode(formatSnapshot(schema, new Map(), 7))).rows.get('T') ?? [])],
    [],
  )
  const table = parseSchema(schema).tables.get('T')
  t.strictSame(table && persistentColumns(table), ['n', 'tags'])
  t.throws(() => parseSnapshot(new Uint8Array()), { message: /got nothing/ })
})

t.test('transactions change, differ, and delete', async (t) => {
  const write = (...transactions: readonly object[]) => [schema, ...transactions].map(formatRecord).join('')
  const insert = { T: { [UUID]: { n: 5, tags: ['set', ['a', 'b']] } }, _date: 1 }
  t.strictSame(rowsOf(write(insert, { T: { [UUID]: { tags: 'c' } } })), [[UUID, { n: 5, tags: 'c' }]])
  const difference = { T: { [UUID]: { n: 6, tags: ['set', ['a', 'b', 'c']] } }, _is_diff: true }
  t.strictSame(rowsOf(write(insert, difference)), [[UUID, { n: 6, tags: 'c' }]])
  t.strictSame(rowsOf(write(insert, { T: { [UUID]: null } })), [])
})

t.test('records that are whole, and no schema or no rows', async (t) => {
  const cases: readonly (readonly [records: readonly unknown[], complaint: string])[] = [
    [[null], 'schema database: expected an object, got null'],
    [[{ name: 'x' }], 'schema tables: expected an object, got undefined'],
    [[schema, { T: { [UUID]: { n: 'x' } } }], 'expected a 64-bit integer'],
  ]
  for (const [records, complaint] of cases) {
    const file = new TextEncoder().encode(records.map(formatRecord).join(''))
    const message = `expected a standalone database's file: ${complaint}`
    t.throws(() => parseSnapshot(file), { name: 'UsageError', message })
  }
})

t.test("a real server's own file", { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  const [inserted] = (await server.transact([
    { op: 'insert', table: 'Item', row: { name: 'a', tags: ['set', ['x', 'y', 'z']], counters: ['map', [['k', 1]]] } },
  ])) as [{ uuid: readonly [string, string] }]
  await server.transact([
    {
      op: 'mutate',
      table: 'Item',
      where: [],
      mutations: [
        ['tags', 'delete', 'y'],
        ['counters', 'insert', ['map', [['m', 2]]]],
      ],
    },
  ])
  await server.stop()
  const { schema, rows } = parseSnapshot(readFileSync(join(server.dir, 'conf.db')))
  const row = rows.get('Item')?.get(inserted.uuid[1])
  const table = schema.tables.get('Item')
  t.strictSame(row && table && formatRow(row, table, ['name', 'tags', 'counters']), {
    name: 'a',
    tags: ['set', ['x', 'z']],
    counters: [
      'map',
      [
        ['k', 1],
        ['m', 2],
      ],
    ],
  })
})
