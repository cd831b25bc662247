import t from 'tap'
import { prepareSelect } from '../../../lib/ovsdb/operation/select.js'
import { parseSchema } from '../../../lib/ovsdb/schema/parse-schema.js'
import { tableOf } from '../../support/schema-table.js'

const UUID = '9f04604d-7d5d-40c8-b321-dbf309952511'

const TABLE = tableOf(
  parseSchema({
    name: 'D',
    tables: {
      T: {
        columns: {
          name: { type: 'string' },
          mtu: { type: { key: 'integer', min: 0 } },
          statistics: { type: { key: 'string', value: 'integer', min: 0, max: 'unlimited' } },
        },
      },
    },
  }),
  'T',
)

t.test('asks for the columns wanted, and always for _uuid', async (t) => {
  const operation = { op: 'select', table: 'T', where: [] }
  t.strictSame(prepareSelect(TABLE, ['name', 'mtu'], []).operation, { ...operation, columns: ['_uuid', 'name', 'mtu'] })
  t.strictSame(prepareSelect(TABLE, ['name', '_uuid'], []).operation, { ...operation, columns: ['_uuid', 'name'] })
  t.strictSame(prepareSelect(TABLE, ['name', 'name'], []).operation, { ...operation, columns: ['_uuid', 'name'] })
  t.strictSame(prepareSelect(TABLE, [], []).operation, { ...operation, columns: ['_uuid'] })
})

t.test('does not ask for columns that the schema may and does lack: they are undefined in every row', async (t) => {
  const select = prepareSelect(TABLE, ['bfd?', 'name?', 'constructor?'], [])
  t.strictSame(select.operation.columns, ['_uuid', 'name'])
  t.strictSame(select.decode({ rows: [{ _uuid: ['uuid', UUID], name: 'a', bfd: 'unasked' }] }), [
    { bfd: undefined, name: 'a', constructor: undefined },
  ])
})

t.test('encodes the conditions', async (t) => {
  t.strictSame(prepareSelect(TABLE, ['name'], [['mtu', '==', undefined]]).operation.where, [['mtu', '==', ['set', []]]])
  t.throws(() => prepareSelect(TABLE, ['name'], [['bfd', '==', 1]]), { name: 'UnknownColumnError' })
  t.throws(() => prepareSelect(TABLE, ['name', 'bfd'], []), { name: 'UnknownColumnError' })
})

t.test('rows hold exactly the columns asked for, decoded', async (t) => {
  const { decode } = prepareSelect(TABLE, ['name', 'mtu', 'statistics'], [])
  const row = { _uuid: ['uuid', UUID], name: 'a', mtu: ['set', []], statistics: ['map', [['rx_bytes', 5]]] }
  t.strictSame(decode({ rows: [] }), [])
  t.strictSame(decode({ rows: [row, { ...row, mtu: 1500 }] }), [
    { name: 'a', mtu: undefined, statistics: new Map([['rx_bytes', 5]]) },
    { name: 'a', mtu: 1500, statistics: new Map([['rx_bytes', 5]]) },
  ])
  t.strictSame(prepareSelect(TABLE, ['_uuid'], []).decode({ rows: [row] }), [{ _uuid: UUID }])
})

t.test('what is no result of a select', async (t) => {
  const { decode } = prepareSelect(TABLE, ['name'], [])
  const cases: readonly (readonly [unknown, string])[] = [
    [undefined, 'reply to "transact": expected the rows of a select, got undefined'],
    [null, 'reply to "transact": expected the rows of a select, got null'],
    [{ count: 1 }, 'reply to "transact": expected the rows of a select, got { count: 1 }'],
    [{ rows: {} }, 'reply to "transact": expected the rows of a select, got { rows: {} }'],
    [{ rows: [null] }, 'reply to "transact": expected a row, got null'],
    [{ rows: ['a'] }, 'reply to "transact": expected a row, got \'a\''],
  ]
  for (const [result, message] of cases) t.throws(() => decode(result), { name: 'InvalidReplyError', message })
  t.throws(() => decode({ rows: [{}] }), {
    name: 'InvalidValueError',
    message: 'T.name: expected a string, got undefined',
  })
})
