import t from 'tap'
import type { Endpoint } from '../../../lib/contiv/index.js'
import type { EndpointTraffic } from '../../../lib/correlation/index.js'
import { EndpointTrafficWriter } from '../../../lib/exporter/collectors/endpoint-traffic.js'
import type { MetricNames } from '../../../lib/exporter/config/config.js'
import { ExpositionWriter } from '../../../lib/exporter/exposition/writer.js'
import type { Integer } from '../../../lib/ovsdb/index.js'
import { parseExposition } from '../../support/exposition.js'

const WEB_1: Endpoint = {
  id: 'web.blue-1',
  tenant: 'blue',
  network: 'web',
  group: 'frontend',
  host: 'node-1',
  container: 'web-1',
  containerId: 'c1',
}

function traffic(name: string, statistics: Readonly<Record<string, Integer>>, endpoint = WEB_1): EndpointTraffic {
  return { uuid: `uuid-${name}`, interface: name, statistics: new Map(Object.entries(statistics)), endpoint }
}

function textOf(writer: EndpointTrafficWriter, endpoints: readonly EndpointTraffic[]): string {
  const text = new ExpositionWriter()
  writer.write(text, endpoints)
  return Buffer.concat(text.finish()).toString()
}

const familiesOf = (names: MetricNames, ...endpoints: readonly EndpointTraffic[]) =>
  parseExposition(textOf(new EndpointTrafficWriter(names), endpoints))

t.test('standard names, from the container’s side', async (t) => {
  const statistics = { rx_packets: 5, tx_packets: 7, rx_q0_bytes: 9, collisions: 1, rx_custom: 3 }
  t.equal(
    textOf(new EndpointTrafficWriter('standard'), [traffic('vvport1', statistics)]),
    [
      "# HELP contiv_endpoint_transmit_packets_total Packets transmitted, from the container's point of view.",
      '# TYPE contiv_endpoint_transmit_packets_total counter',
      'contiv_endpoint_transmit_packets_total{tenant="blue",network="web",endpoint_group="frontend",host="node-1",container="web-1",interface="vvport1"} 5',
      "# HELP contiv_endpoint_receive_packets_total Packets received, from the container's point of view.",
      '# TYPE contiv_endpoint_receive_packets_total counter',
      'contiv_endpoint_receive_packets_total{tenant="blue",network="web",endpoint_group="frontend",host="node-1",container="web-1",interface="vvport1"} 7',
      "# HELP contiv_endpoint_transmit_queue_bytes_total Bytes transmitted, by queue, from the container's point of view.",
      '# TYPE contiv_endpoint_transmit_queue_bytes_total counter',
      'contiv_endpoint_transmit_queue_bytes_total{tenant="blue",network="web",endpoint_group="frontend",host="node-1",container="web-1",interface="vvport1",queue="0"} 9',
      '# HELP contiv_endpoint_collisions_total Collisions on the device.',
      '# TYPE contiv_endpoint_collisions_total counter',
      'contiv_endpoint_collisions_total{tenant="blue",network="web",endpoint_group="frontend",host="node-1",container="web-1",interface="vvport1"} 1',
      "# HELP contiv_endpoint_statistic Statistics without a family of their own, by key; with rx_ or tx_ in front, from the container's point of view.",
      '# TYPE contiv_endpoint_statistic untyped',
      'contiv_endpoint_statistic{tenant="blue",network="web",endpoint_group="frontend",host="node-1",container="web-1",interface="vvport1",statistic="tx_custom"} 3',
      '',
    ].join('\n'),
  )
})

t.test('classic names: the key itself, and the earlier exporter’s labels', async (t) => {
  t.equal(
    textOf(new EndpointTrafficWriter('classic'), [traffic('vvport1', { rx_packets: 5, rx_q0_bytes: 9, tx_custom: 3 })]),
    [
      "# HELP tx_packets Packets transmitted, from the container's point of view.",
      '# TYPE tx_packets counter',
      'tx_packets{tenant="blue",network="web",host="node-1",containerName="web-1",endpointGroup="frontend",interface="vvport1"} 5',
      "# HELP tx_q0_bytes Statistic tx_q0_bytes of the interface, from the container's point of view.",
      '# TYPE tx_q0_bytes counter',
      'tx_q0_bytes{tenant="blue",network="web",host="node-1",containerName="web-1",endpointGroup="frontend",interface="vvport1"} 9',
      "# HELP rx_custom Statistic rx_custom of the interface, from the container's point of view.",
      '# TYPE rx_custom untyped',
      'rx_custom{tenant="blue",network="web",host="node-1",containerName="web-1",endpointGroup="frontend",interface="vvport1"} 3',
      '',
    ].join('\n'),
  )
})

