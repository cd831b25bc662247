import t from 'tap'
import { parseSchema } from '../../../lib/ovsdb/index.js'
import { DIALECTS, type Dialect } from '../../../lib/ovsdb/replica/dialects.js'
import { planMonitor } from '../../../lib/ovsdb/replica/monitor-plan.js'
import { TEST_SCHEMA } from '../../support/test-schema.js'

const plan = planMonitor(parseSchema(TEST_SCHEMA), { Item: ['name'] }, { Item: [['number', '==', 1]] })
const [since, cond, plain] = DIALECTS as readonly [Dialect, Dialect, Dialect]
const [row, transaction] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']
const insert = { table: 'Item', uuid: row, kind: 'insert', new: { name: 'a' } }
const updates2 = { Item: { [row]: { initial: { name: 'a' } } } }
const holds = () => false

t.test('monitor_cond_since and update3', async (t) => {
  t.strictSame(since.params('Test', 'id', plan, transaction), ['Test', 'id', plan.conditional, transaction])
  t.strictSame(since.readReply([true, transaction, updates2], plan), {
    resumed: true,
    lastTransaction: transaction,
    updates: [insert],
  })
  t.match(since.readReply([false, transaction, {}], plan), { resumed: false, updates: [] })
  t.match(since.readNotification(['id', transaction, updates2], plan, holds), {
    resumed: true,
    lastTransaction: transaction,
    updates: [insert],
  })
  for (const reply of [{}, [true], ['true', transaction, {}], [true, 5, {}]]) {
    t.throws(() => since.readReply(reply, plan), { code: 'INVALID_REPLY' })
  }
  t.throws(() => since.readReply([true, transaction], plan), { code: 'INVALID_UPDATE' })
  t.throws(() => since.readNotification(['id', updates2], plan, holds), { code: 'INVALID_UPDATE' })
})

t.test('monitor_cond and update2', async (t) => {
  t.strictSame(cond.params('Test', 'id', plan, transaction), ['Test', 'id', plan.conditional])
  t.strictSame(cond.readReply(updates2, plan), { resumed: false, lastTransaction: undefined, updates: [insert] })
  t.match(cond.readNotification(['id', updates2], plan, holds), { resumed: true, updates: [insert] })
  t.throws(() => cond.readReply([], plan), { code: 'INVALID_UPDATE' })
})

t.test('monitor and update, with the conditions tried here', async (t) => {
  const updates = (number: number) => ({ Item: { [row]: { new: { name: 'a', number } } } })
  t.strictSame(plain.params('Test', 'id', plan, transaction), [
    'Test',
    'id',
    { Item: [{ columns: ['name', 'number'] }] },
  ])
  t.strictSame(plain.readReply(updates(1), plan), { resumed: false, lastTransaction: undefined, updates: [insert] })
  t.match(plain.readReply(updates(2), plan), { updates: [] })
  t.match(plain.readNotification(['id', updates(1)], plan, holds), { resumed: true, updates: [insert] })
  t.match(
    plain.readNotification(['id', updates(2)], plan, () => true),
    { updates: [{ kind: 'delete' }] },
  )
  t.throws(() => plain.readReply(5, plan), { code: 'INVALID_UPDATE' })
})

t.test('the best first', async (t) => {
  t.strictSame(
    DIALECTS.map(({ method, conditional }) => [method, conditional]),
    [
      ['monitor_cond_since', true],
      ['monitor_cond', true],
      ['monitor', false],
    ],
  )
})
