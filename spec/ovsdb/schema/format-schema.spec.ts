import { readFileSync } from 'node:fs'
import t from 'tap'
import { formatColumn, formatSchema, formatTable, formatType } from '../../../lib/ovsdb/schema/format-schema.js'
import { parseColumn, parseSchema, parseTable } from '../../../lib/ovsdb/schema/parse-schema.js'
import { parseType } from '../../../lib/ovsdb/schema/parse-type.js'

t.test('the schema of a switch says the same', async (t) => {
  const json = JSON.parse(readFileSync('fixtures/ovsdb/vswitch.ovsschema', 'utf8'))
  const formatted = formatSchema(parseSchema(json))
  t.strictSame(parseSchema(formatted), parseSchema(json))
  t.strictSame(
    Object.keys(formatted),
    Object.keys(json).sort((a, b) => Number(a === 'tables') - Number(b === 'tables')),
  )
})

t.test('what is at its default is left out', async (t) => {
  const columns = { a: { type: 'string' } }
  const cases: readonly (readonly [json: object, defaultIsRoot: boolean, formatted: object])[] = [
    [{ columns, isRoot: false, mutable: true, indexes: [] }, false, { columns }],
    [{ columns, isRoot: true }, true, { columns }],
    [{ columns, isRoot: true }, false, { columns, isRoot: true }],
    [{ columns }, true, { columns, isRoot: false }],
    [
      { columns, mutable: false, maxRows: 2, indexes: [['a']] },
      false,
      { columns, mutable: false, maxRows: 2, indexes: [['a']] },
    ],
  ]
  for (const [json, defaultIsRoot, formatted] of cases) {
    t.strictSame(formatTable(parseTable('T', json), defaultIsRoot), formatted, JSON.stringify(json))
  }
  for (const json of [{ type: 'real' }, { type: 'real', mutable: false }, { type: 'real', ephemeral: true }]) {
    t.strictSame(formatColumn(parseColumn('c', json, 'T.c')), json)
  }
  const tables = { T: { columns } }
  t.strictSame(formatSchema(parseSchema({ name: 'D', tables })), { name: 'D', tables })
  const full = { name: 'D', version: '1.2.3', cksum: '1 2', tables }
  t.strictSame(formatSchema(parseSchema(full)), full)
})

t.test('types', async (t) => {
  const cases: readonly (readonly [json: unknown, formatted: unknown])[] = [
    [{ key: 'integer', min: 1, max: 1 }, 'integer'],
    [{ key: { type: 'integer' } }, 'integer'],
    [
      { key: 'integer', min: 0, max: 'unlimited' },
      { key: 'integer', min: 0, max: 'unlimited' },
    ],
    [
      { key: 'boolean', value: 'integer' },
      { key: 'boolean', value: 'integer' },
    ],
    [{ key: { type: 'real', minReal: -1.5, maxReal: 2 } }, { key: { type: 'real', minReal: -1.5, maxReal: 2 } }],
    [{ key: { type: 'string', enum: ['set', ['b', 'a']] } }, { key: { type: 'string', enum: ['set', ['a', 'b']] } }],
    [{ key: { type: 'boolean', enum: true } }, { key: { type: 'boolean', enum: true } }],
    [{ key: { type: 'uuid', refTable: 'T', refType: 'strong' } }, { key: { type: 'uuid', refTable: 'T' } }],
    [
      { key: { type: 'uuid', refTable: 'T', refType: 'weak' } },
      { key: { type: 'uuid', refTable: 'T', refType: 'weak' } },
    ],
  ]
  for (const [json, formatted] of cases) {
    t.strictSame(formatType(parseType(json, 'type')), formatted, JSON.stringify(json))
  }
})
