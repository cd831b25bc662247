import type { Subject } from '../../sources/switch.js'
import type { Vtep, VtepReads, VtepRow } from '../../sources/vtep.js'
import { each } from '../samples.js'
import { faults, NO_MODES, subjects, type VtepCollectorDeclaration } from './vtep-collector.js'

const READS = {
  Logical_Router: ['name', 'switch_binding', 'static_routes', 'LR_fault_status?'],
} as const satisfies VtepReads

const LABELS = ['logical_router']

/** In the order of vtep(5), Logical_Router, "Error Notification". */
const FAULTS = ['invalid_ACL_binding', 'unspecified_fault']

/** The logical routers (vtep(5), Logical_Router). */
export const VTEP_LOGICAL_ROUTER = {
  name: 'vtep_logical_router',
  help: 'logical routers and their faults',
  modes: NO_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'vtep_logical_router_switch_bindings',
      type: 'gauge',
      help: 'Number of prefixes by which the logical router is joined to logical switches.',
      labels: LABELS,
      source: 'Logical_Router.switch_binding',
      since: '2.1',
      samples: (reading) => each(routersOf(reading), ({ switch_binding }) => switch_binding.size),
    },
    {
      name: 'vtep_logical_router_static_routes',
      type: 'gauge',
      help: 'Number of static routes of the logical router.',
      labels: LABELS,
      source: 'Logical_Router.static_routes',
      since: '2.1',
      samples: (reading) => each(routersOf(reading), ({ static_routes }) => static_routes.size),
    },
    {
      name: 'vtep_logical_router_fault',
      type: 'gauge',
      help: 'Whether the logical router has the fault.',
      labels: [...LABELS, 'fault'],
      source: 'Logical_Router.LR_fault_status',
      since: '2.5',
      samples: (reading) => faults(routersOf(reading), FAULTS, ({ LR_fault_status }) => LR_fault_status),
    },
  ],
} as const satisfies VtepCollectorDeclaration<typeof READS>

function routersOf({ tables }: Vtep<typeof READS>): readonly Subject<VtepRow<typeof READS, 'Logical_Router'>>[] {
  return subjects(tables.Logical_Router.map((row) => [row, { logical_router: row.name }]))
}
