import t from 'tap'
import { inspection, inspectPath, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { createHosts, createNamespace, type Host, namespacesRefused } from '../support/network-namespaces.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { valuesOf } from '../support/samples.js'
import { startVswitchd } from '../support/vswitchd.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl') || (await namespacesRefused())

const PINGS = 7
/** Ethernet, IPv4 and ICMP headers, and the 56 bytes that ping sends. */
const PING_BYTES = 14 + 20 + 8 + 56
const UNANSWERED = 5
const PAYLOAD = 100
const UNANSWERED_BYTES = 14 + 20 + 8 + PAYLOAD

/** Sends packets that go one way only: the receiver says nothing to them. */
async function pingUnanswered(from: Host, to: Host): Promise<void> {
  await to.run('sysctl', '-qw', 'net.ipv4.icmp_echo_ignore_all=1')
  const ping = `ping -q -n -i 0.2 -W 1 -s ${PAYLOAD} -c ${UNANSWERED} ${to.address}`
  const report = await from.run('sh', '-c', `${ping} || true`)
  if (!report.includes(`${UNANSWERED} packets transmitted, 0 received`)) throw new Error(report)
}

t.test('real packets are counted exactly, in the direction of the container', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  const namespace = await createNamespace(t)
  const vswitchd = await startVswitchd(t, ovsdb, { namespace })
  const [a, b] = await createHosts(t, namespace, [
    { interface: 'veth-a', address: '10.77.0.1/24' },
    { interface: 'veth-b', address: '10.77.0.2/24' },
  ])
  await vswitchd.vsctl('add-br', 'br0', '--', 'set', 'bridge', 'br0', 'datapath_type=netdev')
  for (const [device, id] of [
    [a.interface, 'aaaa'],
    [b.interface, 'bbbb'],
  ] as const) {
    const endpoint = `external_ids:endpoint-id=web.blue-${id}`
    await vswitchd.vsctl('add-port', 'br0', device, '--', 'set', 'Interface', device, endpoint)
  }

  const { netmaster, etcd } = await startContiv(t)
  const web = inspection('blue', 'web', [
    { id: 'aaaa', container: 'a', host: 'node-1', group: 'frontend' },
    { id: 'bbbb', container: 'b', host: 'node-1', group: 'frontend' },
  ])
  netmaster.answer(inspectPath('blue', 'web'), web)
  const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url]
  const exporter = await startExporterProcess(t, args)
  await exporter.informed()

  const counted = async () => growthSeries(valuesOf(await exporter.scrape()))
  const before = await eventually(async () => {
    const values = await counted()
    return values.every((value) => value !== undefined) && values
  })
  await a.ping(b, PINGS)
  await pingUnanswered(a, b)

  const back = { packets: PINGS, bytes: PINGS * PING_BYTES }
  const there = { packets: PINGS + UNANSWERED, bytes: back.bytes + UNANSWERED * UNANSWERED_BYTES }
  const expected = [...both({ received: back, sent: there }), ...both({ received: there, sent: back })]
  const grown = async () => (await counted()).map((value, index) => Number(value) - Number(before[index]))
  await eventually(async () => (await grown()).join() === expected.join()).catch(() => {})
  t.strictSame(await grown(), expected)

  const values = valuesOf(await exporter.scrape())
  t.ok(values.has('ovs_interface_receive_packets_total{bridge="br0",interface="br0",port="br0",type="internal"}'))
  const interfaces = [...values.keys()].filter((series) => series.startsWith('ovs_interface_'))
  t.strictSame(
    interfaces.filter((series) => !series.includes('interface="br0"')),
    [],
    'an endpoint is no interface',
  )
})

interface Count {
  readonly packets: number
  readonly bytes: number
}

/** The growth of an endpoint's series, in the order of {@link growthSeries}: standard names, then classic ones. */
function both({ received, sent }: { readonly received: Count; readonly sent: Count }): readonly number[] {
  const values = [received.packets, received.bytes, sent.packets, sent.bytes]
  return [...values, ...values]
}

const ENDPOINTS = [
  ['a', 'veth-a'],
  ['b', 'veth-b'],
] as const

function growthSeries(values: ReadonlyMap<string, string>): readonly (string | undefined)[] {
  return ENDPOINTS.flatMap(([container, device]) => {
    const place = `host="node-1",interface="${device}",network="web",tenant="blue"}`
    const standard = `{container="${container}",endpoint_group="frontend",${place}`
    const classic = `{containerName="${container}",endpointGroup="frontend",${place}`
    return [
      ...STANDARD_NAMES.map((name) => values.get(`contiv_endpoint_${name}_total${standard}`)),
      ...CLASSIC_NAMES.map((name) => values.get(`${name}${classic}`)),
    ]
  })
}

const STANDARD_NAMES = ['receive_packets', 'receive_bytes', 'transmit_packets', 'transmit_bytes']
const CLASSIC_NAMES = ['rx_packets', 'rx_bytes', 'tx_packets', 'tx_bytes']
