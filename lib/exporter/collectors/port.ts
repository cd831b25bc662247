import { SWITCH_MODES } from '../config/config.js'
import { SUBJECT_READS } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import { each, info } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

/** The labels of every series of a port. */
export const PORT_LABELS = ['bridge', 'port'] as const

const READS = {
  ...SUBJECT_READS,
  Port: [...SUBJECT_READS.Port, 'tag', 'trunks', 'vlan_mode'],
} as const satisfies TableReads

/** Ports and their VLANs (ovs-vswitchd.conf.db(5), Port, "VLAN Configuration"). */
export const PORT = {
  name: 'port',
  help: 'ports: their interfaces and their VLANs',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_port_interfaces',
      type: 'gauge',
      help: 'Number of interfaces of the port; more than one make a bond.',
      labels: PORT_LABELS,
      source: 'Port.interfaces',
      samples: ({ ports }) => each(ports, ({ interfaces }) => interfaces.length),
    },
    {
      name: 'ovs_port_vlan_tag',
      type: 'gauge',
      help: 'VLAN of an access port, or native VLAN of a trunk.',
      labels: PORT_LABELS,
      source: 'Port.tag',
      samples: ({ ports }) => each(ports, ({ tag }) => tag),
    },
    {
      name: 'ovs_port_vlan_trunks',
      type: 'gauge',
      help: 'Number of VLANs that the port trunks, where they are listed; otherwise it trunks all.',
      labels: PORT_LABELS,
      source: 'Port.trunks',
      samples: ({ ports }) => each(ports, ({ trunks }) => (trunks.length > 0 ? trunks.length : undefined)),
    },
    {
      name: 'ovs_port_vlan_mode_info',
      type: 'info',
      help: 'Always 1, where the VLAN mode is configured; the label tells it.',
      labels: [...PORT_LABELS, 'mode'],
      source: 'Port.vlan_mode',
      samples: ({ ports }) => info(ports, ({ vlan_mode }) => ({ mode: vlan_mode })),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>
