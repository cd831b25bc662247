import t from 'tap'
import { PORT } from '../../../lib/exporter/collectors/port.js'
import { told } from '../../support/switch-rows.js'

t.test('a port and its VLANs', async (t) => {
  t.strictSame(await told(PORT, { Port: { tag: 7, trunks: [10, 20], vlan_mode: 'native-tagged' } }), [
    'ovs_port_interfaces{…} 1',
    'ovs_port_vlan_mode_info{…,mode="native-tagged"} 1',
    'ovs_port_vlan_tag{…} 7',
    'ovs_port_vlan_trunks{…} 2',
  ])
})

t.test('a port without VLANs', async (t) => {
  t.strictSame(await told(PORT, { Port: { tag: undefined, trunks: [], vlan_mode: undefined } }), [
    'ovs_port_interfaces{…} 1',
  ])
})
