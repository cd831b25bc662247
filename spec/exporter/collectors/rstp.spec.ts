import t from 'tap'
import { RSTP } from '../../../lib/exporter/collectors/rstp.js'
import { told } from '../../support/switch-rows.js'

const BRIDGE = new Map([
  ['rstp_bridge_id', '8.000.1'],
  ['rstp_root_id', '8.000.2'],
  ['rstp_designated_id', '8.000.3'],
  ['rstp_designated_port_id', '8.003'],
  ['rstp_bridge_port_id', '8.004'],
  ['rstp_root_path_cost', '20000'],
])

t.test('a bridge and its port in the rapid spanning tree', async (t) => {
  const rstp_status = new Map([
    ['rstp_port_state', 'Discarding'],
    ['rstp_port_role', 'Backup'],
    ['rstp_designated_path_cost', '200'],
    ['rstp_port_id', '8.001'],
    ['rstp_designated_bridge_id', '8.000.3'],
    ['rstp_designated_port_id', '8.002'],
  ])
  const rstp_statistics = new Map([
    ['rstp_tx_count', 1],
    ['rstp_rx_count', 2],
    ['rstp_error_count', 3],
    ['rstp_uptime', 4],
  ])
  t.strictSame(await told(RSTP, { Bridge: { rstp_status: BRIDGE }, Port: { rstp_status, rstp_statistics } }), [
    'ovs_bridge_rstp_info{…,bridge_id="8.000.1",bridge_port_id="8.004",designated_id="8.000.3",designated_port_id="8.003",root_id="8.000.2"} 1',
    'ovs_bridge_rstp_root_path_cost{…} 20000',
    'ovs_bridge_rstp_root{…} 0',
    'ovs_port_rstp_designated_path_cost{…} 200',
    'ovs_port_rstp_info{…,designated_bridge_id="8.000.3",designated_port_id="8.002",port_id="8.001"} 1',
    'ovs_port_rstp_receive_bad_bpdus_total{…} 3',
    'ovs_port_rstp_receive_bpdus_total{…} 2',
    'ovs_port_rstp_role{…,role="Alternate"} 0',
    'ovs_port_rstp_role{…,role="Backup"} 1',
    'ovs_port_rstp_role{…,role="Designated"} 0',
    'ovs_port_rstp_role{…,role="Disabled"} 0',
    'ovs_port_rstp_role{…,role="Root"} 0',
    'ovs_port_rstp_state{…,state="Disabled"} 0',
    'ovs_port_rstp_state{…,state="Discarding"} 1',
    'ovs_port_rstp_state{…,state="Forwarding"} 0',
    'ovs_port_rstp_state{…,state="Learning"} 0',
    'ovs_port_rstp_transmit_bpdus_total{…} 1',
    'ovs_port_rstp_uptime_seconds{…} 4',
  ])
})

t.test('the root', async (t) => {
  const rstp_status = new Map([...BRIDGE, ['rstp_root_id', '8.000.1'] as const])
  t.ok((await told(RSTP, { Bridge: { rstp_status } })).includes('ovs_bridge_rstp_root{…} 1'))
})

t.test('without RSTP, or from a switch that does not know of it, nothing is told', async (t) => {
  const off = { rstp_status: new Map() }
  t.strictSame(await told(RSTP, { Bridge: off, Port: { ...off, rstp_statistics: new Map() } }), [])
  t.strictSame(await told(RSTP, {}), [])
})
