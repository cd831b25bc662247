import t from 'tap'
import { CFM } from '../../../lib/exporter/collectors/cfm.js'
import { told } from '../../support/switch-rows.js'

const OFF = {
  cfm_mpid: undefined,
  cfm_fault: undefined,
  cfm_fault_status: [],
  cfm_flap_count: undefined,
  cfm_health: undefined,
  cfm_remote_mpids: [],
  cfm_remote_opstate: undefined,
}

t.test('a maintenance point', async (t) => {
  const Interface = {
    cfm_mpid: 5,
    cfm_fault: true,
    cfm_fault_status: ['recv', 'sunspots'],
    cfm_flap_count: 2,
    cfm_health: 33,
    cfm_remote_mpids: [6, 7],
    cfm_remote_opstate: 'down',
  }
  t.strictSame(await told(CFM, { Interface }), [
    'ovs_interface_cfm_fault_reason{…,reason="interval"} 0',
    'ovs_interface_cfm_fault_reason{…,reason="loopback"} 0',
    'ovs_interface_cfm_fault_reason{…,reason="maid"} 0',
    'ovs_interface_cfm_fault_reason{…,reason="overflow"} 0',
    'ovs_interface_cfm_fault_reason{…,reason="override"} 0',
    'ovs_interface_cfm_fault_reason{…,reason="rdi"} 0',
    'ovs_interface_cfm_fault_reason{…,reason="recv"} 1',
    'ovs_interface_cfm_fault_reason{…,reason="sunspots"} 1',
    'ovs_interface_cfm_fault{…} 1',
    'ovs_interface_cfm_flaps_total{…} 2',
    'ovs_interface_cfm_health_ratio{…} 0.33',
    'ovs_interface_cfm_mpid{…} 5',
    'ovs_interface_cfm_remote_points{…} 2',
    'ovs_interface_cfm_remote_up{…} 0',
  ])
})

t.test('without CFM nothing is told', async (t) => {
  t.strictSame(await told(CFM, { Interface: OFF }), [])
})
