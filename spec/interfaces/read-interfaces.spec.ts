import { readFileSync } from 'node:fs'
import t from 'tap'
import { connect } from '../../lib/index.js'
import { readInterfaces } from '../../lib/interfaces/read-interfaces.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { writeTestSchema } from '../support/test-schema.js'
import { missing } from '../support/which.js'

const ONE_INTERFACE = [
  { op: 'insert', table: 'Open_vSwitch', row: { bridges: ['named-uuid', 'br0'] } },
  { op: 'insert', table: 'Bridge', 'uuid-name': 'br0', row: { name: 'br0', ports: ['named-uuid', 'p0'] } },
  { op: 'insert', table: 'Port', 'uuid-name': 'p0', row: { name: 'eth0', interfaces: ['named-uuid', 'i0'] } },
  { op: 'insert', table: 'Interface', 'uuid-name': 'i0', row: { name: 'eth0' } },
]

t.test('on a real server', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  t.test('reads the captured Contiv node in one transaction', async (t) => {
    const server = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
    await using client = await connect(server.remote, { database: 'Open_vSwitch' })
    const transactions = t.capture(client, 'transactRaw', client.transactRaw)
    const { bridges, interfaces } = await readInterfaces(client)
    t.equal(transactions().length, 1)
    t.same(bridges.toSorted(), ['contivVlanBridge', 'contivVxlanBridge'])
    const names = ['contivh0', ...Array.from({ length: 8 }, (_, index) => `vvport${index + 1}`)]
    t.same(
      interfaces.map(({ bridge, port, name }) => [bridge, port, name]),
      names.map((name) => ['contivVxlanBridge', name, name]),
    )
    t.match(interfaces[1], {
      type: '',
      admin_state: 'up',
      link_state: 'up',
      external_ids: new Map([['endpoint-id', /^web\.blue-c0ffee0+1$/]]),
      statistics: new Map([['rx_bytes', 770]]),
    })
  })

  t.test('an empty database has none', async (t) => {
    const server = await startOvsdbServer(t)
    await using client = await connect(server.remote, { database: 'Open_vSwitch' })
    t.same(await readInterfaces(client), { bridges: [], interfaces: [] })
  })

  t.test('of Open vSwitch 1.0, which told no states', async (t) => {
    const schema = JSON.parse(readFileSync('fixtures/ovsdb/vswitch.ovsschema', 'utf8'))
    const { admin_state: _, link_state: __, ...columns } = schema.tables.Interface.columns
    schema.tables.Interface.columns = columns
    const server = await startOvsdbServer(t, { schema: writeTestSchema(t, schema) })
    await server.transact(ONE_INTERFACE)
    await using client = await connect(server.remote, { database: 'Open_vSwitch' })
    const { interfaces } = await readInterfaces(client)
    t.match(interfaces, [{ bridge: 'br0', name: 'eth0', admin_state: undefined, link_state: undefined }])
  })

  t.test('takes the limits of a call', async (t) => {
    const server = await startOvsdbServer(t)
    await using client = await connect(server.remote, { database: 'Open_vSwitch' })
    await t.rejects(readInterfaces(client, { signal: AbortSignal.abort(new Error('enough')) }), { message: 'enough' })
  })
})