t.test('both', async (t) => {
  t.strictSame(
    familiesOf('both', traffic('vvport1', { rx_bytes: 1 })).map(({ name }) => name),
    ['tx_bytes', 'contiv_endpoint_transmit_bytes_total'],
  )
  t.strictSame(familiesOf('both'), [])
})

t.test('the label of the group is left out where there is none', async (t) => {
  const alone = traffic('vvport1', { rx_bytes: 1 }, { ...WEB_1, group: undefined })
  t.strictSame(
    familiesOf('both', alone).map(({ samples }) => samples[0]?.labels),
    [
      { tenant: 'blue', network: 'web', host: 'node-1', containerName: 'web-1', interface: 'vvport1' },
      { tenant: 'blue', network: 'web', host: 'node-1', container: 'web-1', interface: 'vvport1' },
    ],
  )
})

t.test('two interfaces of one container are two series of one family', async (t) => {
  const other: Endpoint = { ...WEB_1, id: 'db.blue-1', network: 'db', group: undefined }
  const families = familiesOf(
    'both',
    traffic('vvport1', { rx_bytes: 1, tx_bytes: 2 }),
    traffic('vvport2', { tx_bytes: 3, rx_bytes: 4 }, other),
  )
  t.strictSame(
    families.map(({ name, samples }) => [name, ...samples.map(({ labels, value }) => `${labels.network} ${value}`)]),
    [
      ['tx_bytes', 'web 1', 'db 4'],
      ['rx_bytes', 'web 2', 'db 3'],
      ['contiv_endpoint_transmit_bytes_total', 'web 1', 'db 4'],
      ['contiv_endpoint_receive_bytes_total', 'web 2', 'db 3'],
    ],
  )
})

t.test('classic names that would be no metric, or another one', async (t) => {
  const taken = ['ovs_up', 'ovs_interface_receive_bytes_total', 'ovsdb_exporter_build_info', 'contiv_netmaster_up']
  const others = [
    'process_cpu_seconds_total',
    'nodejs_version_info',
    'count_of_tenants',
    'up',
    'scrape_duration_seconds',
  ]
  const invalid = ['', '1rx', 'rx-packets', 'rx:packets', 'ü', 'a b', 'upcalls\n']
  for (const key of [...taken, ...others, ...invalid]) {
    const families = familiesOf('both', traffic('vvport1', { [key]: 1 }))
    t.strictSame(
      families.map(({ name }) => name),
      ['contiv_endpoint_statistic'],
      JSON.stringify(key),
    )
    t.equal(families[0]?.samples[0]?.labels.statistic, key)
  }
  const harmless = ['ovs_tx_retries', 'ovs_rx_qos_drops', 'upcalls', 'toString', '__proto__', 'xsk_queue_0_rx_dropped']
  for (const key of harmless) {
    const statistics = new Map([[key, 1]])
    t.equal(familiesOf('classic', { ...traffic('vvport1', {}), statistics })[0]?.name, key)
  }
})

t.test('labels are encoded once for an endpoint, and anew when Netmaster describes it anew', async (t) => {
  let read = 0
  const counted = (endpoint: Endpoint) => ({
    ...endpoint,
    get tenant() {
      read++
      return endpoint.tenant
    },
  })
  const writer = new EndpointTrafficWriter('both')
  const container = (endpoint: Endpoint) => {
    const text = textOf(writer, [traffic('vvport1', { rx_bytes: 1 }, endpoint)])
    return parseExposition(text).map(({ samples }) => samples[0]?.labels.container ?? samples[0]?.labels.containerName)
  }
  const before = counted(WEB_1)
  read = 0
  t.strictSame([container(before), container(before), read], [['web-1', 'web-1'], ['web-1', 'web-1'], 1])
  t.strictSame(container(counted({ ...WEB_1, container: 'web-2' })), ['web-2', 'web-2'])
})

t.test('labels are forgotten with the endpoint', async (t) => {
  let read = 0
  const endpoint = {
    ...WEB_1,
    get host() {
      read++
      return 'node-1'
    },
  }
  const writer = new EndpointTrafficWriter('both')
  const scrape = (...endpoints: readonly EndpointTraffic[]) => textOf(writer, endpoints)
  const web1 = traffic('vvport1', { rx_bytes: 1 }, endpoint)
  read = 0
  scrape(web1)
  scrape(web1)
  t.equal(read, 1)
  scrape()
  scrape()
  scrape(web1)
  t.equal(read, 2)
})

t.test('text from outside is escaped', async (t) => {
  const strange = 'a"b\\c\nd😀'
  const endpoint = { ...WEB_1, tenant: strange, network: strange, group: strange, host: strange, container: strange }
  for (const { samples } of familiesOf('both', traffic(strange, { rx_bytes: 1 }, endpoint))) {
    t.strictSame(new Set(Object.values(samples[0]?.labels ?? {})), new Set([strange]))
  }
})
