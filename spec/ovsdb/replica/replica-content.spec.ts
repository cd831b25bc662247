import t from 'tap'
import { parseSchema, parseUuid } from '../../../lib/ovsdb/index.js'
import { planMonitor } from '../../../lib/ovsdb/replica/monitor-plan.js'
import { ReplicaContent } from '../../../lib/ovsdb/replica/replica-content.js'
import type { ReplicaState } from '../../../lib/ovsdb/replica/state.js'
import { TEST_SCHEMA } from '../../support/test-schema.js'

const columns = { Item: ['name'], Other: ['name'] }
const plan = planMonitor(parseSchema(TEST_SCHEMA), columns, {})
const uuid = parseUuid('00000000-0000-4000-8000-000000000001')
const insert = { table: 'Item', uuid, kind: 'insert', new: { name: 'a' } } as const
const whole = { updates: [insert], resumed: false, lastTransaction: undefined }
const nothing = { updates: [], resumed: true, lastTransaction: undefined }

t.test('rows, and those who follow them', async (t) => {
  const content = new ReplicaContent(columns, undefined)
  const told: unknown[] = []
  content.changes.add((changes) => told.push(changes))
  const feed = content.feed(false)
  content.read(whole, plan)
  content.read(whole, plan)
  content.read(nothing, plan)
  t.ok(content.holds('Item', uuid))
  t.notOk(content.holds('Other', uuid))
  const change = { ...insert, old: undefined }
  t.strictSame(told, [[change]], 'what changes nothing is not told')
  t.strictSame((await feed.next()).value, change)
  t.strictSame((await content.feed(true).next()).value, change)
  content.close()
  t.strictSame(await feed.next(), { done: true, value: undefined })
  t.strictSame((await content.feed(true).next()).value, change, 'the rows of a closed replica can be read')
})

t.test('states', async (t) => {
  const content = new ReplicaContent(columns, undefined)
  const states: ReplicaState[] = []
  content.states.add((state) => states.push(state))
  t.match(content.state, { state: 'stale', since: Date })
  content.synced()
  content.stale(new Error('one'))
  const first = content.state
  content.stale(new Error('two'))
  t.match(content.state, { cause: { message: 'two' } })
  if (first.state !== 'stale' || content.state.state !== 'stale') throw new Error('expected stale states')
  t.equal(content.state.since, first.since, 'as of the last time it was not')
  content.stale(new Error('two'))
  content.stale(new TypeError('two'))
  content.close()
  content.synced()
  t.strictSame(
    states.map(({ state }) => state),
    ['synced', 'stale', 'stale', 'stale', 'closed'],
    'what is told of one cause is told once',
  )
})
