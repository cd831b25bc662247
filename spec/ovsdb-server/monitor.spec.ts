import t from 'tap'
import { changeUpdates, initialUpdates } from '../../lib/ovsdb-server/monitor.js'
import { parseMonitorRequests } from '../../lib/ovsdb-server/monitor-request.js'
import { rowUpdate, rowUpdate2 } from '../../lib/ovsdb-server/row-update.js'
import { everyShape, perform } from '../support/embedded-database.js'

/** Takes the UUIDs away, which differ each time. */
function rows(updates: Readonly<Record<string, Readonly<Record<string, unknown>>>>): unknown {
  return Object.entries(updates).map(([table, byUuid]) => [table, ...Object.values(byUuid)])
}

/** The initial rows, then the updates after each operation. */
function watch(requests: unknown, update: typeof rowUpdate, ...operations: readonly object[]): readonly unknown[] {
  const database = everyShape({ name: 'a', n: 1 }, { name: 'b', n: 2 })
  const monitored = parseMonitorRequests(requests, database.schema, update === rowUpdate2)
  const seen = [rows(initialUpdates(monitored, database.tables, update))]
  database.onCommit((changes) => seen.push(rows(changeUpdates(monitored, changes, update))))
  for (const operation of operations) perform(database, operation)
  return seen
}

const setN = (name: string, n: number) => ({ op: 'update', table: 'thing', where: [['name', '==', name]], row: { n } })
const REMOVE_A = { op: 'delete', table: 'thing', where: [['name', '==', 'a']] }
const INSERT_C = { op: 'insert', table: 'thing', row: { name: 'c', n: 3 } }

t.test('initial, insert, modify, delete', async (t) => {
  t.strictSame(watch({ thing: { columns: ['n'] } }, rowUpdate, INSERT_C, setN('a', 5), REMOVE_A), [
    [['thing', { new: { n: 1 } }, { new: { n: 2 } }]],
    [['thing', { new: { n: 3 } }]],
    [['thing', { old: { n: 1 }, new: { n: 5 } }]],
    [['thing', { old: { n: 5 } }]],
  ])
})

t.test('an event nobody selected is not told; columns are those of the requests that selected it', async (t) => {
  const thing = [
    { columns: ['name'], select: { initial: false, delete: false } },
    { columns: ['n'], select: { initial: false, insert: false, modify: false, delete: false } },
  ]
  t.strictSame(watch({ thing }, rowUpdate, INSERT_C, setN('a', 5), REMOVE_A), [
    [],
    [['thing', { new: { name: 'c' } }]],
    [],
    [],
  ])
})

t.test('what does not concern the monitor is not told', async (t) => {
  const insertLone = { op: 'insert', table: 'lone', row: {} }
  t.strictSame(watch({ thing: { columns: ['name'] }, part: {} }, rowUpdate, insertLone, setN('a', 5)), [
    [['thing', { new: { name: 'a' } }, { new: { name: 'b' } }]],
    [],
    [],
  ])
})

t.test('a row comes and goes with the condition', async (t) => {
  const requests = {
    thing: {
      columns: ['n'],
      where: [
        ['n', '<', 2],
        ['n', '==', 9],
      ],
    },
  }
  t.strictSame(watch(requests, rowUpdate2, setN('a', 9), setN('b', 7), setN('a', 2), setN('b', 1), REMOVE_A), [
    [['thing', { initial: { n: 1 } }]],
    [['thing', { modify: { n: 9 } }]],
    [],
    [['thing', { delete: null }]],
    [['thing', { insert: { n: 1 } }]],
    [],
  ])
})
