import type { VtepReads } from '../../sources/vtep.js'
import { info } from '../samples.js'
import { NO_MODES, subjects, type VtepCollectorDeclaration } from './vtep-collector.js'

const READS = {
  Logical_Switch: ['name', 'description', 'tunnel_key', 'replication_mode?'],
} as const satisfies VtepReads

/** The logical switches (vtep(5), Logical_Switch). */
export const VTEP_LOGICAL_SWITCH = {
  name: 'vtep_logical_switch',
  help: 'logical switches',
  modes: NO_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'vtep_logical_switches',
      type: 'gauge',
      help: 'Number of logical switches.',
      labels: [],
      source: 'Logical_Switch',
      since: '2.1',
      samples: ({ tables }) => [[{}, tables.Logical_Switch.length]],
    },
    {
      name: 'vtep_logical_switch_info',
      type: 'info',
      help: 'Always 1; the labels tell the tunnel key of the logical switch and how it replicates.',
      labels: ['logical_switch', 'description', 'tunnel_key', 'replication_mode'],
      source: 'Logical_Switch.description, tunnel_key, replication_mode',
      since: '2.1',
      samples: ({ tables }) =>
        info(
          subjects(tables.Logical_Switch.map((row) => [row, { logical_switch: row.name }])),
          ({ description, tunnel_key: key, replication_mode }) => ({
            description,
            tunnel_key: key === undefined ? undefined : String(key),
            replication_mode,
          }),
        ),
    },
  ],
} as const satisfies VtepCollectorDeclaration<typeof READS>
