import t from 'tap'
import { eventually } from './eventually.js'
import { startOvsdbServer } from './ovsdb-server.js'
import { startVswitchd } from './vswitchd.js'
import { missing } from './which.js'

const skip = missing('ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl', 'ovs-appctl')

t.test('simulated devices: a packet received on one port leaves by the other', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  const vswitchd = await startVswitchd(t, ovsdb, { dummy: true })
  await vswitchd.vsctl('add-br', 'br0', '--', 'set', 'bridge', 'br0', 'datapath_type=dummy')
  for (const port of ['p1', 'p2']) {
    await vswitchd.vsctl('add-port', 'br0', port, '--', 'set', 'Interface', port, 'type=dummy')
  }
  await vswitchd.appctl(
    'netdev-dummy/receive',
    'p1',
    'in_port(1),eth(src=02:00:00:00:00:01,dst=ff:ff:ff:ff:ff:ff),eth_type(0x1234)',
  )
  await eventually(async () => (await vswitchd.vsctl('get', 'Interface', 'p1', 'statistics:rx_packets')).trim() === '1')
  await eventually(async () => (await vswitchd.vsctl('get', 'Interface', 'p2', 'statistics:tx_packets')).trim() === '1')
  t.match(await vswitchd.appctl('version'), /^ovs-vswitchd/)
})
