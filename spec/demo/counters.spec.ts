import t from 'tap'
import { moveCounters } from '../../lib/demo/counters.js'
import { seededRandom } from '../../lib/demo/random.js'
import { loadSwitch } from '../../lib/demo/switch.js'
import { perform, rowsOf } from '../support/embedded-database.js'

const ROWS = { table: 'Interface', columns: ['name', 'statistics'] }
const VVPORT1 = { ...ROWS, where: [['name', '==', 'vvport1']] }

function moved(seed: number, steps: number) {
  const database = loadSwitch('fixtures/ovsdb')
  const random = seededRandom(seed)
  for (let step = 0; step < steps; step++) moveCounters(database, random)
  return database
}

t.test('every interface with statistics moves, in one commit', async (t) => {
  const database = loadSwitch('fixtures/ovsdb')
  perform(
    database,
    { op: 'insert', table: 'Interface', 'uuid-name': 'i', row: { name: 'quiet' } },
    { op: 'insert', table: 'Port', 'uuid-name': 'p', row: { name: 'quiet', interfaces: ['named-uuid', 'i'] } },
    { op: 'mutate', table: 'Bridge', where: [], mutations: [['ports', 'insert', ['named-uuid', 'p']]] },
  )
  const before = rowsOf(database, ROWS)
  const commits: number[] = []
  database.onCommit((changes) => commits.push(changes.get('Interface')?.size ?? 0))
  moveCounters(database, () => 0.5)
  t.strictSame(commits, [before.length - 1])
  const after = new Map(rowsOf(database, ROWS).map(({ name, statistics }) => [name, statistics]))
  t.strictSame(after.get('quiet'), ['map', []])
  for (const { name, statistics } of before) {
    if (name !== 'quiet') t.notSame(after.get(name), statistics, String(name))
  }
})

t.test('the same seed makes the same traffic', async (t) => {
  t.strictSame(rowsOf(moved(5, 3), VVPORT1), rowsOf(moved(5, 3), VVPORT1))
  t.notSame(rowsOf(moved(5, 3), VVPORT1), rowsOf(moved(6, 3), VVPORT1))
})
