import t from 'tap'
import { STP } from '../../../lib/exporter/collectors/stp.js'
import { told } from '../../support/switch-rows.js'

const BRIDGE = new Map([
  ['stp_bridge_id', '8000.1'],
  ['stp_designated_root', '8000.2'],
  ['stp_root_path_cost', '19'],
])

t.test('a bridge and its port in the spanning tree', async (t) => {
  const status = new Map([
    ['stp_state', 'learning'],
    ['stp_role', 'root'],
    ['stp_sec_in_state', '12'],
    ['stp_port_id', '32769'],
  ])
  const statistics = new Map([
    ['stp_tx_count', 5],
    ['stp_rx_count', 6],
    ['stp_error_count', 7],
  ])
  t.strictSame(await told(STP, { Bridge: { status: BRIDGE }, Port: { status, statistics } }), [
    'ovs_bridge_stp_info{…,bridge_id="8000.1",designated_root="8000.2"} 1',
    'ovs_bridge_stp_root_path_cost{…} 19',
    'ovs_bridge_stp_root{…} 0',
    'ovs_port_stp_info{…,port_id="32769"} 1',
    'ovs_port_stp_receive_bad_bpdus_total{…} 7',
    'ovs_port_stp_receive_bpdus_total{…} 6',
    'ovs_port_stp_role{…,role="alternate"} 0',
    'ovs_port_stp_role{…,role="designated"} 0',
    'ovs_port_stp_role{…,role="disabled"} 0',
    'ovs_port_stp_role{…,role="root"} 1',
    'ovs_port_stp_state_duration_seconds{…} 12',
    'ovs_port_stp_state{…,state="blocking"} 0',
    'ovs_port_stp_state{…,state="disabled"} 0',
    'ovs_port_stp_state{…,state="forwarding"} 0',
    'ovs_port_stp_state{…,state="learning"} 1',
    'ovs_port_stp_state{…,state="listening"} 0',
    'ovs_port_stp_transmit_bpdus_total{…} 5',
  ])
})

t.test('the root', async (t) => {
  const status = new Map([...BRIDGE, ['stp_designated_root', '8000.1'] as const])
  t.ok((await told(STP, { Bridge: { status } })).includes('ovs_bridge_stp_root{…} 1'))
})

t.test('without STP nothing is told', async (t) => {
  t.strictSame(await told(STP, {}), [])
})
