import type { Family, MetricType } from '../exposition/writer.js'

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

type Names = Readonly<Record<string, readonly [name: string, what: string]>>

/**
 * Keys that come as `rx_…` and `tx_…` (vswitchd/bridge.c, ovs-vswitchd.conf.db(5) "Interface" statistics), and what
 * they say as `rx_…`.
 */
const DIRECTED = {
  packets: ['packets_total', 'Packets received'],
  bytes: ['bytes_total', 'Bytes received'],
  dropped: ['dropped_packets_total', 'Packets dropped while receiving'],
  errors: ['errors_total', 'Errors while receiving, of any kind'],
  frame_err: ['frame_errors_total', 'Frame alignment errors while receiving'],
  over_err: ['overrun_errors_total', 'Buffer overruns while receiving'],
  crc_err: ['crc_errors_total', 'CRC errors while receiving'],
  missed_errors: ['missed_packets_total', 'Packets missed by the device while receiving'],
  multicast_packets: ['multicast_packets_total', 'Multicast packets received'],
  broadcast_packets: ['broadcast_packets_total', 'Broadcast packets received'],
  undersized_errors: ['undersized_errors_total', 'Undersized packets received'],
  oversize_errors: ['oversize_errors_total', 'Oversized packets received'],
  fragmented_errors: ['fragmented_errors_total', 'Packet fragments received'],
  jabber_errors: ['jabber_errors_total', 'Jabber packets received'],
} as const satisfies Names

const UNDIRECTED: Names = {
  collisions: ['collisions_total', 'Collisions on the device'],
  upcall_packets: ['upcall_packets_total', 'Packets that the datapath passed up to user space'],
  upcall_errors: ['upcall_errors_total', 'Packets that the datapath failed to pass up to user space'],
}

type QueueUnit = 'packets' | 'bytes' | 'errors'

const QUEUE_KEY = /^(rx|tx)_q(\d+)_(packets|bytes|errors)$/
const SIZE_KEY = /^(rx|tx)_(\d+)_to_(\d+|max)_packets$/
const DIRECTED_KEY = /^(rx|tx)_(.+)$/

/** Names a statistics key. One that nobody knows goes to a family of its own, under a `statistic` label. */
export function nameStatistic(key: string): StatisticName {
  const [, queueSide, queue = '', unit = ''] = QUEUE_KEY.exec(key) ?? []
  if (queueSide !== undefined) {
    const [name, what] = DIRECTED[unit as QueueUnit]
    return directed(queueSide, `queue_${name}`, `${what}, by queue`, ['queue', queue])
  }
  const [, sizeSide, from = '', to = ''] = SIZE_KEY.exec(key) ?? []
  if (sizeSide !== undefined) {
    return directed(sizeSide, 'packets_by_size_total', 'Packets received, by size in bytes', ['size', `${from}-${to}`])
  }
  const [, side = '', rest = ''] = DIRECTED_KEY.exec(key) ?? []
  const known = own(DIRECTED, rest)
  if (known !== undefined) return directed(side, ...known)
  const undirected = own(UNDIRECTED, key)
  if (undirected !== undefined) {
    const [name, what] = undirected
    return { name, type: 'counter', what, directed: false, label: undefined }
  }
  return {
    name: 'statistic',
    type: 'untyped',
    what: 'Statistics without a family of their own, by key; with rx_ or tx_ in front',
    directed: true,
    label: ['statistic', key],
  }
}

/** The family of a named statistic, from the point of view of `whose` (`the container`, `the switch`). */
export function familyOf(prefix: string, { name, type, what, directed }: StatisticName, whose: string): Family {
  const view = directed ? `, from ${whose}'s point of view` : ''
  return { name: `${prefix}_${name}`, type, help: `${what}${view}.` }
}

function directed(side: string, name: string, what: string, label?: readonly [string, string]): StatisticName {
  const transmits = side === 'tx'
  return {
    name: `${transmits ? 'transmit' : 'receive'}_${name}`,
    type: 'counter',
    what: transmits ? what.replace('receiv', 'transmitt') : what,
    directed: true,
    label,
  }
}

function own(table: Names, key: string): Names[string] | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
