import t from 'tap'
import { connect } from '../../../lib/index.js'
import { parseSchema } from '../../../lib/ovsdb/schema/parse-schema.js'
import { schemaDrift } from '../../../lib/ovsdb/schema/schema-drift.js'
import { EVERY_SHAPE } from '../../support/every-shape.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const schema = parseSchema(EVERY_SHAPE)
const { thing, part } = EVERY_SHAPE.tables

t.test('a schema has not drifted from itself, nor from one with more', async (t) => {
  t.strictSame(schemaDrift(EVERY_SHAPE, schema), [])
  t.strictSame(schemaDrift(schema, schema), [])
  t.strictSame(schemaDrift({ name: 'shapes', tables: {} }, schema), [])
  const some = { thing: { columns: { parts: thing.columns.parts } } }
  t.strictSame(schemaDrift({ name: 'shapes', tables: some }, schema), [], 'it may refer to a table that it leaves out')
})

t.test('what no type shows is none', async (t) => {
  const code = { type: { key: 'string', min: 0 } } as const
  const fixed = { type: 'integer' } as const
  const few = { type: { key: 'integer', min: 0, max: 'unlimited' } } as const
  t.strictSame(schemaDrift({ name: 'shapes', tables: { thing: { columns: { code, fixed, few } } } }, schema), [])
})

t.test('a type of the literal that is none', async (t) => {
  const literal = {
    name: 'shapes',
    tables: { thing: { columns: { n: { type: { key: 'string', max: 0 } } } } },
  } as const
  t.throws(() => schemaDrift(literal, schema), { name: 'InvalidSchemaError', message: /^schema thing.n/ })
})

t.test('of a real server, and when it is converted', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const { tags: _, ...columns } = {
    ...thing.columns,
    n: { type: 'string' },
    size: { type: 'integer' },
    colour: { type: { key: { type: 'string', enum: ['set', ['red', 'blue', 'green']] }, min: 0 } },
    friends: { type: { key: 'string', value: { type: 'uuid', refTable: 'part' }, min: 0, max: 'unlimited' } },
  }
  const { lone: __, ...tables } = { ...EVERY_SHAPE.tables, thing: { ...thing, columns }, part, further: part }
  const old = writeTestSchema(t, { ...EVERY_SHAPE, tables })
  const server = await startOvsdbServer(t, { schema: old })
  const client = await connect(server.remote, { schema: EVERY_SHAPE })
  t.teardown(() => client.close())
  t.same(schemaDrift(EVERY_SHAPE, client.schema), [
    { kind: 'type', table: 'thing', column: 'n', expected: 'Integer', actual: 'string' },
    {
      kind: 'type',
      table: 'thing',
      column: 'colour',
      expected: "'blue' | 'red' | undefined",
      actual: "'blue' | 'green' | 'red' | undefined",
    },
    { kind: 'type', table: 'thing', column: 'size', expected: 'Integer | undefined', actual: 'Integer' },
    { kind: 'column', table: 'thing', column: 'tags' },
    {
      kind: 'type',
      table: 'thing',
      column: 'friends',
      expected: "ReadonlyMap<string, Uuid<'thing'>>",
      actual: "ReadonlyMap<string, Uuid<'part'>>",
    },
    { kind: 'table', table: 'lone' },
  ])
  const renewed = new Promise((resolve) => client.onSession((session) => session.onSchema(resolve)))
  await run('ovsdb-client', ['convert', server.unix, writeTestSchema(t, EVERY_SHAPE)])
  await renewed
  t.strictSame(schemaDrift(EVERY_SHAPE, client.schema), [])
})
