import { SWITCH_MODES } from '../config/config.js'
import { SUBJECT_READS } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import type { Sample } from './declaration.js'
import { PORT_LABELS } from './port.js'
import { info } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const READS = {
  ...SUBJECT_READS,
  Port: [...SUBJECT_READS.Port, 'qos'],
  QoS: ['_uuid', 'type', 'queues'],
  Queue: ['_uuid'],
} as const satisfies TableReads

/** How much quality of service is configured (ovs-vswitchd.conf.db(5), QoS and Queue). */
export const QOS = {
  name: 'qos',
  help: 'how many QoS records and queues are configured, and which ports use them',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_qos_records',
      type: 'gauge',
      help: 'Number of QoS records, by type.',
      labels: ['type'],
      source: 'QoS.type',
      samples: ({ tables }) => {
        const counts = new Map<string, number>()
        for (const { type } of tables.QoS) counts.set(type, (counts.get(type) ?? 0) + 1)
        return [...counts].map(([type, count]): Sample => [{ type }, count])
      },
    },
    {
      name: 'ovs_queue_records',
      type: 'gauge',
      help: 'Number of Queue records, where there are any.',
      labels: [],
      source: 'Queue',
      samples: ({ tables }) => [[{}, tables.Queue.length || undefined]],
    },
    {
      name: 'ovs_port_qos_info',
      type: 'info',
      help: 'Always 1, for ports with quality of service; the label tells its type.',
      labels: [...PORT_LABELS, 'type'],
      source: 'Port.qos, QoS.type',
      samples: ({ ports, tables }) => {
        const types = new Map(tables.QoS.map(({ _uuid, type }) => [_uuid as string, type]))
        return info(ports, ({ qos }) => ({ type: qos === undefined ? undefined : types.get(qos) }))
      },
    },
    {
      name: 'ovs_port_qos_queues',
      type: 'gauge',
      help: 'Number of queues of a port with quality of service.',
      labels: PORT_LABELS,
      source: 'Port.qos, QoS.queues',
      *samples({ ports, tables }): Iterable<Sample> {
        const queues = new Map(tables.QoS.map(({ _uuid, queues }) => [_uuid as string, queues.size]))
        for (const { row, labels } of ports) if (row.qos !== undefined) yield [labels, queues.get(row.qos)]
      },
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>
