import t from 'tap'
import { encodeWhere } from '../../../lib/ovsdb/operation/condition.js'
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
          port: { type: { key: 'integer', min: 0 } },
          tags: { type: { key: 'string', min: 0, max: 'unlimited' } },
          ids: { type: { key: 'string', value: 'string', min: 0, max: 'unlimited' } },
        },
      },
    },
  }),
  'T',
)

t.test('values are encoded by their column', async (t) => {
  const cases: readonly (readonly [readonly [string, string, unknown], unknown])[] = [
    [
      ['name', '==', 'eth0'],
      ['name', '==', 'eth0'],
    ],
    [
      ['port', '<', 2n ** 60n],
      ['port', '<', 2n ** 60n],
    ],
    [
      ['port', '==', undefined],
      ['port', '==', ['set', []]],
    ],
    [
      ['tags', 'includes', ['a']],
      ['tags', 'includes', ['set', ['a']]],
    ],
    [
      ['ids', 'excludes', new Map([['a', 'b']])],
      ['ids', 'excludes', ['map', [['a', 'b']]]],
    ],
    [
      ['_uuid', '==', UUID],
      ['_uuid', '==', ['uuid', UUID]],
    ],
  ]
  for (const [condition, wire] of cases) t.strictSame(encodeWhere(TABLE, [condition]), [wire])
})

t.test('no condition, and several', async (t) => {
  t.strictSame(encodeWhere(TABLE, []), [])
  t.strictSame(
    encodeWhere(TABLE, [
      ['name', '!=', 'a'],
      ['name', '!=', 'b'],
    ]),
    [
      ['name', '!=', 'a'],
      ['name', '!=', 'b'],
    ],
  )
})

t.test('a column the table lacks, and a value that does not fit', async (t) => {
  t.throws(() => encodeWhere(TABLE, [['nmae', '==', 'a']]), {
    name: 'UnknownColumnError',
    message: 'table "T" has no column "nmae"',
  })
  t.throws(() => encodeWhere(TABLE, [['constructor', '==', 'a']]), { name: 'UnknownColumnError' })
  t.throws(() => encodeWhere(TABLE, [['name', '==', 5]]), {
    name: 'InvalidValueError',
    message: 'T.name: expected a string, got 5',
  })
})
