import { SWITCH_MODES } from '../config/config.js'
import { INTERFACE_LABELS } from '../sources/interface-labels.js'
import { SUBJECT_READS } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import { dividedBy, each, info, whether } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const READS = {
  ...SUBJECT_READS,
  Interface: [
    ...SUBJECT_READS.Interface,
    'admin_state',
    'link_state',
    'link_speed',
    'link_resets',
    'duplex',
    'mtu',
    'ifindex',
    'ofport',
    'error?',
    'mac_in_use',
    'status',
  ],
} as const satisfies TableReads

/** The state of interfaces (ovs-vswitchd.conf.db(5), Interface, "Interface Status"). */
export const INTERFACE = {
  name: 'interface',
  help: 'the state of interfaces: up or down, speed, MTU, port number, errors',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_interface_info',
      type: 'info',
      help: 'Always 1; the labels tell the MAC address, the driver, and whose interface it is by its external_ids.',
      labels: [
        ...INTERFACE_LABELS,
        'mac',
        'driver',
        'driver_version',
        'firmware_version',
        'numa_node',
        'iface_id',
        'attached_mac',
        'vm_id',
      ],
      source: 'Interface.mac_in_use, status, external_ids',
      samples: ({ interfaces }) =>
        info(interfaces, ({ mac_in_use, status, external_ids }) => ({
          mac: mac_in_use,
          driver: status.get('driver_name'),
          driver_version: status.get('driver_version'),
          firmware_version: status.get('firmware_version'),
          numa_node: status.get('numa_id'),
          iface_id: external_ids.get('iface-id'),
          attached_mac: external_ids.get('attached-mac'),
          vm_id: external_ids.get('vm-id'),
        })),
    },
    {
      name: 'ovs_interface_admin_up',
      type: 'gauge',
      help: 'Whether the interface is configured to be up.',
      labels: INTERFACE_LABELS,
      source: 'Interface.admin_state',
      samples: ({ interfaces }) => each(interfaces, ({ admin_state }) => whether(admin_state, 'up')),
    },
    {
      name: 'ovs_interface_link_up',
      type: 'gauge',
      help: 'Whether the interface has a link.',
      labels: INTERFACE_LABELS,
      source: 'Interface.link_state',
      samples: ({ interfaces }) => each(interfaces, ({ link_state }) => whether(link_state, 'up')),
    },
    {
      name: 'ovs_interface_link_resets_total',
      type: 'counter',
      help: 'Changes of the link between up and down that the switch has seen.',
      labels: INTERFACE_LABELS,
      source: 'Interface.link_resets',
      samples: ({ interfaces }) => each(interfaces, ({ link_resets }) => link_resets),
    },
    {
      name: 'ovs_interface_link_speed_bytes_per_second',
      type: 'gauge',
      help: 'Speed that the link has negotiated.',
      labels: INTERFACE_LABELS,
      source: 'Interface.link_speed',
      samples: ({ interfaces }) => each(interfaces, ({ link_speed }) => dividedBy(link_speed, 8)),
    },
    {
      name: 'ovs_interface_full_duplex',
      type: 'gauge',
      help: 'Whether the link is full duplex.',
      labels: INTERFACE_LABELS,
      source: 'Interface.duplex',
      samples: ({ interfaces }) => each(interfaces, ({ duplex }) => whether(duplex, 'full')),
    },
    {
      name: 'ovs_interface_mtu_bytes',
      type: 'gauge',
      help: 'Largest payload of a frame that the interface takes.',
      labels: INTERFACE_LABELS,
      source: 'Interface.mtu',
      samples: ({ interfaces }) => each(interfaces, ({ mtu }) => mtu),
    },
    {
      name: 'ovs_interface_ifindex',
      type: 'gauge',
      help: 'Index of the interface in the operating system, as in RFC 1213.',
      labels: INTERFACE_LABELS,
      source: 'Interface.ifindex',
      samples: ({ interfaces }) => each(interfaces, ({ ifindex }) => ifindex),
    },
    {
      name: 'ovs_interface_ofport',
      type: 'gauge',
      help: 'OpenFlow port number; -1 when the interface could not be added to the datapath.',
      labels: INTERFACE_LABELS,
      source: 'Interface.ofport',
      samples: ({ interfaces }) => each(interfaces, ({ ofport }) => ofport),
    },
    {
      name: 'ovs_interface_error_info',
      type: 'info',
      help: 'Always 1, only where the switch tells an error; the label says why the interface could not be configured.',
      labels: [...INTERFACE_LABELS, 'error'],
      source: 'Interface.error',
      since: '2.4',
      samples: ({ interfaces }) => info(interfaces, ({ error }) => ({ error })),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>
