import t from 'tap'
import { INTERFACE } from '../../../lib/exporter/collectors/interface.js'
import { told } from '../../support/switch-rows.js'

t.test('the state of an interface, in base units', async (t) => {
  t.strictSame(
    await told(INTERFACE, {
      Interface: {
        admin_state: 'up',
        link_state: 'down',
        link_speed: 10_000_000_000,
        link_resets: 3,
        duplex: 'half',
        mtu: 1500,
        ifindex: 7,
        ofport: 2,
        error: undefined,
        mac_in_use: '02:00:00:00:00:01',
        status: new Map([
          ['driver_name', 'veth'],
          ['driver_version', '1.0'],
          ['firmware_version', ''],
          ['numa_id', '1'],
        ]),
        external_ids: new Map([
          ['iface-id', 'if'],
          ['attached-mac', 'am'],
          ['vm-id', 'vm'],
          ['other', 'x'],
        ]),
      },
    }),
    [
      'ovs_interface_admin_up{…} 1',
      'ovs_interface_full_duplex{…} 0',
      'ovs_interface_ifindex{…} 7',
      'ovs_interface_info{attached_mac="am",…,driver="veth",driver_version="1.0",iface_id="if",mac="02:00:00:00:00:01",numa_node="1",vm_id="vm"} 1',
      'ovs_interface_link_resets_total{…} 3',
      'ovs_interface_link_speed_bytes_per_second{…} 1250000000',
      'ovs_interface_link_up{…} 0',
      'ovs_interface_mtu_bytes{…} 1500',
      'ovs_interface_ofport{…} 2',
    ],
  )
})

t.test('an interface that could not be configured', async (t) => {
  t.strictSame(await told(INTERFACE, { Interface: { ofport: -1, error: 'No such device' } }), [
    'ovs_interface_error_info{…,error="No such device"} 1',
    'ovs_interface_ofport{…} -1',
  ])
})

t.test('what the switch does not say is absent', async (t) => {
  t.strictSame(await told(INTERFACE, {}), [])
})
