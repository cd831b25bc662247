import type { Uuid } from '../../ovsdb/index.js'
import { SWITCH_MODES } from '../config/config.js'
import { SUBJECT_READS, type Switch } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import { BRIDGE_LABELS } from './bridge.js'
import type { Sample } from './declaration.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const READS = {
  Bridge: [...SUBJECT_READS.Bridge, '_uuid', 'netflow', 'sflow', 'ipfix'],
  NetFlow: ['_uuid', 'targets'],
  sFlow: ['_uuid', 'targets'],
  IPFIX: ['_uuid', 'targets'],
  Flow_Sample_Collector_Set: ['bridge'],
} as const satisfies TableReads

type Reading = Switch<typeof READS>

/** To whom bridges tell of their flows (ovs-vswitchd.conf.db(5), NetFlow, sFlow, IPFIX, Flow_Sample_Collector_Set). */
export const FLOW_EXPORT = {
  name: 'flow_export',
  help: 'which bridges send NetFlow, sFlow or IPFIX',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_bridge_netflow_targets',
      type: 'gauge',
      help: 'Number of collectors that the bridge sends NetFlow to, where it is configured.',
      labels: BRIDGE_LABELS,
      source: 'Bridge.netflow, NetFlow.targets',
      samples: (reading) => targets(reading, 'netflow', reading.tables.NetFlow),
    },
    {
      name: 'ovs_bridge_sflow_targets',
      type: 'gauge',
      help: 'Number of collectors that the bridge sends sFlow to, where it is configured.',
      labels: BRIDGE_LABELS,
      source: 'Bridge.sflow, sFlow.targets',
      samples: (reading) => targets(reading, 'sflow', reading.tables.sFlow),
    },
    {
      name: 'ovs_bridge_ipfix_targets',
      type: 'gauge',
      help: 'Number of collectors that the bridge sends IPFIX to, where it is configured for the whole bridge.',
      labels: BRIDGE_LABELS,
      source: 'Bridge.ipfix, IPFIX.targets',
      samples: (reading) => targets(reading, 'ipfix', reading.tables.IPFIX),
    },
    {
      name: 'ovs_bridge_flow_sample_collector_sets',
      type: 'gauge',
      help: 'Number of collector sets that flows of the bridge can send samples to, where there are any.',
      labels: BRIDGE_LABELS,
      source: 'Flow_Sample_Collector_Set.bridge',
      *samples({ bridges, tables }): Iterable<Sample> {
        for (const { row, labels } of bridges) {
          const sets = tables.Flow_Sample_Collector_Set.filter(({ bridge }) => bridge === row._uuid)
          yield [labels, sets.length || undefined]
        }
      },
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>

function* targets(
  { bridges }: Reading,
  column: 'netflow' | 'sflow' | 'ipfix',
  rows: readonly { readonly _uuid: Uuid; readonly targets: readonly string[] }[],
): Iterable<Sample> {
  for (const { row, labels } of bridges) {
    const exporter = rows.find(({ _uuid }) => _uuid === row[column])
    yield [labels, exporter?.targets.length]
  }
}
