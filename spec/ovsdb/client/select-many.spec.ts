import t from 'tap'
import {
  type Client,
  connect,
  type Integer,
  type OpenVSwitch,
  UnknownTableError,
  type Uuid,
} from '../../../lib/index.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { missing } from '../../support/which.js'

const SWITCH = [
  { op: 'insert', table: 'Open_vSwitch', row: { bridges: ['named-uuid', 'br0'] } },
  { op: 'insert', table: 'Bridge', 'uuid-name': 'br0', row: { name: 'br0', ports: ['named-uuid', 'p0'] } },
  { op: 'insert', table: 'Port', 'uuid-name': 'p0', row: { name: 'bond0', interfaces: named('i0', 'i1') } },
  { op: 'insert', table: 'Interface', 'uuid-name': 'i0', row: { name: 'eth0', type: 'dummy' } },
  { op: 'insert', table: 'Interface', 'uuid-name': 'i1', row: { name: 'eth1' } },
]

function named(...names: readonly string[]) {
  return ['set', names.map((name) => ['named-uuid', name])]
}

t.test('on a real server', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const server = await startOvsdbServer(t)
  await server.transact(SWITCH)
  const client = await connect(server.remote, { database: 'Open_vSwitch' })
  t.teardown(() => client.close())

  t.test('reads several tables in one transaction, the rows in the order of the selects', async (t) => {
    const transactions = t.capture(client, 'transactRaw', client.transactRaw)
    const [bridges, ports, interfaces] = await client.selectMany([
      { table: 'Bridge', columns: ['name', 'ports'] },
      { table: 'Port', columns: ['_uuid', 'name', 'interfaces'] },
      { table: 'Interface', columns: ['name'], where: [['type', '==', 'dummy']] },
    ])
    t.equal(transactions().length, 1)
    t.same(
      bridges.map(({ name, ports }) => ({ name, ports })),
      [{ name: 'br0', ports: ports.map(({ _uuid }) => _uuid) }],
    )
    t.match(ports, [{ name: 'bond0', interfaces: { length: 2 } }])
    t.same(interfaces, [{ name: 'eth0' }])
  })

  t.test('reads the same table twice', async (t) => {
    const read = await client.selectMany([
      { table: 'Interface', columns: ['name'], where: [['name', '==', 'eth1']] },
      { table: 'Interface', columns: ['type'], where: [['name', '==', 'eth0']] },
    ])
    t.same(read, [[{ name: 'eth1' }], [{ type: 'dummy' }]])
  })

  t.test('takes the limits of a call', async (t) => {
    const signal = AbortSignal.abort(new Error('enough'))
    await t.rejects(client.selectMany([{ table: 'Bridge', columns: ['name'] }], { signal }), { message: 'enough' })
  })

  t.test('refuses a table the server does not have, and asks nothing', async (t) => {
    const untyped = await connect<string>(server.remote, { database: 'Open_vSwitch' })
    t.teardown(() => untyped.close())
    const transactions = t.capture(untyped, 'transactRaw', untyped.transactRaw)
    const selects = [
      { table: 'Bridge', columns: ['name'] },
      { table: 'Brigde', columns: ['name'] },
    ]
    await t.rejects(untyped.selectMany(selects), UnknownTableError)
    t.same(transactions(), [])
  })
})

/** Compiles, and that is the test: each select's rows have its own columns and nothing else. */
export async function types(client: Client<OpenVSwitch>): Promise<unknown> {
  const [bridges, interfaces] = await client.selectMany([
    { table: 'Bridge', columns: ['name', 'ports'] },
    { table: 'Interface', columns: ['statistics'], where: [['ofport', '>', 3]] },
  ])
  const ports: readonly Uuid<'Port'>[] | undefined = bridges[0]?.ports
  const statistics: ReadonlyMap<string, Integer> | undefined = interfaces[0]?.statistics
  // @ts-expect-error a column nobody asked for
  bridges[0]?.fail_mode
  // @ts-expect-error two selects, two results
  ;(await client.selectMany([{ table: 'Bridge', columns: ['name'] }]))[1]
  // @ts-expect-error a column of another table
  await client.selectMany([{ table: 'Bridge', columns: ['statistics'] }])
  // @ts-expect-error a table that does not exist
  await client.selectMany([{ table: 'Brigde', columns: ['name'] }])
  // @ts-expect-error strings have no order
  await client.selectMany([{ table: 'Bridge', columns: ['name'], where: [['name', '<', 'x']] }])
  return [ports, statistics]
}
