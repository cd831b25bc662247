import t from 'tap'
import { connect } from '../../lib/index.js'
import { readInterfaces } from '../../lib/interfaces/read-interfaces.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { missing } from '../support/which.js'

t.test('on a real server', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  t.test('reads the captured Contiv node in one transaction', async (t) => {
    const server = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
    await using client = await connect(server.remote, { database: 'Open_vSwitch' })
    const transactions = t.capture(client, 'transact', client.transact)
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

  t.test('takes the limits of a call', async (t) => {
    const server = await startOvsdbServer(t)
    await using client = await connect(server.remote, { database: 'Open_vSwitch' })
    await t.rejects(readInterfaces(client, { signal: AbortSignal.abort(new Error('enough')) }), { message: 'enough' })
  })
})
