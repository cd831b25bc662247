import t from 'tap'
import { operations, type SchemaModel } from '../../../lib/index.js'
import { NamedUuid } from '../../../lib/ovsdb/value/named-uuid.js'
import { parseUuid } from '../../../lib/ovsdb/value/uuid.js'
import type { EVERY_SHAPE } from '../../support/every-shape.js'

const UUID = parseUuid('9f04604d-7d5d-40c8-b321-dbf309952511')
const make = operations<SchemaModel<typeof EVERY_SHAPE>>()

t.test('an operation is a value: what the RFC has, in values of a program', async (t) => {
  const pairs = new Map([['a', 1]])
  const { ref, ...inserted } = make.insert('thing', { name: 'a', counts: pairs })
  t.strictSame(inserted, { op: 'insert', table: 'thing', row: { name: 'a', counts: pairs } })
  t.ok(ref instanceof NamedUuid)
  t.match(make.insert('thing', {}, { uuid: UUID }), { uuid: UUID, row: {} })
  t.strictSame(make.select('thing', { columns: ['name', 'r?'] }), {
    op: 'select',
    table: 'thing',
    columns: ['name', 'r?'],
    where: [],
  })
  t.strictSame(make.select('part', { columns: [], where: [['label', '!=', 'x']] }).where, [['label', '!=', 'x']])
  t.strictSame(make.update('thing', [['n', '<', 5]], { size: undefined }), {
    op: 'update',
    table: 'thing',
    where: [['n', '<', 5]],
    row: { size: undefined },
  })
  t.strictSame(make.mutate('thing', [], [['n', '+=', 1]]), {
    op: 'mutate',
    table: 'thing',
    where: [],
    mutations: [['n', '+=', 1]],
  })
  t.strictSame(make.delete('thing', [['name', '==', 'a']]), {
    op: 'delete',
    table: 'thing',
    where: [['name', '==', 'a']],
  })
  const awaited = { where: [], columns: ['i'], until: '!=', rows: [{ i: 5 }] } as const
  t.strictSame(make.wait('lone', awaited), { op: 'wait', table: 'lone', ...awaited })
  t.strictSame(make.wait('lone', { ...awaited, timeout: 0 }), { op: 'wait', table: 'lone', ...awaited, timeout: 0 })
  t.strictSame(make.commit(), { op: 'commit', durable: false })
  t.strictSame(make.commit({ durable: true }), { op: 'commit', durable: true })
  t.strictSame(make.abort(), { op: 'abort' })
  t.strictSame(make.comment('hello'), { op: 'comment', comment: 'hello' })
  t.strictSame(make.assert('mine'), { op: 'assert', lock: 'mine' })
})

t.test('verify is a wait that does not wait, for one row', async (t) => {
  t.strictSame(make.verify('thing', UUID, { name: 'a', size: undefined }), {
    op: 'wait',
    table: 'thing',
    where: [['_uuid', '==', UUID]],
    columns: ['_uuid', 'name', 'size?'],
    until: '==',
    rows: [{ _uuid: UUID, name: 'a', size: undefined }],
    timeout: 0,
  })
})

t.test('everything is frozen, and nothing of the caller is', async (t) => {
  const row = { name: 'a' }
  const where: ['name', '==', string][] = [['name', '==', 'a']]
  const columns: 'name'[] = ['name']
  const mutations: ['n', '+=', number][] = [['n', '+=', 1]]
  const made = [
    make.insert('thing', row),
    make.select('thing', { columns, where }),
    make.update('thing', where, row),
    make.mutate('thing', where, mutations),
    make.delete('thing', where),
    make.wait('thing', { where, columns, until: '==', rows: [row] }),
    make.verify('thing', UUID, row),
    make.commit(),
    make.abort(),
    make.comment(''),
    make.assert(''),
  ]
  for (const operation of made) t.ok(deeplyFrozen(operation), operation.op)
  for (const mine of [row, where, where[0], columns, mutations, mutations[0]]) t.notOk(Object.isFrozen(mine))
  t.ok(Object.isFrozen(make))
  t.equal(operations(), make as unknown, 'whatever the model')
})

t.test('what its maker does with a set or a map afterwards changes no operation', async (t) => {
  const { insert, mutate } = operations()
  const set = [1]
  const map = new Map([['k', 1]])
  const made = [insert('thing', { set, map }), mutate('thing', [['set', '==', set]], [['map', 'insert', map]])]
  const before = structuredClone(made.map((operation) => ({ ...operation, ref: undefined })))
  set.push(2)
  map.set('l', 2)
  t.strictSame(
    made.map((operation) => ({ ...operation, ref: undefined })),
    before,
  )
})

t.test('each insert has a ref of its own', async (t) => {
  t.not(make.insert('thing', {}).ref.name, make.insert('thing', {}).ref.name)
})

function deeplyFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return Object.isFrozen(value) && Object.values(value).every(deeplyFrozen)
}
