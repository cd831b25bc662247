import t from 'tap'
import { parseSchema } from '../../lib/ovsdb/index.js'
import { meets } from '../../lib/ovsdb/row/condition.js'
import { parseMonitorRequests } from '../../lib/ovsdb-server/monitor-request.js'
import { EVERY_SHAPE } from '../support/every-shape.js'

const schema = parseSchema(EVERY_SHAPE)
const parse = (json: unknown, conditional = false) => parseMonitorRequests(json, schema, conditional)
const NO_ROW = new Map([['i', new Map([[0, undefined]])]])

t.test('without more, all columns but _uuid and all events', async (t) => {
  const [monitored] = parse({ lone: {} })
  t.equal(monitored?.table.name, 'lone')
  t.strictSame(
    monitored?.requests.map(({ columns, events }) => [columns, [...events]]),
    [
      [
        ['i', '_version'],
        ['initial', 'insert', 'delete', 'modify'],
      ],
    ],
  )
})

t.test('several requests for one table, several tables', async (t) => {
  const monitored = parse({
    thing: [{ columns: ['name'] }, { columns: ['n'], select: { initial: false, modify: true, delete: false } }],
    lone: { columns: ['_uuid'] },
  })
  t.strictSame(
    monitored.map(({ requests }) => requests.map(({ columns, events }) => [columns.join(), [...events].join()])),
    [
      [
        ['name', 'initial,insert,delete,modify'],
        ['n', 'insert,modify'],
      ],
      [['_uuid', 'initial,insert,delete,modify']],
    ],
  )
})

t.test('conditions are joined by OR, and none is no condition', async (t) => {
  const fulfilled = (json: unknown, conditional: boolean) =>
    parse(json, conditional)[0]?.where.some((condition) => meets(NO_ROW, condition))
  t.equal(fulfilled({ lone: { where: [['i', '==', 1], false] } }, true), false)
  t.equal(
    fulfilled(
      {
        lone: {
          where: [
            ['i', '==', 1],
            ['i', '==', 0],
          ],
        },
      },
      true,
    ),
    true,
  )
  t.equal(
    fulfilled(
      {
        lone: [
          { columns: [], where: [false] },
          { columns: [], where: [true] },
        ],
      },
      true,
    ),
    true,
  )
  t.equal(fulfilled({ lone: { where: [] } }, true), true)
  t.equal(fulfilled({ lone: {} }, true), true)
  t.equal(fulfilled({ lone: { where: [false] } }, false), true, 'only monitor_cond has conditions')
})

t.test('errors', async (t) => {
  for (const [json, code] of [
    [[], 'syntax error'],
    [{ nowhere: {} }, 'syntax error'],
    [{ lone: 1 }, 'syntax error'],
    [{ lone: { columns: 'i' } }, 'syntax error'],
    [{ lone: { columns: ['nowhere'] } }, 'syntax error'],
    [{ lone: [{ columns: ['i'] }, { columns: ['i'] }] }, 'syntax error'],
    [{ lone: { select: true } }, 'syntax error'],
    [{ lone: { where: {} } }, 'syntax error'],
    [{ lone: { where: [['nowhere', '==', 1]] } }, 'unknown column'],
    [{ lone: { where: [['_uuid', '==', ['named-uuid', 'x']]] } }, 'syntax error'],
  ] as const) {
    t.throws(() => parse(json, true), { code }, JSON.stringify(json))
  }
})
