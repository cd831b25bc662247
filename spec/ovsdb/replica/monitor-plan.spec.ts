import t from 'tap'
import { parseSchema } from '../../../lib/ovsdb/index.js'
import { planMonitor } from '../../../lib/ovsdb/replica/monitor-plan.js'
import { TEST_SCHEMA } from '../../support/test-schema.js'

const schema = parseSchema(TEST_SCHEMA)

t.test('what is asked of the server', async (t) => {
  const columns = { Item: ['_uuid', 'name', 'gone?'], Other: [] }
  const where = {
    Item: [['number', '>', 5] as const, ['_uuid', '==', '00000000-0000-4000-8000-000000000001'] as const],
  }
  const wire = [
    ['number', '>', 5],
    ['_uuid', '==', ['uuid', '00000000-0000-4000-8000-000000000001']],
  ]
  const plan = planMonitor(schema, columns, where)
  t.strictSame(plan.conditional, {
    Item: [{ columns: ['name'], where: wire }],
    Other: [{ columns: [], where: [true] }],
  })
  t.strictSame(plan.conditions, { Item: [{ where: wire }], Other: [{ where: [true] }] })
  t.strictSame(plan.plain, { Item: [{ columns: ['name', 'number'] }], Other: [{ columns: [] }] })
  t.strictSame([...plan.filters.keys()], ['Item'])
  t.strictSame(plan.filters.get('Item')?.columns, ['name'])
  t.match(plan.readers.get('Item')?.complete('u', {}), { _uuid: 'u', name: '', gone: undefined })
})

t.test('no condition is all rows, an empty list none', async (t) => {
  const whereOf = (where: object) =>
    planMonitor(schema, { Other: ['name'] }, where as never).conditions.Other?.[0]?.where
  t.strictSame(whereOf({}), [true])
  t.strictSame(whereOf({ Other: undefined }), [true])
  t.strictSame(whereOf({ Other: true }), [true])
  t.strictSame(whereOf({ Other: false }), [false])
  t.strictSame(whereOf({ Other: [] }), [false])
})

t.test('differences of reals are told by no difference, and `_version` goes on from nowhere', async (t) => {
  const methodOf = (...columns: readonly string[]) => planMonitor(schema, { Other: ['name'], Item: columns }, {}).method
  t.equal(methodOf('name', 'real', 'numbers', 'counters'), 'monitor_cond_since')
  t.equal(methodOf('name', '_version'), 'monitor_cond')
  t.equal(methodOf('_version', 'by_number'), 'monitor')
})

t.test('plans that ask the same of the same schema have the same key', async (t) => {
  const columns = { Item: ['name'] }
  const { key } = planMonitor(schema, columns, {})
  t.equal(planMonitor(parseSchema(TEST_SCHEMA), columns, { Item: true }).key, key)
  t.not(planMonitor(schema, columns, { Item: false }).key, key)
  t.not(planMonitor(schema, { Item: ['name', 'flag'] }, {}).key, key)
  t.not(planMonitor(parseSchema({ ...TEST_SCHEMA, version: '1.0.1' }), columns, {}).key, key)
})

t.test('what does not fit the schema', async (t) => {
  const item = { Item: ['name'] }
  t.throws(() => planMonitor(schema, { Items: ['name'] }, {}), { code: 'UNKNOWN_TABLE' })
  t.throws(() => planMonitor(schema, { Item: ['nmae'] }, {}), { code: 'UNKNOWN_COLUMN' })
  t.throws(() => planMonitor(schema, item, { Other: true }), {
    code: 'UNKNOWN_TABLE',
    message: 'the replica has no table "Other"',
  })
  t.throws(() => planMonitor(schema, item, { Item: [['nmae', '==', 'a']] }), { code: 'UNKNOWN_COLUMN' })
  t.throws(() => planMonitor(schema, item, { Item: [['name', '==', 5]] }), { code: 'INVALID_VALUE' })
  t.throws(() => planMonitor(schema, item, { Item: [['name', '<', 'a']] }), {
    code: 'OPERATION',
    error: 'syntax error',
    message: /^a condition of table "Item" failed: syntax error: "<" does not apply/,
  })
  t.throws(() => planMonitor(schema, item, { Item: [['word', '==', 'z']] }), { name: 'ConstraintViolationError' })
})

t.test('a table may be called as what every object has', async (t) => {
  const tables = { constructor: TEST_SCHEMA.tables.Other, toString: TEST_SCHEMA.tables.Other }
  const plan = planMonitor(parseSchema({ ...TEST_SCHEMA, tables }), { constructor: ['name'], toString: ['name'] }, {})
  t.equal(JSON.stringify(plan.conditions), '{"constructor":[{"where":[true]}],"toString":[{"where":[true]}]}')
})
