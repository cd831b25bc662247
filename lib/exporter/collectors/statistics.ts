import { turnRound } from '../../correlation/index.js'
import type { Family, MetricType } from '../exposition/writer.js'
import type { FamilyDescription } from './declaration.js'

/** Where a statistics key of the Interface table goes under the standard names. */
export interface StatisticName {
  /** The family's name behind its prefix: `receive_packets_total`. */
  readonly name: string
  readonly type: MetricType
  /** What is counted, the beginning of a sentence: `Packets received`. */
  readonly what: string
  /** Whether it tells receiving from transmitting, so that it matters whose point of view it is. */
  readonly directed: boolean
  /** The label that tells several keys of one family apart. */
  readonly label: readonly [name: string, value: string] | undefined
}

/** Keys that count in one direction. The pattern's group `side` is `rx` or `tx`, its group `value` the label's value. */
interface DirectedKeys {
  readonly pattern: RegExp
  readonly name: string
  /** What is counted, as received. */
  readonly what: string
  readonly label?: string
  /** One of the keys, as received; N stands for the number of a queue. */
  readonly example: string
  /** The first Open vSwitch that has them; absent where every one since 2.0 does. */
  readonly since?: string
  /** The one direction that Open vSwitch counts in, where it does not count in both. */
  readonly only?: 'rx' | 'tx'
}

/** `rx_KEY` and `tx_KEY` (vswitchd/bridge.c, ovs-vswitchd.conf.db(5) "Interface" statistics). */
function both(key: string, name: string, what: string): DirectedKeys {
  return { pattern: new RegExp(`^(?<side>rx|tx)_${key}$`), name, what, example: `rx_${key}` }
}

/** `rx_KEY` alone. */
function received(key: string, name: string, what: string): DirectedKeys {
  return { ...both(key, name, what), only: 'rx' }
}

/** Counters of each queue: `rx_q0_KEY`, of DPDK (lib/netdev-dpdk.c) and of simulated devices. */
function queue(key: string, name: string, what: string): DirectedKeys {
  const pattern = new RegExp(`^(?<side>rx|tx)_q(?<value>\\d+)_${key}$`)
  return {
    pattern,
    name: `queue_${name}`,
    what: `${what}, by queue`,
    label: 'queue',
    example: `rx_qN_${key}`,
    since: '2.17',
  }
}

/** Counters of each queue of a vhost-user device, by the names of DPDK's vhost library. */
function vhost(key: string, name: string, what: string): DirectedKeys {
  return { ...queue(key, name, what), name: `vhost_queue_${name}`, since: '3.1' }
}

/** Counters of each queue of an AF_XDP device (lib/netdev-afxdp.c). */
function afXdp(key: string, name: string, what: string): DirectedKeys {
  const pattern = new RegExp(`^xsk_queue_(?<value>\\d+)_(?<side>rx|tx)_${key}$`)
  const example = `xsk_queue_N_rx_${key}`
  return { pattern, name: `af_xdp_queue_${name}`, what: `${what}, by queue`, label: 'queue', example, since: '2.13' }
}

const DIRECTED: readonly DirectedKeys[] = [
  both('packets', 'packets_total', 'Packets received'),
  both('bytes', 'bytes_total', 'Bytes received'),
  both('dropped', 'dropped_packets_total', 'Packets dropped while receiving'),
  both('errors', 'errors_total', 'Errors while receiving, of any kind'),
  received('frame_err', 'frame_errors_total', 'Frame alignment errors while receiving'),
  received('over_err', 'overrun_errors_total', 'Buffer overruns while receiving'),
  received('crc_err', 'crc_errors_total', 'CRC errors while receiving'),
  received('missed_errors', 'missed_packets_total', 'Packets missed by the device while receiving'),
  both('multicast_packets', 'multicast_packets_total', 'Multicast packets received'),
  both('broadcast_packets', 'broadcast_packets_total', 'Broadcast packets received'),
  received('undersized_errors', 'undersized_errors_total', 'Undersized packets received'),
  received('oversize_errors', 'oversize_errors_total', 'Oversized packets received'),
  received('fragmented_errors', 'fragmented_errors_total', 'Packet fragments received'),
  received('jabber_errors', 'jabber_errors_total', 'Jabber packets received'),
  queue('packets', 'packets_total', 'Packets received'),
  queue('bytes', 'bytes_total', 'Bytes received'),
  queue('errors', 'errors_total', 'Errors while receiving, of any kind'),
  {
    pattern: /^(?<side>rx|tx)_(?<value>\d+_to_(?:\d+|max))_packets$/,
    name: 'packets_by_size_total',
    what: 'Packets received, by size in bytes',
    label: 'size',
    example: 'rx_1_to_64_packets',
    since: '2.6',
  },
  {
    pattern: /^ovs_(?<side>rx|tx)_(?<value>qos|failure|mtu_exceeded|invalid_hwol)_drops$/,
    name: 'drops_total',
    what: 'Packets that Open vSwitch dropped on a DPDK device while receiving, by reason',
    label: 'reason',
    example: 'ovs_rx_qos_drops',
    since: '2.13',
  },
  {
    pattern: /^ovs_(?<side>rx|tx)_retries$/,
    name: 'retries_total',
    what: 'Retries because a vhost-user device was full while receiving',
    example: 'ovs_rx_retries',
    since: '2.13',
    only: 'tx',
  },
  vhost('good_packets', 'packets_total', 'Packets received'),
  vhost('good_bytes', 'bytes_total', 'Bytes received'),
  vhost('multicast_packets', 'multicast_packets_total', 'Multicast packets received'),
  vhost('broadcast_packets', 'broadcast_packets_total', 'Broadcast packets received'),
  vhost('undersize_packets', 'undersized_packets_total', 'Undersized packets received'),
  vhost('guest_notifications', 'guest_notifications_total', 'Notifications of the guest while receiving'),
  { ...afXdp('dropped', 'dropped_packets_total', 'Packets dropped while receiving'), only: 'rx' },
  afXdp('invalid_descs', 'invalid_descriptors_total', 'Invalid descriptors while receiving'),
]

