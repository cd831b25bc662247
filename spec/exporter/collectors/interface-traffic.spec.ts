import t from 'tap'
import type { InterfaceTraffic, Topology } from '../../../lib/correlation/index.js'
import { InterfaceTrafficWriter } from '../../../lib/exporter/collectors/interface-traffic.js'
import { ExpositionWriter } from '../../../lib/exporter/exposition/writer.js'
import type { Integer } from '../../../lib/ovsdb/index.js'
import { parseExposition } from '../../support/exposition.js'

function traffic(name: string, type: string, statistics: Readonly<Record<string, Integer>>): InterfaceTraffic {
  return { uuid: `uuid-${name}`, interface: name, type, statistics: new Map(Object.entries(statistics)) }
}

const PLACES: Topology = new Map([['uuid-eth0', { bridge: 'br0', port: 'bond0' }]])

function textOf(writer: InterfaceTrafficWriter, interfaces: readonly InterfaceTraffic[], topology = PLACES): string {
  const text = new ExpositionWriter()
  writer.write(text, interfaces, topology)
  return Buffer.concat(text.finish()).toString()
}

const labelsOf = (text: string) => parseExposition(text).map(({ samples }) => samples.map(({ labels }) => labels))

t.test('from the switch’s side: nothing is turned round', async (t) => {
  const statistics = { rx_packets: 5, tx_q1_bytes: 9, ovs_tx_retries: 3 }
  t.equal(
    textOf(new InterfaceTrafficWriter(), [traffic('eth0', 'dpdk', statistics)]),
    [
      "# HELP ovs_interface_receive_packets_total Packets received, from the switch's point of view.",
      '# TYPE ovs_interface_receive_packets_total counter',
      'ovs_interface_receive_packets_total{bridge="br0",port="bond0",interface="eth0",type="dpdk"} 5',
      "# HELP ovs_interface_transmit_queue_bytes_total Bytes transmitted, by queue, from the switch's point of view.",
      '# TYPE ovs_interface_transmit_queue_bytes_total counter',
      'ovs_interface_transmit_queue_bytes_total{bridge="br0",port="bond0",interface="eth0",type="dpdk",queue="1"} 9',
      "# HELP ovs_interface_statistic Statistics without a family of their own, by key; with rx_ or tx_ in front, from the switch's point of view.",
      '# TYPE ovs_interface_statistic untyped',
      'ovs_interface_statistic{bridge="br0",port="bond0",interface="eth0",type="dpdk",statistic="ovs_tx_retries"} 3',
      '',
    ].join('\n'),
  )
  t.equal(textOf(new InterfaceTrafficWriter(), []), '')
})

t.test('an empty type is a device of the system; what nobody placed has no bridge and no port', async (t) => {
  t.strictSame(labelsOf(textOf(new InterfaceTrafficWriter(), [traffic('lost', '', { rx_bytes: 1 })])), [
    [{ bridge: '', port: '', interface: 'lost', type: 'system' }],
  ])
})

t.test('a type or a place that changes is told at once', async (t) => {
  const writer = new InterfaceTrafficWriter()
  const labels = (type: string, topology = PLACES) =>
    labelsOf(textOf(writer, [traffic('eth0', type, { rx_bytes: 1 })], topology))[0]?.[0]
  t.match(labels('vxlan'), { type: 'vxlan', bridge: 'br0' })
  t.match(labels('geneve'), { type: 'geneve', bridge: 'br0' })
  t.match(labels('geneve', new Map([['uuid-eth0', { bridge: 'br1', port: 'eth0' }]])), { bridge: 'br1', port: 'eth0' })
  t.match(labels('geneve', new Map()), { bridge: '', port: '' })
})

t.test('labels are encoded once for a place, and forgotten with the interface', async (t) => {
  let read = 0
  const place = {
    port: 'p',
    get bridge() {
      read++
      return 'br0'
    },
  }
  const writer = new InterfaceTrafficWriter()
  const scrape = () => textOf(writer, [traffic('eth0', '', { rx_bytes: 1 })], new Map([['uuid-eth0', place]]))
  for (let scrapes = 0; scrapes < 3; scrapes++) scrape()
  t.equal(read, 1)
  for (let scrapes = 0; scrapes < 2; scrapes++) textOf(writer, [])
  scrape()
  t.equal(read, 2)
})

t.test('text from outside is escaped', async (t) => {
  const strange = 'a"b\\c\nd😀'
  const topology: Topology = new Map([[`uuid-${strange}`, { bridge: strange, port: strange }]])
  const text = textOf(new InterfaceTrafficWriter(), [traffic(strange, strange, { [strange]: 1 })], topology)
  t.strictSame(labelsOf(text), [
    [{ bridge: strange, port: strange, interface: strange, type: strange, statistic: strange }],
  ])
})
