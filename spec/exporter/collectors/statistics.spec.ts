import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { EXAMPLE_KEYS, familyOf, nameStatistic } from '../../../lib/exporter/collectors/statistics.js'
import { ExpositionWriter, type Family } from '../../../lib/exporter/exposition/writer.js'
import { parseExposition } from '../../support/exposition.js'
import { promtool } from '../../support/promtool.js'
import { missing } from '../../support/which.js'

/** What ovs-vswitchd writes for every interface (vswitchd/bridge.c), and what becomes of it. */
const CORE: Readonly<Record<string, readonly [family: string, help: string, label?: string]>> = {
  rx_packets: ['receive_packets_total', 'Packets received'],
  tx_packets: ['transmit_packets_total', 'Packets transmitted'],
  rx_bytes: ['receive_bytes_total', 'Bytes received'],
  tx_bytes: ['transmit_bytes_total', 'Bytes transmitted'],
  rx_dropped: ['receive_dropped_packets_total', 'Packets dropped while receiving'],
  tx_dropped: ['transmit_dropped_packets_total', 'Packets dropped while transmitting'],
  rx_errors: ['receive_errors_total', 'Errors while receiving, of any kind'],
  tx_errors: ['transmit_errors_total', 'Errors while transmitting, of any kind'],
  rx_frame_err: ['receive_frame_errors_total', 'Frame alignment errors while receiving'],
  rx_over_err: ['receive_overrun_errors_total', 'Buffer overruns while receiving'],
  rx_crc_err: ['receive_crc_errors_total', 'CRC errors while receiving'],
  rx_missed_errors: ['receive_missed_packets_total', 'Packets missed by the device while receiving'],
  collisions: ['collisions_total', 'Collisions on the device'],
  rx_1_to_64_packets: ['receive_packets_by_size_total', 'Packets received, by size in bytes', '1-64'],
  rx_65_to_127_packets: ['receive_packets_by_size_total', 'Packets received, by size in bytes', '65-127'],
  rx_128_to_255_packets: ['receive_packets_by_size_total', 'Packets received, by size in bytes', '128-255'],
  rx_256_to_511_packets: ['receive_packets_by_size_total', 'Packets received, by size in bytes', '256-511'],
  rx_512_to_1023_packets: ['receive_packets_by_size_total', 'Packets received, by size in bytes', '512-1023'],
  rx_1024_to_1522_packets: ['receive_packets_by_size_total', 'Packets received, by size in bytes', '1024-1522'],
  rx_1523_to_max_packets: ['receive_packets_by_size_total', 'Packets received, by size in bytes', '1523-max'],
  tx_1_to_64_packets: ['transmit_packets_by_size_total', 'Packets transmitted, by size in bytes', '1-64'],
  tx_65_to_127_packets: ['transmit_packets_by_size_total', 'Packets transmitted, by size in bytes', '65-127'],
  tx_128_to_255_packets: ['transmit_packets_by_size_total', 'Packets transmitted, by size in bytes', '128-255'],
  tx_256_to_511_packets: ['transmit_packets_by_size_total', 'Packets transmitted, by size in bytes', '256-511'],
  tx_512_to_1023_packets: ['transmit_packets_by_size_total', 'Packets transmitted, by size in bytes', '512-1023'],
  tx_1024_to_1522_packets: ['transmit_packets_by_size_total', 'Packets transmitted, by size in bytes', '1024-1522'],
  tx_1523_to_max_packets: ['transmit_packets_by_size_total', 'Packets transmitted, by size in bytes', '1523-max'],
  rx_multicast_packets: ['receive_multicast_packets_total', 'Multicast packets received'],
  tx_multicast_packets: ['transmit_multicast_packets_total', 'Multicast packets transmitted'],
  rx_broadcast_packets: ['receive_broadcast_packets_total', 'Broadcast packets received'],
  tx_broadcast_packets: ['transmit_broadcast_packets_total', 'Broadcast packets transmitted'],
  rx_undersized_errors: ['receive_undersized_errors_total', 'Undersized packets received'],
  rx_oversize_errors: ['receive_oversize_errors_total', 'Oversized packets received'],
  rx_fragmented_errors: ['receive_fragmented_errors_total', 'Packet fragments received'],
  rx_jabber_errors: ['receive_jabber_errors_total', 'Jabber packets received'],
  upcall_packets: ['upcall_packets_total', 'Packets that the datapath passed up to user space'],
  upcall_errors: ['upcall_errors_total', 'Packets that the datapath failed to pass up to user space'],
}

