import t from 'tap'
import { operations, parseSchema, type UntypedModel } from '../../../lib/index.js'
import type { Operation } from '../../../lib/ovsdb/operation/operation.js'
import { lookUpTable, prepareOperation } from '../../../lib/ovsdb/operation/prepare.js'
import { parseUuid } from '../../../lib/ovsdb/value/uuid.js'
import { EVERY_SHAPE } from '../../support/every-shape.js'

const UUID = parseUuid('9f04604d-7d5d-40c8-b321-dbf309952511')
const schema = parseSchema(EVERY_SHAPE)
const make = operations()

t.test('each operation on the wire', async (t) => {
  const part = make.insert('part', { label: 'p' })
  const where = { table: 'thing', where: [['name', '==', 'a']] }
  const cases: readonly (readonly [Operation<UntypedModel>, object])[] = [
    [part, { op: 'insert', table: 'part', row: { label: 'p' }, 'uuid-name': part.ref.name }],
    [
      make.insert('thing', { parts: [part.ref, UUID] }, { uuid: UUID }),
      {
        op: 'insert',
        row: {
          parts: [
            'set',
            [
              ['named-uuid', part.ref.name],
              ['uuid', UUID],
            ],
          ],
        },
        uuid: UUID,
      },
    ],
    [
      { op: 'insert', table: 'part', row: {} },
      { op: 'insert', table: 'part', row: {} },
    ],
    [
      make.select('thing', { columns: ['n', 'nowhere?'], where: [['name', '==', 'a']] }),
      { op: 'select', ...where, columns: ['_uuid', 'n'] },
    ],
    [
      { op: 'select', table: 'part', columns: [] },
      { op: 'select', table: 'part', where: [], columns: ['_uuid'] },
    ],
    [make.update('thing', [['name', '==', 'a']], { n: 2n ** 60n }), { op: 'update', ...where, row: { n: 2n ** 60n } }],
    [
      make.mutate('thing', [['name', '==', 'a']], [['counts', 'delete', ['k']]]),
      { op: 'mutate', ...where, mutations: [['counts', 'delete', ['set', ['k']]]] },
    ],
    [make.delete('thing', [['name', '==', 'a']]), { op: 'delete', ...where }],
    [
      make.verify('thing', UUID, { n: 5, newer: undefined, size: undefined }),
      {
        op: 'wait',
        table: 'thing',
        timeout: 0,
        where: [['_uuid', '==', ['uuid', UUID]]],
        columns: ['_uuid', 'n', 'size'],
        until: '==',
        rows: [{ _uuid: ['uuid', UUID], n: 5, size: ['set', []] }],
      },
    ],
    [make.commit({ durable: true }), { op: 'commit', durable: true }],
    [make.abort(), { op: 'abort' }],
    [make.comment('c'), { op: 'comment', comment: 'c' }],
    [make.assert('l'), { op: 'assert', lock: 'l' }],
  ]
  for (const [operation, wire] of cases) {
    const { operation: prepared } = prepareOperation(operation, schema)
    t.match(prepared, wire, operation.op)
  }
})

t.test('what the schema does not have, and what is no operation', async (t) => {
  t.throws(() => lookUpTable(schema, 'Thing'), {
    name: 'UnknownTableError',
    message: 'database "shapes" has no table "Thing"',
  })
  for (const operation of [
    make.insert('Thing', {}),
    make.select('Thing', { columns: [] }),
    make.update('Thing', [], {}),
    make.mutate('Thing', [], []),
    make.delete('Thing', []),
    make.verify('Thing', UUID, {}),
  ]) {
    t.throws(() => prepareOperation(operation, schema), { name: 'UnknownTableError' }, operation.op)
  }
  const nonsense = { op: 'merge', table: 'thing' } as unknown as Operation<UntypedModel>
  t.throws(() => prepareOperation(nonsense, schema), {
    code: 'INVALID_OPERATION',
    message: 'expected an operation of RFC 7047 section 5.2, got "merge"',
  })
  const misspelt = { op: 'delete', table: 'thing', where: [], were: [['name', '==', 'a']] } as Operation<UntypedModel>
  t.throws(() => prepareOperation(misspelt, schema), {
    code: 'INVALID_OPERATION',
    message: 'expected of "delete" only the members op, table, where, got "were"',
  })
})
