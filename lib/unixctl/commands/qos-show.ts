import { type Integer, lines, parseInteger, splitField } from './text.js'

export type QueueCounter = 'sentPackets' | 'sentBytes' | 'errors'

export interface QosQueue {
  /** The number of the queue; the default one is 0. */
  readonly queue: string
  /** Absent what the device does not count. */
  readonly counters: Readonly<Partial<Record<QueueCounter, Integer>>>
  /** What the queue was given: `min-rate`, `max-rate` in bit/s, `burst` in bits … */
  readonly settings: ReadonlyMap<string, string>
}

export interface Qos {
  readonly interface: string
  /** `linux-htb` */
  readonly type: string
  readonly settings: ReadonlyMap<string, string>
  readonly queues: readonly QosQueue[]
}

const COUNTERS: ReadonlyMap<string, QueueCounter> = new Map([
  ['tx_packets', 'sentPackets'],
  ['tx_bytes', 'sentBytes'],
  ['tx_errors', 'errors'],
])

const HEAD = /^QoS: (\S+) (\S+)\s*$/

/** What `qos/show INTERFACE` prints (vswitchd/bridge.c); undefined when the interface has no QoS. */
export function parseQosShow(text: string): Qos | undefined {
  let qos: (Qos & { readonly queues: QosQueue[] }) | undefined
  let settings = new Map<string, string>()
  let counters: Partial<Record<QueueCounter, Integer>> = {}
  for (const line of lines(text)) {
    const [, name, type] = HEAD.exec(line) ?? []
    if (qos === undefined && name !== undefined && type !== undefined) {
      qos = { interface: name, type, settings, queues: [] }
      continue
    }
    const [label, value = ''] = splitField(line) ?? []
    if (qos === undefined || label === undefined) continue
    const queue = line.trimEnd() === 'Default:' ? '0' : /^Queue (\d+):\s*$/.exec(line)?.[1]
    const counter = COUNTERS.get(label)
    const count = parseInteger(value)
    if (queue !== undefined) {
      settings = new Map()
      counters = {}
      qos.queues.push({ queue, counters, settings })
    } else if (counter === undefined) {
      settings.set(label, value)
    } else if (count !== undefined) {
      counters[counter] = count
    }
  }
  return qos
}