/** Keys of DPDK, of vhost-user and of AF_XDP that have a family of their own. */
const DEVICES: Readonly<Record<string, readonly [family: string, label?: readonly [string, string]]>> = {
  ovs_tx_retries: ['transmit_retries_total'],
  ovs_rx_qos_drops: ['receive_drops_total', ['reason', 'qos']],
  ovs_tx_qos_drops: ['transmit_drops_total', ['reason', 'qos']],
  ovs_tx_failure_drops: ['transmit_drops_total', ['reason', 'failure']],
  ovs_tx_mtu_exceeded_drops: ['transmit_drops_total', ['reason', 'mtu_exceeded']],
  ovs_tx_invalid_hwol_drops: ['transmit_drops_total', ['reason', 'invalid_hwol']],
  rx_q0_good_packets: ['receive_vhost_queue_packets_total', ['queue', '0']],
  tx_q1_good_bytes: ['transmit_vhost_queue_bytes_total', ['queue', '1']],
  rx_q0_multicast_packets: ['receive_vhost_queue_multicast_packets_total', ['queue', '0']],
  rx_q0_broadcast_packets: ['receive_vhost_queue_broadcast_packets_total', ['queue', '0']],
  rx_q0_undersize_packets: ['receive_vhost_queue_undersized_packets_total', ['queue', '0']],
  tx_q0_guest_notifications: ['transmit_vhost_queue_guest_notifications_total', ['queue', '0']],
  xsk_queue_0_rx_dropped: ['receive_af_xdp_queue_dropped_packets_total', ['queue', '0']],
  xsk_queue_12_rx_invalid_descs: ['receive_af_xdp_queue_invalid_descriptors_total', ['queue', '12']],
  xsk_queue_0_tx_invalid_descs: ['transmit_af_xdp_queue_invalid_descriptors_total', ['queue', '0']],
}

/** Keys of drivers, and of the dummy device, that nobody knows. */
const FOREIGN = [
  'ovs_tx_new_drops',
  'tx_q1_size_65_127_packets',
  'rx_phy_crc_errors',
  'mac_local_errors',
  'rx_management_dropped',
  'xsk_queue_0_rx_ring_full',
  'tx_custom_packets_1',
]

const HOSTILE = ['__proto__', 'constructor', 'toString', 'rx___proto__', 'tx_constructor', 'rx_', 'rx', '', 'ü', 'a"\n']

t.test('every key of Open vSwitch has a family of its own, or one with a label', async (t) => {
  t.equal(Object.keys(CORE).length, 37)
  for (const [key, [name, what, size]] of Object.entries(CORE)) {
    const label = size === undefined ? undefined : ['size', size]
    const directed = /^[rt]x_/.test(key)
    t.strictSame(nameStatistic(key), { name, type: 'counter', what, directed, label }, key)
  }
})

t.test('the counters of DPDK, vhost-user and AF_XDP', async (t) => {
  for (const [key, [name, label]] of Object.entries(DEVICES)) {
    t.match(nameStatistic(key), { name, type: 'counter', directed: true }, key)
    t.strictSame(nameStatistic(key).label, label, key)
  }
})

t.test('from the other side of the wire', async (t) => {
  const turned = (key: string) => nameStatistic(key, true)
  t.match(turned('rx_packets'), { name: 'transmit_packets_total', what: 'Packets transmitted' })
  t.match(turned('ovs_tx_qos_drops'), { name: 'receive_drops_total', label: ['reason', 'qos'] })
  t.match(turned('xsk_queue_0_rx_dropped'), { name: 'transmit_af_xdp_queue_dropped_packets_total' })
  t.strictSame(turned('collisions'), nameStatistic('collisions'))
  t.match(turned('rx_strange'), { name: 'statistic', label: ['statistic', 'tx_strange'] })
  t.match(turned('strange'), { name: 'statistic', label: ['statistic', 'strange'] })
})

t.test('an example for every family, and none twice', async (t) => {
  const names = EXAMPLE_KEYS.map(({ key }) => nameStatistic(key.replace('N', '0')).name)
  t.equal(new Set(names).size, names.length)
  for (const key of [...Object.keys(CORE), ...Object.keys(DEVICES), ...FOREIGN, 'rx_q0_errors']) {
    t.ok(names.includes(nameStatistic(key).name), key)
  }
  t.equal(names.at(-1), 'statistic')
})

t.test('a counter of a queue', async (t) => {
  t.match(nameStatistic('rx_q0_packets'), {
    name: 'receive_queue_packets_total',
    what: 'Packets received, by queue',
    label: ['queue', '0'],
  })
  t.match(nameStatistic('tx_q12_bytes'), { name: 'transmit_queue_bytes_total', label: ['queue', '12'] })
  t.match(nameStatistic('rx_q3_errors'), { name: 'receive_queue_errors_total', label: ['queue', '3'] })
})

