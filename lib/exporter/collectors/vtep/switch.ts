import type { Subject } from '../../sources/switch.js'
import type { Vtep, VtepReads, VtepRow } from '../../sources/vtep.js'
import { each, info } from '../samples.js'
import { faults, NO_MODES, subjects, type VtepCollectorDeclaration } from './vtep-collector.js'

const READS = {
  Physical_Switch: ['name', 'description', 'management_ips', 'tunnel_ips', 'ports', 'switch_fault_status'],
} as const satisfies VtepReads

const LABELS = ['switch']

/** In the order of vtep(5), Physical_Switch, "Error Notification". */
const FAULTS = [
  'mac_table_exhaustion',
  'tunnel_exhaustion',
  'lr_switch_bindings_fault',
  'lr_static_routes_fault',
  'lr_creation_fault',
  'lr_support_fault',
  'unspecified_fault',
  'unsupported_source_node_replication',
]

/** The physical switches (vtep(5), Physical_Switch). */
export const VTEP_SWITCH = {
  name: 'vtep_switch',
  help: 'physical switches, their ports and faults',
  modes: NO_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'vtep_switch_info',
      type: 'info',
      help: 'Always 1; the labels tell what the switch is and its addresses, with commas between them.',
      labels: [...LABELS, 'description', 'management_ips', 'tunnel_ips'],
      source: 'Physical_Switch.description, management_ips, tunnel_ips',
      since: '2.1',
      samples: (reading) =>
        info(switchesOf(reading), ({ description, management_ips, tunnel_ips }) => ({
          description,
          management_ips: management_ips.toSorted().join(','),
          tunnel_ips: tunnel_ips.toSorted().join(','),
        })),
    },
    {
      name: 'vtep_switch_ports',
      type: 'gauge',
      help: 'Number of physical ports of the switch.',
      labels: LABELS,
      source: 'Physical_Switch.ports',
      since: '2.1',
      samples: (reading) => each(switchesOf(reading), ({ ports }) => ports.length),
    },
    {
      name: 'vtep_switch_fault',
      type: 'gauge',
      help: 'Whether the switch has the fault.',
      labels: [...LABELS, 'fault'],
      source: 'Physical_Switch.switch_fault_status',
      since: '2.1',
      samples: (reading) => faults(switchesOf(reading), FAULTS, ({ switch_fault_status }) => switch_fault_status),
    },
  ],
} as const satisfies VtepCollectorDeclaration<typeof READS>

function switchesOf({ tables }: Vtep<typeof READS>): readonly Subject<VtepRow<typeof READS, 'Physical_Switch'>>[] {
  return subjects(tables.Physical_Switch.map((row) => [row, { switch: row.name }]))
}
