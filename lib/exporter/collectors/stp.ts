import { SWITCH_MODES } from '../config/config.js'
import { SUBJECT_READS } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import { BRIDGE_LABELS } from './bridge.js'
import { PORT_LABELS } from './port.js'
import { each, flag, info, numberOf, stateSet } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const READS = {
  ...SUBJECT_READS,
  Bridge: [...SUBJECT_READS.Bridge, 'status'],
  Port: [...SUBJECT_READS.Port, 'status', 'statistics'],
} as const satisfies TableReads

const STATES = ['disabled', 'listening', 'learning', 'forwarding', 'blocking']
const ROLES = ['root', 'designated', 'alternate', 'disabled']

/** The spanning tree (ovs-vswitchd.conf.db(5), "STP Status" of Bridge and Port). */
export const STP = {
  name: 'stp',
  help: 'the spanning tree of bridges and ports, where STP is on',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_bridge_stp_info',
      type: 'info',
      help: 'Always 1; the labels tell the ids of the bridge and of the root that it sees.',
      labels: [...BRIDGE_LABELS, 'bridge_id', 'designated_root'],
      source: 'Bridge.status:stp_bridge_id, stp_designated_root',
      samples: ({ bridges }) =>
        info(bridges, ({ status }) => ({
          bridge_id: status.get('stp_bridge_id'),
          designated_root: status.get('stp_designated_root'),
        })),
    },
    {
      name: 'ovs_bridge_stp_root',
      type: 'gauge',
      help: 'Whether the bridge is the root of the spanning tree.',
      labels: BRIDGE_LABELS,
      source: 'Bridge.status:stp_bridge_id, stp_designated_root',
      samples: ({ bridges }) =>
        each(bridges, ({ status }) =>
          status.has('stp_bridge_id')
            ? flag(status.get('stp_bridge_id') === status.get('stp_designated_root'))
            : undefined,
        ),
    },
    {
      name: 'ovs_bridge_stp_root_path_cost',
      type: 'gauge',
      help: 'Cost of the path to the root; lower is better.',
      labels: BRIDGE_LABELS,
      source: 'Bridge.status:stp_root_path_cost',
      samples: ({ bridges }) => each(bridges, ({ status }) => numberOf(status.get('stp_root_path_cost'))),
    },
    {
      name: 'ovs_port_stp_info',
      type: 'info',
      help: 'Always 1; the label tells the id of the port in the spanning tree.',
      labels: [...PORT_LABELS, 'port_id'],
      source: 'Port.status:stp_port_id',
      samples: ({ ports }) => info(ports, ({ status }) => ({ port_id: status.get('stp_port_id') })),
    },
    {
      name: 'ovs_port_stp_state',
      type: 'gauge',
      help: 'STP state of the port: 1 for the one it is in, 0 for the others.',
      labels: [...PORT_LABELS, 'state'],
      source: 'Port.status:stp_state',
      samples: ({ ports }) => stateSet(ports, 'state', STATES, ({ status }) => status.get('stp_state')),
    },
    {
      name: 'ovs_port_stp_role',
      type: 'gauge',
      help: 'STP role of the port: 1 for the one it has, 0 for the others.',
      labels: [...PORT_LABELS, 'role'],
      source: 'Port.status:stp_role',
      samples: ({ ports }) => stateSet(ports, 'role', ROLES, ({ status }) => status.get('stp_role')),
    },
    {
      name: 'ovs_port_stp_state_duration_seconds',
      type: 'gauge',
      help: 'Time that the port has been in its STP state.',
      labels: PORT_LABELS,
      source: 'Port.status:stp_sec_in_state',
      samples: ({ ports }) => each(ports, ({ status }) => numberOf(status.get('stp_sec_in_state'))),
    },
    {
      name: 'ovs_port_stp_transmit_bpdus_total',
      type: 'counter',
      help: 'STP BPDUs sent on the port.',
      labels: PORT_LABELS,
      source: 'Port.statistics:stp_tx_count',
      samples: ({ ports }) => each(ports, ({ statistics }) => statistics.get('stp_tx_count')),
    },
    {
      name: 'ovs_port_stp_receive_bpdus_total',
      type: 'counter',
      help: 'STP BPDUs received on the port and accepted.',
      labels: PORT_LABELS,
      source: 'Port.statistics:stp_rx_count',
      samples: ({ ports }) => each(ports, ({ statistics }) => statistics.get('stp_rx_count')),
    },
    {
      name: 'ovs_port_stp_receive_bad_bpdus_total',
      type: 'counter',
      help: 'Bad STP BPDUs received on the port.',
      labels: PORT_LABELS,
      source: 'Port.statistics:stp_error_count',
      samples: ({ ports }) => each(ports, ({ statistics }) => statistics.get('stp_error_count')),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>
