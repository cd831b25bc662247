import t from 'tap'
import { connect } from '../../../lib/index.js'
import { mutableColumn } from '../../../lib/ovsdb/operation/mutable-column.js'
import { thing } from '../../support/every-shape.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

t.test('a column that can be changed, or what is the matter with it', async (t) => {
  t.equal(mutableColumn(thing, 'n'), thing.columns.get('n'))
  t.throws(() => mutableColumn(thing, 'nowhere'), { name: 'UnknownColumnError' })
  for (const name of ['fixed', '_uuid', '_version']) {
    t.throws(() => mutableColumn(thing, name), { name: 'ImmutableColumnError' })
  }
})

const WEAK = { type: { key: { type: 'uuid', refTable: 'T', refType: 'weak' }, min: 0 }, mutable: false } as const
const SCHEMA = {
  name: 'D',
  version: '1.0.0',
  tables: {
    T: {
      isRoot: true,
      columns: { free: { type: 'integer' }, fixed: { type: { key: 'integer', min: 0 }, mutable: false }, weak: WEAK },
    },
  },
} as const

t.test('a real server refuses the same', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t, SCHEMA) })
  const client = await connect<string>(server.remote, { database: 'D' })
  t.teardown(() => client.close())
  t.match(await client.transact([{ op: 'insert', table: 'T', row: { fixed: 5 } }]), { status: 'committed' })
  const table = client.schema.tables.get('T')
  const refused: string[] = []
  for (const { name, type } of table?.columns.values() ?? []) {
    const value = type.key.type === 'uuid' ? '9f04604d-7d5d-40c8-b321-dbf309952511' : 5
    const wire = type.key.type === 'uuid' ? ['uuid', value] : value
    const mutator = type.min === 0 ? 'insert' : '+='
    const where = [['free', '==', 404]] as const
    const answers = await Promise.all(
      [
        { op: 'update', table: 'T', where, row: { [name]: wire } },
        { op: 'mutate', table: 'T', where, mutations: [[name, mutator, wire]] },
      ].map((operation) => client.transactRaw([operation]).catch(({ details }) => details)),
    )
    if (!answers.some((answer) => /immutable/.test(String(answer)))) {
      t.doesNotThrow(() => table && mutableColumn(table, name), name)
      continue
    }
    refused.push(name)
    t.match(answers, [/^Cannot update immutable column/, /^Cannot mutate immutable column/])
    const own = { name: 'ImmutableColumnError' }
    await t.rejects(client.transact([{ op: 'update', table: 'T', where, row: { [name]: value } }]), own)
    await t.rejects(client.transact([{ op: 'mutate', table: 'T', where, mutations: [[name, mutator, value]] }]), own)
  }
  t.strictSame(refused.sort(), ['_uuid', '_version', 'fixed'])
  t.match(await client.select('T', { columns: ['fixed'] }), [{ fixed: 5 }])
})
