import { SWITCH_MODES } from '../config/config.js'
import { INTERFACE_LABELS } from '../sources/interface-labels.js'
import { SUBJECT_READS } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import type { Sample } from './declaration.js'
import { dividedBy, each, flag, whether } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const READS = {
  ...SUBJECT_READS,
  Interface: [
    ...SUBJECT_READS.Interface,
    'cfm_mpid',
    'cfm_fault',
    'cfm_fault_status',
    'cfm_flap_count?',
    'cfm_health',
    'cfm_remote_mpids',
    'cfm_remote_opstate',
  ],
} as const satisfies TableReads

const REASONS = ['recv', 'rdi', 'maid', 'loopback', 'overflow', 'override', 'interval']

/** Connectivity Fault Management (ovs-vswitchd.conf.db(5), Interface, "Connectivity Fault Management"). */
export const CFM = {
  name: 'cfm',
  help: 'the connectivity fault management of interfaces, where it is on',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_interface_cfm_mpid',
      type: 'gauge',
      help: 'Maintenance point id of the interface.',
      labels: INTERFACE_LABELS,
      source: 'Interface.cfm_mpid',
      samples: ({ interfaces }) => each(interfaces, ({ cfm_mpid }) => cfm_mpid),
    },
    {
      name: 'ovs_interface_cfm_fault',
      type: 'gauge',
      help: 'Whether there is a connectivity fault.',
      labels: INTERFACE_LABELS,
      source: 'Interface.cfm_fault',
      samples: ({ interfaces }) => each(interfaces, ({ cfm_fault }) => flag(cfm_fault)),
    },
    {
      name: 'ovs_interface_cfm_fault_reason',
      type: 'gauge',
      help: 'Reasons of a connectivity fault: 1 for those that hold, 0 for the others.',
      labels: [...INTERFACE_LABELS, 'reason'],
      source: 'Interface.cfm_fault_status',
      *samples({ interfaces }): Iterable<Sample> {
        for (const { row, labels } of interfaces) {
          if (row.cfm_fault === undefined) continue
          const reasons = new Set([...REASONS, ...row.cfm_fault_status])
          for (const reason of reasons) {
            yield [labels, flag(row.cfm_fault_status.includes(reason)), ['reason', reason]]
          }
        }
      },
    },
    {
      name: 'ovs_interface_cfm_flaps_total',
      type: 'counter',
      help: 'Changes of the connectivity fault since the interface was created.',
      labels: INTERFACE_LABELS,
      source: 'Interface.cfm_flap_count',
      since: '2.1',
      samples: ({ interfaces }) => each(interfaces, ({ cfm_flap_count }) => cfm_flap_count),
    },
    {
      name: 'ovs_interface_cfm_health_ratio',
      type: 'gauge',
      help: 'Share of the expected continuity check messages that were received; absent with several remote points.',
      labels: INTERFACE_LABELS,
      source: 'Interface.cfm_health',
      samples: ({ interfaces }) => each(interfaces, ({ cfm_health }) => dividedBy(cfm_health, 100)),
    },
    {
      name: 'ovs_interface_cfm_remote_points',
      type: 'gauge',
      help: 'Number of remote maintenance points from which messages are received.',
      labels: INTERFACE_LABELS,
      source: 'Interface.cfm_remote_mpids',
      samples: ({ interfaces }) =>
        each(interfaces, ({ cfm_fault, cfm_remote_mpids }) =>
          cfm_fault === undefined ? undefined : cfm_remote_mpids.length,
        ),
    },
    {
      name: 'ovs_interface_cfm_remote_up',
      type: 'gauge',
      help: 'Whether the remote maintenance point says that it is up; in extended mode only.',
      labels: INTERFACE_LABELS,
      source: 'Interface.cfm_remote_opstate',
      samples: ({ interfaces }) => each(interfaces, ({ cfm_remote_opstate }) => whether(cfm_remote_opstate, 'up')),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>
