import t from 'tap'
import { VTEP_PORT } from '../../../../lib/exporter/collectors/vtep/index.js'
import { toldOfVtep } from '../../../support/vtep-rows.js'

const PORT = {
  _uuid: 'p',
  name: 'eth1',
  vlan_bindings: new Map([[10, 'ls']]),
  acl_bindings: new Map([[0, 'acl']]),
  vlan_stats: new Map([
    [10, 'st'],
    [11, 'lost'],
  ]),
  port_fault_status: ['invalid_vlan_map'],
}
const COUNTERS = { packets_from_local: 1, bytes_from_local: 2, packets_to_local: 3, bytes_to_local: 2n ** 60n }

t.test('physical ports and their bindings', async (t) => {
  const told = await toldOfVtep(VTEP_PORT, {
    Physical_Switch: [{ name: 'tor1', ports: ['p', 'twin', 'gone'] }],
    Physical_Port: [PORT, { ...PORT, _uuid: 'twin' }, { ...PORT, _uuid: 'of nobody', name: 'eth2' }],
    Logical_Switch: [{ _uuid: 'ls', name: 'blue' }],
    Logical_Binding_Stats: [{ _uuid: 'st', ...COUNTERS }],
  })
  t.strictSame(told, [
    'vtep_binding_from_local_bytes_total{logical_switch="blue",port="eth1",switch="tor1",vlan="10"} 2',
    'vtep_binding_from_local_packets_total{logical_switch="blue",port="eth1",switch="tor1",vlan="10"} 1',
    'vtep_binding_to_local_bytes_total{logical_switch="blue",port="eth1",switch="tor1",vlan="10"} 1152921504606846976',
    'vtep_binding_to_local_packets_total{logical_switch="blue",port="eth1",switch="tor1",vlan="10"} 3',
    'vtep_port_acl_bindings{port="eth1",switch="tor1"} 1',
    'vtep_port_fault{fault="invalid_ACL_binding",port="eth1",switch="tor1"} 0',
    'vtep_port_fault{fault="invalid_vlan_map",port="eth1",switch="tor1"} 1',
    'vtep_port_fault{fault="unspecified_fault",port="eth1",switch="tor1"} 0',
    'vtep_port_vlan_bindings{port="eth1",switch="tor1"} 1',
  ])
})
