import t from 'tap'
import type { RowChange } from '../../lib/ovsdb-server/changes.js'
import { rowUpdate, rowUpdate2 } from '../../lib/ovsdb-server/row-update.js'
import { everyShape, perform } from '../support/embedded-database.js'

const COLUMNS = ['n', 'few', 'size', 'tags', 'counts']
const BEFORE = {
  n: 1,
  size: 5,
  tags: ['set', ['x', 'y']],
  counts: [
    'map',
    [
      ['k', 1],
      ['l', 2],
      ['m', 3],
    ],
  ],
}
const AFTER = {
  n: 2,
  size: ['set', []],
  tags: ['set', ['y', 'z']],
  counts: [
    'map',
    [
      ['k', 1],
      ['l', 7],
      ['o', 4],
    ],
  ],
}

const database = everyShape(BEFORE)
const table = database.schema.tables.get('thing')
if (table === undefined) throw new Error('expected a table')
let modified: RowChange = { old: undefined, new: undefined }
database.onCommit((changes) => {
  for (const change of changes.get('thing')?.values() ?? []) modified = change
})
perform(database, { op: 'update', table: 'thing', where: [], row: AFTER })
const inserted: RowChange = { old: undefined, new: modified.old }
const deleted: RowChange = { old: modified.new, new: undefined }
const untouched: RowChange = { old: modified.old, new: modified.old }

t.test('update tells whole rows, and of a modified one what it was', async (t) => {
  const before = { ...BEFORE, few: 0 }
  const after = { ...AFTER, few: 0 }
  t.strictSame(rowUpdate('initial', inserted, table, COLUMNS), { new: before })
  t.strictSame(rowUpdate('insert', inserted, table, COLUMNS), { new: before })
  t.strictSame(rowUpdate('delete', deleted, table, COLUMNS), { old: after })
  t.strictSame(rowUpdate('modify', modified, table, COLUMNS), { old: BEFORE, new: after })
  t.strictSame(rowUpdate('modify', modified, table, ['n', 'few']), { old: { n: 1 }, new: { n: 2, few: 0 } })
  t.equal(rowUpdate('modify', untouched, table, COLUMNS), undefined)
  t.equal(rowUpdate('modify', modified, table, ['few']), undefined)
})

t.test('update2 leaves out defaults, and tells the difference of what has several elements', async (t) => {
  t.strictSame(rowUpdate2('initial', inserted, table, COLUMNS), { initial: BEFORE })
  t.strictSame(rowUpdate2('insert', inserted, table, COLUMNS), { insert: BEFORE })
  t.strictSame(rowUpdate2('delete', deleted, table, COLUMNS), { delete: null })
  t.strictSame(rowUpdate2('modify', modified, table, COLUMNS), {
    modify: {
      n: 2,
      size: ['set', []],
      tags: ['set', ['x', 'z']],
      counts: [
        'map',
        [
          ['l', 7],
          ['m', 3],
          ['o', 4],
        ],
      ],
    },
  })
  t.equal(rowUpdate2('modify', untouched, table, COLUMNS), undefined)
})
