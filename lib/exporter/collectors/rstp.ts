import { SWITCH_MODES } from '../config/config.js'
import { SUBJECT_READS } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import { BRIDGE_LABELS } from './bridge.js'
import { PORT_LABELS } from './port.js'
import { each, flag, info, numberOf, stateSet } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const READS = {
  ...SUBJECT_READS,
  Bridge: [...SUBJECT_READS.Bridge, 'rstp_status?'],
  Port: [...SUBJECT_READS.Port, 'rstp_status?', 'rstp_statistics?'],
} as const satisfies TableReads

const SINCE = '2.4'
const STATES = ['Disabled', 'Learning', 'Forwarding', 'Discarding']
const ROLES = ['Root', 'Designated', 'Alternate', 'Backup', 'Disabled']

/** The rapid spanning tree (ovs-vswitchd.conf.db(5), "RSTP Status" of Bridge and Port). */
export const RSTP = {
  name: 'rstp',
  help: 'the rapid spanning tree of bridges and ports, where RSTP is on',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_bridge_rstp_info',
      type: 'info',
      help: 'Always 1; the labels tell the ids of the bridge, of the root, of the designated bridge, and of the ports to it.',
      labels: [...BRIDGE_LABELS, 'bridge_id', 'root_id', 'designated_id', 'designated_port_id', 'bridge_port_id'],
      source:
        'Bridge.rstp_status:rstp_bridge_id, rstp_root_id, rstp_designated_id, rstp_designated_port_id, rstp_bridge_port_id',
      since: SINCE,
      samples: ({ bridges }) =>
        info(bridges, ({ rstp_status }) => ({
          bridge_id: rstp_status?.get('rstp_bridge_id'),
          root_id: rstp_status?.get('rstp_root_id'),
          designated_id: rstp_status?.get('rstp_designated_id'),
          designated_port_id: rstp_status?.get('rstp_designated_port_id'),
          bridge_port_id: rstp_status?.get('rstp_bridge_port_id'),
        })),
    },
    {
      name: 'ovs_bridge_rstp_root',
      type: 'gauge',
      help: 'Whether the bridge is the root of the rapid spanning tree.',
      labels: BRIDGE_LABELS,
      source: 'Bridge.rstp_status:rstp_bridge_id, rstp_root_id',
      since: SINCE,
      samples: ({ bridges }) =>
        each(bridges, ({ rstp_status }) =>
          rstp_status?.has('rstp_bridge_id')
            ? flag(rstp_status.get('rstp_bridge_id') === rstp_status.get('rstp_root_id'))
            : undefined,
        ),
    },
    {
      name: 'ovs_bridge_rstp_root_path_cost',
      type: 'gauge',
      help: 'Cost of the path to the root; lower is better.',
      labels: BRIDGE_LABELS,
      source: 'Bridge.rstp_status:rstp_root_path_cost',
      since: SINCE,
      samples: ({ bridges }) => each(bridges, ({ rstp_status }) => numberOf(rstp_status?.get('rstp_root_path_cost'))),
    },
    {
      name: 'ovs_port_rstp_info',
      type: 'info',
      help: 'Always 1; the labels tell the id of the port, and of the bridge and port that are designated on its segment.',
      labels: [...PORT_LABELS, 'port_id', 'designated_bridge_id', 'designated_port_id'],
      source: 'Port.rstp_status:rstp_port_id, rstp_designated_bridge_id, rstp_designated_port_id',
      since: SINCE,
      samples: ({ ports }) =>
        info(ports, ({ rstp_status }) => ({
          port_id: rstp_status?.get('rstp_port_id'),
          designated_bridge_id: rstp_status?.get('rstp_designated_bridge_id'),
          designated_port_id: rstp_status?.get('rstp_designated_port_id'),
        })),
    },
    {
      name: 'ovs_port_rstp_state',
      type: 'gauge',
      help: 'RSTP state of the port: 1 for the one it is in, 0 for the others.',
      labels: [...PORT_LABELS, 'state'],
      source: 'Port.rstp_status:rstp_port_state',
      since: SINCE,
      samples: ({ ports }) =>
        stateSet(ports, 'state', STATES, ({ rstp_status }) => rstp_status?.get('rstp_port_state')),
    },
    {
      name: 'ovs_port_rstp_role',
      type: 'gauge',
      help: 'RSTP role of the port: 1 for the one it has, 0 for the others.',
      labels: [...PORT_LABELS, 'role'],
      source: 'Port.rstp_status:rstp_port_role',
      since: SINCE,
      samples: ({ ports }) => stateSet(ports, 'role', ROLES, ({ rstp_status }) => rstp_status?.get('rstp_port_role')),
    },
    {
      name: 'ovs_port_rstp_designated_path_cost',
      type: 'gauge',
      help: 'Path cost of the designated bridge of the segment that the port is on.',
      labels: PORT_LABELS,
      source: 'Port.rstp_status:rstp_designated_path_cost',
      since: SINCE,
      samples: ({ ports }) => each(ports, ({ rstp_status }) => numberOf(rstp_status?.get('rstp_designated_path_cost'))),
    },
    {
      name: 'ovs_port_rstp_transmit_bpdus_total',
      type: 'counter',
      help: 'RSTP BPDUs sent on the port.',
      labels: PORT_LABELS,
      source: 'Port.rstp_statistics:rstp_tx_count',
      since: SINCE,
      samples: ({ ports }) => each(ports, ({ rstp_statistics }) => rstp_statistics?.get('rstp_tx_count')),
    },
    {
      name: 'ovs_port_rstp_receive_bpdus_total',
      type: 'counter',
      help: 'Valid RSTP BPDUs received on the port.',
      labels: PORT_LABELS,
      source: 'Port.rstp_statistics:rstp_rx_count',
      since: SINCE,
      samples: ({ ports }) => each(ports, ({ rstp_statistics }) => rstp_statistics?.get('rstp_rx_count')),
    },
    {
      name: 'ovs_port_rstp_receive_bad_bpdus_total',
      type: 'counter',
      help: 'Invalid RSTP BPDUs received on the port.',
      labels: PORT_LABELS,
      source: 'Port.rstp_statistics:rstp_error_count',
      since: SINCE,
      samples: ({ ports }) => each(ports, ({ rstp_statistics }) => rstp_statistics?.get('rstp_error_count')),
    },
    {
      name: 'ovs_port_rstp_uptime_seconds',
      type: 'gauge',
      help: 'Time that the RSTP counters of the port cover.',
      labels: PORT_LABELS,
      source: 'Port.rstp_statistics:rstp_uptime',
      since: SINCE,
      samples: ({ ports }) => each(ports, ({ rstp_statistics }) => rstp_statistics?.get('rstp_uptime')),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>
