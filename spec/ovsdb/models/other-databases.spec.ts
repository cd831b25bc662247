import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { parseJson } from '../../../lib/jsonrpc/index.js'
import { generateModel, parseSchema } from '../../../lib/ovsdb/index.js'
import { EVERY_SHAPE } from '../../support/every-shape.js'
import { typeCheck } from '../../support/type-check.js'

/** The databases of OVN and of hardware VTEPs, and a program that uses what is special of them. */
const DATABASES = {
  OVN_Northbound: {
    path: '/usr/share/ovn/ovn-nb.ovsschema',
    debian: 'ovn-central',
    program: `
      const { insert, mutate } = operations<OVNNorthbound>()
      const port = insert('Logical_Switch_Port', { name: 'p', type: 'router', up: true })
      const acl = insert('ACL', { action: 'allow-related', direction: 'to-lport', priority: 5, match: 'ip4' })
      await client.transact([port, acl, mutate('Logical_Switch', [], [['ports', 'insert', port.ref], ['acls', 'insert', [acl.ref]]])])
      // @ts-expect-error a word that the enum lacks
      insert('ACL', { action: 'forbid' })
      // @ts-expect-error a row of another table
      insert('Logical_Switch', { ports: [acl.ref] })
    `,
  },
  OVN_Southbound: {
    path: '/usr/share/ovn/ovn-sb.ovsschema',
    debian: 'ovn-central',
    program: `
      const [binding] = await client.select('Port_Binding', { columns: ['chassis', 'tag', 'mac'] })
      const chassis: Uuid<'Chassis'> | undefined = binding?.chassis
      const tag: number | undefined = binding?.tag
      // @ts-expect-error a set of addresses, not one
      const mac: string | undefined = binding?.mac
    `,
  },
  hardware_vtep: {
    path: '/usr/share/openvswitch/vtep.ovsschema',
    debian: 'openvswitch-vtep',
    program: `
      const [port] = await client.select('Physical_Port', { columns: ['vlan_bindings', 'name'] })
      const bindings: ReadonlyMap<number, Uuid<'Logical_Switch'>> | undefined = port?.vlan_bindings
      // @ts-expect-error no such column
      await client.select('Physical_Port', { columns: ['vlan_binding'] })
    `,
  },
} as const

for (const [database, { path, debian, program }] of Object.entries(DATABASES)) {
  const skip = existsSync(path) ? false : `${path} not found (Debian package ${debian})`
  t.test(`${database}: the model that its schema generates type-checks, and a program by it`, { skip }, async (t) => {
    const text = readFileSync(path, 'utf8')
    const schema = parseSchema(parseJson(text))
    t.equal(schema.name, database)
    const model = generateModel(schema, { register: true })
    const name = /export interface (\w+) \{/.exec(model)?.[1]
    const main = `
      import { connect, operations, type Client, type SchemaModel, type Uuid } from 'ovsdb-exporter'
      import type { ${name} } from './generated-model.js'
      const client: Client<${name}> = await connect('tcp:h', { database: '${database}' })
      ${program}
      export { client, operations, type Uuid }
    `
    const literal = `
      import type { SchemaModel } from 'ovsdb-exporter'
      import type { ${name} } from './generated-model.js'
      const schema = ${text.trim()} as const
      type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
      export const same: Equal<SchemaModel<typeof schema>, ${name}> = true
    `
    t.strictSame(typeCheck({ 'generated-model.ts': model, 'main.ts': main, 'literal.ts': literal }), [])
  })
}

t.test('SchemaModel of a schema is the model that it generates', async (t) => {
  const files = (schema: object) => ({
    'generated-model.ts': generateModel(parseSchema(schema)),
    'literal.ts': `
      import type { SchemaModel } from 'ovsdb-exporter'
      import type { Shapes } from './generated-model.js'
      const schema = ${JSON.stringify(EVERY_SHAPE)} as const
      type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
      export const same: Equal<SchemaModel<typeof schema>, Shapes> = true
    `,
  })
  t.strictSame(typeCheck(files(EVERY_SHAPE)), [])
  const { lone: _, ...tables } = EVERY_SHAPE.tables
  t.match(typeCheck(files({ ...EVERY_SHAPE, tables })), [
    /^literal.ts:6: Type 'true' is not assignable to type 'false'/,
  ])
})
