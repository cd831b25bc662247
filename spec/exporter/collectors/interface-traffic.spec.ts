import t from 'tap'
import type { InterfaceTraffic } from '../../../lib/correlation/index.js'
import { writeInterfaceTraffic } from '../../../lib/exporter/collectors/interface-traffic.js'
import { encodeLabels } from '../../../lib/exporter/exposition/labels.js'
import type { Integer } from '../../../lib/ovsdb/index.js'
import { parseExposition } from '../../support/exposition.js'
import { textOf } from '../../support/scrape.js'

function textOfTraffic(statistics: Readonly<Record<string, Integer>>, wanted = (_key: string) => true): string {
  const traffic: InterfaceTraffic = {
    uuid: 'u',
    interface: 'eth0',
    type: 'dpdk',
    statistics: new Map(Object.entries(statistics)),
  }
  const labels = [encodeLabels({ interface: 'eth0' })]
  return textOf({ write: (writer) => writeInterfaceTraffic(writer, [traffic], labels, wanted) })
}

t.test('from the switch’s side: nothing is turned round', async (t) => {
  t.equal(
    textOfTraffic({ rx_packets: 5, tx_q1_bytes: 9, strange_key: 3 }),
    [
      "# HELP ovs_interface_receive_packets_total Packets received, from the switch's point of view.",
      '# TYPE ovs_interface_receive_packets_total counter',
      'ovs_interface_receive_packets_total{interface="eth0"} 5',
      "# HELP ovs_interface_transmit_queue_bytes_total Bytes transmitted, by queue, from the switch's point of view.",
      '# TYPE ovs_interface_transmit_queue_bytes_total counter',
      'ovs_interface_transmit_queue_bytes_total{interface="eth0",queue="1"} 9',
      "# HELP ovs_interface_statistic Statistics without a family of their own, by key; with rx_ or tx_ in front, from the switch's point of view.",
      '# TYPE ovs_interface_statistic untyped',
      'ovs_interface_statistic{interface="eth0",statistic="strange_key"} 3',
      '',
    ].join('\n'),
  )
})

t.test('only the keys that are wanted', async (t) => {
  const families = parseExposition(textOfTraffic({ rx_packets: 5, rx_bytes: 6 }, (key) => key === 'rx_bytes'))
  t.strictSame(
    families.map(({ name }) => name),
    ['ovs_interface_receive_bytes_total'],
  )
  t.equal(textOfTraffic({}), '')
})

t.test('text from outside is escaped', async (t) => {
  const strange = 'a"b\\c\nd😀'
  t.equal(parseExposition(textOfTraffic({ [strange]: 1 }))[0]?.samples[0]?.labels.statistic, strange)
})
