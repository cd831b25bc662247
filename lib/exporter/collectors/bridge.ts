import { SWITCH_MODES } from '../config/config.js'
import { SUBJECT_READS } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import { each, flag, info } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

/** The labels of every series of a bridge. */
export const BRIDGE_LABELS = ['bridge'] as const

const READS = {
  Bridge: [
    ...SUBJECT_READS.Bridge,
    'datapath_type',
    'datapath_id',
    'datapath_version?',
    'fail_mode',
    'stp_enable',
    'rstp_enable?',
    'mcast_snooping_enable?',
  ],
} as const satisfies TableReads

/** Bridges (ovs-vswitchd.conf.db(5), Bridge). */
export const BRIDGE = {
  name: 'bridge',
  help: 'bridges: their ports, datapath and protocols',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_bridge_info',
      type: 'info',
      help: 'Always 1; the labels tell the datapath and what happens without a controller.',
      labels: [...BRIDGE_LABELS, 'datapath_type', 'datapath_id', 'datapath_version', 'fail_mode'],
      source: 'Bridge.datapath_type, datapath_id, datapath_version, fail_mode',
      samples: ({ bridges }) =>
        info(bridges, ({ datapath_type, datapath_id, datapath_version, fail_mode }) => ({
          // An empty type is the datapath of the system's kernel.
          datapath_type: datapath_type || 'system',
          datapath_id,
          datapath_version,
          fail_mode,
        })),
    },
    {
      name: 'ovs_bridge_ports',
      type: 'gauge',
      help: 'Number of ports of the bridge, endpoints included.',
      labels: BRIDGE_LABELS,
      source: 'Bridge.ports',
      samples: ({ bridges }) => each(bridges, ({ ports }) => ports.length),
    },
    {
      name: 'ovs_bridge_stp_enabled',
      type: 'gauge',
      help: 'Whether the bridge takes part in the spanning tree protocol.',
      labels: BRIDGE_LABELS,
      source: 'Bridge.stp_enable',
      samples: ({ bridges }) => each(bridges, ({ stp_enable }) => flag(stp_enable)),
    },
    {
      name: 'ovs_bridge_rstp_enabled',
      type: 'gauge',
      help: 'Whether the bridge takes part in the rapid spanning tree protocol.',
      labels: BRIDGE_LABELS,
      source: 'Bridge.rstp_enable',
      since: '2.4',
      samples: ({ bridges }) => each(bridges, ({ rstp_enable }) => flag(rstp_enable)),
    },
    {
      name: 'ovs_bridge_multicast_snooping_enabled',
      type: 'gauge',
      help: 'Whether the bridge watches who wants which multicast group.',
      labels: BRIDGE_LABELS,
      source: 'Bridge.mcast_snooping_enable',
      since: '2.4',
      samples: ({ bridges }) => each(bridges, ({ mcast_snooping_enable }) => flag(mcast_snooping_enable)),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>