type Names = Readonly<Record<string, readonly [name: string, what: string]>>

const UNDIRECTED: Names = {
  collisions: ['collisions_total', 'Collisions on the device'],
  upcall_packets: ['upcall_packets_total', 'Packets that the datapath passed up to user space'],
  upcall_errors: ['upcall_errors_total', 'Packets that the datapath failed to pass up to user space'],
}

/** A key of a family of statistics, and the first Open vSwitch that has it. */
export interface ExampleKey {
  /** N stands for the number of a queue. */
  readonly key: string
  readonly since: string | undefined
}

/** One key for every family there is, the one of unknown keys last. */
export const EXAMPLE_KEYS: readonly ExampleKey[] = [
  ...DIRECTED.flatMap(({ example, since, only }) =>
    (only === undefined ? ['rx', 'tx'] : [only]).map((side) => ({ key: example.replace('rx', side), since })),
  ),
  ...Object.keys(UNDIRECTED).map((key) => ({ key, since: key.startsWith('upcall') ? '3.2' : undefined })),
  { key: 'KEY', since: undefined },
]

/** The families of all example keys, as the catalogue tells them. */
export function describeStatistics(
  prefix: string,
  labels: readonly string[],
  whose: string,
  turned: boolean,
): readonly FamilyDescription[] {
  return EXAMPLE_KEYS.map(({ key, since }) => {
    const statistic = nameStatistic(key.replace('N', '0'), turned)
    return {
      ...familyOf(prefix, statistic, whose),
      labels: statistic.label === undefined ? labels : [...labels, statistic.label[0]],
      source: `Interface.statistics:${key}`,
      ...(since === undefined ? {} : { since }),
    }
  })
}

/**
 * Names a statistics key. One that nobody knows goes to a family of its own, under a `statistic` label.
 *
 * @param turned whether to name it from the other side of the wire: what the switch received the endpoint transmitted
 */
export function nameStatistic(key: string, turned = false): StatisticName {
  for (const { pattern, name, what, label } of DIRECTED) {
    const { side, value = '' } = pattern.exec(key)?.groups ?? {}
    if (side === undefined) continue
    const transmits = (side === 'tx') !== turned
    return {
      name: `${transmits ? 'transmit' : 'receive'}_${name}`,
      type: 'counter',
      what: transmits ? what.replace('receiv', 'transmitt') : what,
      directed: true,
      label: label === undefined ? undefined : [label, value.replace('_to_', '-')],
    }
  }
  const undirected = Object.hasOwn(UNDIRECTED, key) ? UNDIRECTED[key] : undefined
  if (undirected !== undefined) {
    const [name, what] = undirected
    return { name, type: 'counter', what, directed: false, label: undefined }
  }
  return {
    name: 'statistic',
    type: 'untyped',
    what: 'Statistics without a family of their own, by key; with rx_ or tx_ in front',
    directed: true,
    label: ['statistic', turned ? turnRound(key) : key],
  }
}

/** The family of a named statistic, from the point of view of `whose` (`the container`, `the switch`). */
export function familyOf(prefix: string, { name, type, what, directed }: StatisticName, whose: string): Family {
  const view = directed ? `, from ${whose}'s point of view` : ''
  return { name: `${prefix}_${name}`, type, help: `${what}${view}.` }
}
