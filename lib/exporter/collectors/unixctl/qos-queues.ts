import { parseQosShow, type Qos, type QueueCounter } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, FamilyDeclaration, Sample } from '../declaration.js'
import { unlessRefused } from './unless-refused.js'

type Reading = readonly Qos[]

const COUNTERS: readonly (readonly [counter: QueueCounter, name: string, help: string])[] = [
  ['sentPackets', 'transmit_packets', 'Packets that the queue transmitted.'],
  ['sentBytes', 'transmit_bytes', 'Bytes that the queue transmitted.'],
  ['errors', 'transmit_errors', 'Packets that the queue failed to transmit.'],
]

/** Queues of interfaces with QoS. */
export const QOS_QUEUES = {
  name: 'qos_queues',
  help: 'what the queues of interfaces with QoS transmit',
  modes: SWITCH_MODES,
  enabled: true,
  families: COUNTERS.map(
    ([counter, name, help]): FamilyDeclaration<Reading> => ({
      name: `ovs_qos_queue_${name}_total`,
      type: 'counter',
      help,
      labels: ['interface', 'queue'],
      source: 'qos/show',
      *samples(interfaces): Iterable<Sample> {
        for (const { interface: name, queues } of interfaces) {
          for (const { queue, counters } of queues) yield [{ interface: name, queue }, counters[counter]]
        }
      },
    }),
  ),
} as const satisfies CollectorDeclaration<Reading>

/** @param interfaces those with QoS, because the daemon has to be asked for each */
export async function readQosQueues(ask: Ask, interfaces: readonly string[]): Promise<Reading> {
  const reading: Qos[] = []
  for (const name of interfaces) {
    const qos = parseQosShow((await unlessRefused(ask('qos/show', name), 'no such interface')) ?? '')
    if (qos !== undefined) reading.push(qos)
  }
  return reading
}
