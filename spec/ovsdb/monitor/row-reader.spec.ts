import t from 'tap'
import { parseSchema } from '../../../lib/ovsdb/index.js'
import { RowReader, rowReaders } from '../../../lib/ovsdb/monitor/row-reader.js'
import { parseTable } from '../../../lib/ovsdb/schema/parse-schema.js'
import { EVERY_SHAPE, thing } from '../../support/every-shape.js'

const UUID = '00000000-0000-4000-8000-000000000001'
const reader = new RowReader(thing, ['_uuid', 'name', 'size', 'tags', 'counts', 'newer?', 'parts'])

t.test('the server is asked for what it has, and for no _uuid', async (t) => {
  t.strictSame(reader.columns, ['name', 'size', 'tags', 'counts', 'parts'])
  t.strictSame(reader.indexes, [['name']])
  t.strictSame(new RowReader(thing, ['size']).indexes, [])
  const readers = rowReaders(parseSchema(EVERY_SHAPE), { thing: ['n'], nowhere: ['n'], lone: undefined })
  t.strictSame([...readers.keys()], ['thing'])
  t.throws(() => new RowReader(thing, ['name', 'newer']), { name: 'UnknownColumnError' })
  t.strictSame(new RowReader(thing, ['name?', 'n?']).indexes, [['name']])
})

t.test('only indexes that are whole, and columns of whatever name', async (t) => {
  const table = parseTable('T', {
    columns: { constructor: { type: 'string' }, b: { type: 'integer' } },
    indexes: [['constructor', 'b'], ['constructor']],
  })
  t.strictSame(new RowReader(table, ['constructor']).indexes, [['constructor']])
  const reader = new RowReader(table, ['b', 'constructor'])
  t.strictSame(reader.indexes, table.indexes)
  t.equal(reader.complete(UUID, reader.read({})).constructor, '')
})

t.test('columns that are not told are at their default', async (t) => {
  t.strictSame(reader.complete(UUID, reader.read({})), {
    _uuid: UUID,
    name: '',
    size: undefined,
    tags: [],
    counts: new Map(),
    newer: undefined,
    parts: [],
  })
  const few = new RowReader(thing, ['few', 'b', 'r', 'n'])
  t.strictSame(few.complete(UUID, few.read({ n: 2n ** 60n })), { few: [0], b: false, r: 0, n: 2n ** 60n })
})

t.test('a whole row has every column', async (t) => {
  const row = { name: 'a', size: 1, tags: 'x', counts: ['map', [['k', 1]]], parts: ['uuid', UUID] }
  t.strictSame(reader.whole(UUID, reader.read(row)), {
    _uuid: UUID,
    name: 'a',
    size: 1,
    tags: ['x'],
    counts: new Map([['k', 1]]),
    newer: undefined,
    parts: [UUID],
  })
  const { tags: _, ...others } = row
  t.throws(() => reader.whole(UUID, reader.read(others)), { code: 'INVALID_UPDATE', message: /expected column tags/ })
})

t.test('a row that is none, or has what nobody asked for', async (t) => {
  for (const json of [null, [], 'row', undefined]) {
    t.throws(() => reader.read(json), { code: 'INVALID_UPDATE', message: /^update of thing: expected a row/ })
  }
  for (const name of ['n', 'nowhere', 'newer', '_uuid', 'toString']) {
    t.throws(() => reader.read({ [name]: 1 }), { code: 'INVALID_UPDATE', message: /expected only the columns name, / })
  }
  t.throws(() => reader.read({ name: 1 }), { code: 'INVALID_VALUE', message: /thing.name: expected a string/ })
})

t.test('a difference where the column may hold several, else the new value', async (t) => {
  const held = reader.complete(
    UUID,
    reader.read({
      name: 'a',
      size: 1,
      tags: ['set', ['b', 'd']],
      counts: [
        'map',
        [
          ['k', 1],
          ['l', 2],
          ['m', 3],
        ],
      ],
    }),
  )
  const difference = {
    size: 2,
    tags: ['set', ['c', 'd', 'a']],
    counts: [
      'map',
      [
        ['k', 1],
        ['l', 5],
        ['a', 0],
      ],
    ],
  }
  const row = reader.patch(UUID, held, reader.read(difference))
  t.strictSame(row, {
    ...held,
    size: 2,
    tags: ['a', 'b', 'c'],
    counts: new Map([
      ['a', 0],
      ['l', 5],
      ['m', 3],
    ]),
  })
  t.ok(Object.isFrozen(row) && Object.isFrozen(row.tags))
  t.strictSame([...(row.counts as ReadonlyMap<string, number>).keys()], ['a', 'l', 'm'], 'in the order of the server')
  t.strictSame(held.tags, ['b', 'd'], 'the row before is as it was')
  t.strictSame(reader.patch(UUID, held, reader.read({ size: ['set', []] })).size, undefined)
})

t.test('a difference the column cannot take', async (t) => {
  const few = new RowReader(thing, ['few'])
  const held = few.complete(UUID, few.read({ few: ['set', [1, 2]] }))
  for (const difference of [3, ['set', [1, 2]]]) {
    t.throws(() => few.patch(UUID, held, few.read({ few: difference })), {
      code: 'INVALID_UPDATE',
      message: /^update of thing 0.*1 few: expected a difference that fits/,
      cause: { code: 'constraint violation' },
    })
  }
  t.strictSame(few.patch(UUID, held, few.read({ few: ['set', [1, 2, 3]] })).few, [3])
})
