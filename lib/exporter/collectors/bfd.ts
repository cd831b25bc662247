import { SWITCH_MODES } from '../config/config.js'
import { INTERFACE_LABELS } from '../sources/interface-labels.js'
import { SUBJECT_READS } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import { each, info, numberOf, stateSet, whether } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const READS = {
  ...SUBJECT_READS,
  Interface: [...SUBJECT_READS.Interface, 'bfd_status'],
} as const satisfies TableReads

export const BFD_STATES = ['admin_down', 'down', 'init', 'up']

/** Bidirectional Forwarding Detection (ovs-vswitchd.conf.db(5), Interface, "BFD Status"). */
export const BFD = {
  name: 'bfd',
  help: 'the BFD sessions of interfaces, where BFD is on',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_interface_bfd_state',
      type: 'gauge',
      help: 'State of the BFD session: 1 for the one it is in, 0 for the others.',
      labels: [...INTERFACE_LABELS, 'state'],
      source: 'Interface.bfd_status:state',
      samples: ({ interfaces }) =>
        stateSet(interfaces, 'state', BFD_STATES, ({ bfd_status }) => bfd_status.get('state')),
    },
    {
      name: 'ovs_interface_bfd_remote_state',
      type: 'gauge',
      help: "State of the remote endpoint's BFD session: 1 for the one it is in, 0 for the others.",
      labels: [...INTERFACE_LABELS, 'state'],
      source: 'Interface.bfd_status:remote_state',
      samples: ({ interfaces }) =>
        stateSet(interfaces, 'state', BFD_STATES, ({ bfd_status }) => bfd_status.get('remote_state')),
    },
    {
      name: 'ovs_interface_bfd_forwarding',
      type: 'gauge',
      help: 'Whether the BFD session believes that the interface may be used to forward traffic.',
      labels: INTERFACE_LABELS,
      source: 'Interface.bfd_status:forwarding',
      samples: ({ interfaces }) => each(interfaces, ({ bfd_status }) => whether(bfd_status.get('forwarding'), 'true')),
    },
    {
      name: 'ovs_interface_bfd_flaps_total',
      type: 'counter',
      help: 'Changes of the forwarding flag since BFD was turned on.',
      labels: INTERFACE_LABELS,
      source: 'Interface.bfd_status:flap_count',
      samples: ({ interfaces }) => each(interfaces, ({ bfd_status }) => numberOf(bfd_status.get('flap_count'))),
    },
    {
      name: 'ovs_interface_bfd_diagnostic_info',
      type: 'info',
      help: 'Always 1; the labels tell why the session last changed its state, here and at the remote endpoint.',
      labels: [...INTERFACE_LABELS, 'diagnostic', 'remote_diagnostic'],
      source: 'Interface.bfd_status:diagnostic, remote_diagnostic',
      samples: ({ interfaces }) =>
        info(interfaces, ({ bfd_status }) => ({
          diagnostic: bfd_status.get('diagnostic'),
          remote_diagnostic: bfd_status.get('remote_diagnostic'),
        })),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>
