import type { Family, MetricType } from '../exposition/writer.js'

/** Where a statistics key of the Interface table goes under the standard names. */
export interface StatisticName {
  /** The family's name behind its prefix: `receive_packets_total`. */
  readonly name: string
  readonly type: MetricType
  /** What is counted: `packets received`. */
  readonly what: string
  /** The label that tells several keys of one family apart. */
  readonly label: readonly [name: string, value: string] | undefined
}

/** Keys that come as `rx_…` and `tx_…` (vswitchd/bridge.c, ovs-vswitchd.conf.db(5) "Interface" statistics). */
const DIRECTED: Readonly<Record<string, readonly [name: string, what: string]>> = {
  packets: ['packets_total', 'packets'],
  bytes: ['bytes_total', 'bytes'],
  dropped: ['dropped_packets_total', 'packets dropped that were to be'],
  errors: ['errors_total', 'errors in packets'],
  frame_err: ['frame_errors_total', 'frame alignment errors in packets'],
  over_err: ['overrun_errors_total', 'overruns in packets'],
  crc_err: ['crc_errors_total', 'CRC errors in packets'],
  missed_errors: ['missed_packets_total', 'packets missed by the device that were to be'],
  multicast_packets: ['multicast_packets_total', 'multicast packets'],
  broadcast_packets: ['broadcast_packets_total', 'broadcast packets'],
  undersized_errors: ['undersized_errors_total', 'undersized packets'],
  oversize_errors: ['oversize_errors_total', 'oversize packets'],
  fragmented_errors: ['fragmented_errors_total', 'fragmented packets'],
  jabber_errors: ['jabber_errors_total', 'jabber packets'],
}

const UNDIRECTED: Readonly<Record<string, readonly [name: string, what: string]>> = {
  collisions: ['collisions_total', 'collisions'],
  upcall_packets: ['upcall_packets_total', 'packets passed up to user space'],
  upcall_errors: ['upcall_errors_total', 'packets that could not be passed up to user space'],
}

const QUEUE_KEY = /^(rx|tx)_q(\d+)_(packets|bytes|errors)$/
const SIZE_KEY = /^(rx|tx)_(\d+)_to_(\d+|max)_packets$/
const DIRECTED_KEY = /^(rx|tx)_(.+)$/

/** Names a statistics key. One that nobody knows goes to a family of its own, under a `statistic` label. */
export function nameStatistic(key: string): StatisticName {
  const queue = QUEUE_KEY.exec(key)
  if (queue !== null) {
    const [, side = '', number = '', unit = ''] = queue
    return counter(`${verb(side)}_queue_${unit}_total`, `${unit} ${done(side)}, by queue`, ['queue', number])
  }
  const size = SIZE_KEY.exec(key)
  if (size !== null) {
    const [, side = '', from = '', to = ''] = size
    return counter(`${verb(side)}_packets_by_size_total`, `packets ${done(side)}, by size in bytes`, [
      'size',
      `${from}-${to}`,
    ])
  }
  const [, side = '', rest = ''] = DIRECTED_KEY.exec(key) ?? []
  const directed = own(DIRECTED, rest)
  if (directed !== undefined) return counter(`${verb(side)}_${directed[0]}`, `${directed[1]} ${done(side)}`)
  const undirected = own(UNDIRECTED, key)
  if (undirected !== undefined) return counter(undirected[0], undirected[1])
  return {
    name: 'statistic',
    type: 'untyped',
    what: 'statistics without a name of their own',
    label: ['statistic', key],
  }
}

/** The family of a named statistic, as counted by `whose` (`the endpoint`, `the switch`). */
export function familyOf(prefix: string, { name, type, what }: StatisticName, whose: string): Family {
  return {
    name: `${prefix}_${name}`,
    type,
    help: `${what.charAt(0).toUpperCase()}${what.slice(1)}, as seen by ${whose}.`,
  }
}

function counter(name: string, what: string, label?: readonly [string, string]): StatisticName {
  return { name, type: 'counter', what, label }
}

function verb(side: string): string {
  return side === 'rx' ? 'receive' : 'transmit'
}

function done(side: string): string {
  return side === 'rx' ? 'received' : 'transmitted'
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
