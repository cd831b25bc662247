import t from 'tap'
import { BRIDGE } from '../../../lib/exporter/collectors/bridge.js'
import { told } from '../../support/switch-rows.js'

t.test('a bridge', async (t) => {
  const Bridge = {
    ports: ['p', 'q', 'r'],
    datapath_type: 'netdev',
    datapath_id: '00aa',
    datapath_version: '<built-in>',
    fail_mode: 'secure',
    stp_enable: true,
    rstp_enable: false,
    mcast_snooping_enable: true,
  }
  t.strictSame(await told(BRIDGE, { Bridge }), [
    'ovs_bridge_info{…,datapath_id="00aa",datapath_type="netdev",datapath_version="<built-in>",fail_mode="secure"} 1',
    'ovs_bridge_multicast_snooping_enabled{…} 1',
    'ovs_bridge_ports{…} 3',
    'ovs_bridge_rstp_enabled{…} 0',
    'ovs_bridge_stp_enabled{…} 1',
  ])
})

t.test('a bridge of an older switch, in the datapath of the kernel, before the switch has taken it up', async (t) => {
  const Bridge = { datapath_type: '', datapath_id: undefined, fail_mode: undefined, stp_enable: false }
  t.strictSame(await told(BRIDGE, { Bridge }), [
    'ovs_bridge_info{…,datapath_type="system"} 1',
    'ovs_bridge_ports{…} 1',
    'ovs_bridge_stp_enabled{…} 0',
  ])
})
