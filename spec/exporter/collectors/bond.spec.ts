import t from 'tap'
import { BOND } from '../../../lib/exporter/collectors/bond.js'
import { told } from '../../support/switch-rows.js'

const MAC = '02:00:00:00:00:01'

t.test('a bond: its modes, and which member is active', async (t) => {
  const Port = { interfaces: ['i', 'j'], bond_mode: 'balance-slb', lacp: 'active', bond_active_slave: MAC }
  t.strictSame(await told(BOND, { Port, Interface: { mac_in_use: MAC, lacp_current: true } }), [
    'ovs_interface_bond_active{…} 1',
    'ovs_interface_lacp_current{…} 1',
    'ovs_port_bond_info{active_member_mac="02:00:00:00:00:01",…,lacp="active",mode="balance-slb"} 1',
  ])
  t.strictSame(await told(BOND, { Port, Interface: { mac_in_use: '02:00:00:00:00:02', lacp_current: false } }), [
    'ovs_interface_bond_active{…} 0',
    'ovs_interface_lacp_current{…} 0',
    'ovs_port_bond_info{active_member_mac="02:00:00:00:00:01",…,lacp="active",mode="balance-slb"} 1',
  ])
})

t.test('a port of one interface is no bond', async (t) => {
  const Port = { bond_mode: 'active-backup', lacp: undefined, bond_active_slave: undefined }
  t.strictSame(await told(BOND, { Port, Interface: { mac_in_use: MAC, lacp_current: undefined } }), [])
})
