import t from 'tap'
import { BFD } from '../../../lib/exporter/collectors/bfd.js'
import { told } from '../../support/switch-rows.js'

t.test('a session', async (t) => {
  const bfd_status = new Map([
    ['state', 'up'],
    ['remote_state', 'init'],
    ['forwarding', 'true'],
    ['flap_count', '4'],
    ['diagnostic', 'No Diagnostic'],
    ['remote_diagnostic', 'Path Down'],
  ])
  t.strictSame(await told(BFD, { Interface: { bfd_status } }), [
    'ovs_interface_bfd_diagnostic_info{…,diagnostic="No Diagnostic",remote_diagnostic="Path Down"} 1',
    'ovs_interface_bfd_flaps_total{…} 4',
    'ovs_interface_bfd_forwarding{…} 1',
    'ovs_interface_bfd_remote_state{…,state="admin_down"} 0',
    'ovs_interface_bfd_remote_state{…,state="down"} 0',
    'ovs_interface_bfd_remote_state{…,state="init"} 1',
    'ovs_interface_bfd_remote_state{…,state="up"} 0',
    'ovs_interface_bfd_state{…,state="admin_down"} 0',
    'ovs_interface_bfd_state{…,state="down"} 0',
    'ovs_interface_bfd_state{…,state="init"} 0',
    'ovs_interface_bfd_state{…,state="up"} 1',
  ])
})

t.test('without BFD nothing is told', async (t) => {
  t.strictSame(await told(BFD, { Interface: { bfd_status: new Map() } }), [])
})