t.test('any other key goes under its own name into one family, as it came', async (t) => {
  for (const key of [
    ...FOREIGN,
    ...HOSTILE,
    'RX_PACKETS',
    ' rx_packets',
    'rx_packets\n',
    'rx_q_packets',
    'rx_q0_drops',
  ]) {
    t.match(nameStatistic(key), { name: 'statistic', type: 'untyped', label: ['statistic', key] }, JSON.stringify(key))
  }
})

t.test('the captured node reports no key without a family, but for those of its dummy devices', async (t) => {
  const text = readFileSync('fixtures/reference/ovs-vsctl-list-interface.txt', 'utf8')
  const keys = new Set([...text.matchAll(/\b([a-z]\w+)=\d+/g)].map(([, key = '']) => key))
  t.ok(keys.has('rx_packets'))
  t.strictSame(
    [...keys].filter((key) => /^[rt]x_/.test(key) && nameStatistic(key).type === 'untyped'),
    ['rx_custom_packets_1', 'rx_custom_packets_2'],
  )
})

t.test('HELP says from whose point of view, where that makes a difference', async (t) => {
  const help = (key: string, whose: string) => familyOf('p', nameStatistic(key), whose).help
  t.equal(help('rx_packets', 'the switch'), "Packets received, from the switch's point of view.")
  t.equal(
    help('tx_dropped', 'the container'),
    "Packets dropped while transmitting, from the container's point of view.",
  )
  t.equal(help('rx_q0_bytes', 'the switch'), "Bytes received, by queue, from the switch's point of view.")
  t.equal(help('collisions', 'the switch'), 'Collisions on the device.')
  t.equal(
    help('mac_local_errors', 'the container'),
    "Statistics without a family of their own, by key; with rx_ or tx_ in front, from the container's point of view.",
  )
  t.strictSame(familyOf('ovs_interface', nameStatistic('rx_bytes'), 'the switch'), {
    name: 'ovs_interface_receive_bytes_total',
    type: 'counter',
    help: "Bytes received, from the switch's point of view.",
  })
})

t.test('promtool has nothing to say of any of them', { skip: missing('promtool') }, async (t) => {
  const writer = new ExpositionWriter()
  for (const prefix of ['ovs_interface', 'contiv_endpoint']) {
    const families = new Map<string, readonly [Family, string][]>()
    for (const key of [
      ...Object.keys(CORE),
      ...Object.keys(DEVICES),
      ...FOREIGN,
      ...HOSTILE,
      'rx_q0_packets',
      'tx_q1_bytes',
      'rx_q0_errors',
    ]) {
      const family = familyOf(prefix, nameStatistic(key), 'the switch')
      families.set(family.name, [...(families.get(family.name) ?? []), [family, key]])
    }
    for (const members of families.values()) {
      const [[family]] = members as [[Family, string]]
      writer.samples(
        family,
        members.map(([, key]) => [Object.fromEntries([nameStatistic(key).label ?? ['interface', key]]), 1]),
      )
    }
  }
  const text = Buffer.concat(writer.finish()).toString()
  t.ok(parseExposition(text).length > 50)
  t.strictSame(await promtool(['check', 'metrics'], text), { status: 0, stdout: '', stderr: '' })
})

const key = fc.oneof(
  fc.string(),
  fc.constantFrom(...Object.keys(CORE), ...Object.keys(DEVICES), ...FOREIGN, ...HOSTILE),
  fc
    .tuple(
      fc.constantFrom('rx', 'tx', 'RX', ''),
      fc.constantFrom('_', '_q', '_q0', '_q00', '_q0_', '_1_to_64', '_01_to_64', '_'),
      fc.constantFrom('', '_packets', 'packets', 'bytes', '_errors', 'queue_packets', 'statistic'),
    )
    .map((parts) => parts.join('')),
)

t.test('no two keys become one series', async () => {
  const series = (text: string) => JSON.stringify([nameStatistic(text).name, nameStatistic(text).label])
  fc.assert(
    fc.property(fc.uniqueArray(key, { minLength: 100, maxLength: 300 }), (keys) => {
      return new Set(keys.map(series)).size === keys.length
    }),
  )
})

t.test('names keep to Prometheus’ rules, and keys of one family to one TYPE and HELP', async () => {
  const families = new Map<string, string>()
  fc.assert(
    fc.property(key, (text) => {
      const statistic = nameStatistic(text)
      const { name, type, help } = familyOf('ovs_interface', statistic, 'the switch')
      const before = families.get(name) ?? `${type} ${help}`
      families.set(name, before)
      return (
        /^[a-z][a-z0-9_]*[a-z0-9]$/.test(name) &&
        (type === 'counter') === name.endsWith('_total') &&
        (statistic.label === undefined || ['queue', 'size', 'reason', 'statistic'].includes(statistic.label[0])) &&
        /^[A-Z].*[a-z]\.$/.test(help) &&
        before === `${type} ${help}`
      )
    }),
    { numRuns: 2000 },
  )
})
