import { readFileSync } from 'node:fs'
import t from 'tap'
import { CAPTURED_NODE, startContiv } from '../support/contiv.js'
import { startExporterProcess } from '../support/exporter.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { promtool } from '../support/promtool.js'
import { samplesOf } from '../support/samples.js'
import { missing } from '../support/which.js'

const NETPLUGIN_REFERENCE = readFileSync('fixtures/reference/netplugin.metrics.txt', 'utf8')
const NETMASTER_REFERENCE = readFileSync('fixtures/reference/netmaster.metrics.txt', 'utf8')

const isClassicTraffic = (name: string) => /^(rx|tx)_/.test(name)
const isClassicCount = (name: string) => name.startsWith('count_of_')

t.test('netplugin: the captured node on a real ovsdb-server', { skip: missing('ovsdb-server') }, async (t) => {
  const { netmaster, etcd } = await startContiv(t)
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const exporter = await startExporterProcess(t, ['--ovsdb', ovsdb.remote], {
    EXPORTER_MODE: 'netplugin',
    CONTIV_ETCD: etcd.url,
  })
  await exporter.informed()
  const text = await exporter.scrape()

  t.test('classic samples equal those of the earlier exporter', async (t) => {
    t.strictSame(samplesOf(text, isClassicTraffic), samplesOf(NETPLUGIN_REFERENCE))
  })

  t.test('standard names hold the same values, per-queue keys under a label', async (t) => {
    const labels = 'container="web-1",endpoint_group="frontend",host="node-1",interface="vvport1",network="web"'
    t.strictSame(
      samplesOf(text, (name) => name.startsWith('contiv_endpoint_')).filter((line) => line.includes('"web-1"')),
      [
        `contiv_endpoint_receive_bytes_total{${labels},tenant="blue"} 0`,
        `contiv_endpoint_receive_packets_total{${labels},tenant="blue"} 0`,
        `contiv_endpoint_receive_queue_bytes_total{${labels},queue="0",tenant="blue"} 0`,
        `contiv_endpoint_receive_queue_packets_total{${labels},queue="0",tenant="blue"} 0`,
        `contiv_endpoint_statistic{${labels},statistic="tx_custom_packets_1",tenant="blue"} 7`,
        `contiv_endpoint_statistic{${labels},statistic="tx_custom_packets_2",tenant="blue"} 7`,
        `contiv_endpoint_transmit_bytes_total{${labels},tenant="blue"} 770`,
        `contiv_endpoint_transmit_packets_total{${labels},tenant="blue"} 7`,
        `contiv_endpoint_transmit_queue_bytes_total{${labels},queue="0",tenant="blue"} 770`,
        `contiv_endpoint_transmit_queue_packets_total{${labels},queue="0",tenant="blue"} 7`,
      ],
    )
  })

  t.test('an interface of no endpoint is an interface of the switch', async (t) => {
    const place = 'bridge="contivVxlanBridge",interface="contivh0",port="contivh0"'
    const interfaces = samplesOf(text, (name) => name.startsWith('ovs_interface_'))
    t.ok(interfaces.includes(`ovs_interface_transmit_packets_total{${place},type="internal"} 252`))
    t.equal(interfaces.filter((line) => !line.includes('interface="contivh0"')).length, 0)
  })

  t.test('the health of the sources', async (t) => {
    const health = samplesOf(text, (name) => /^(ovs_up|contiv_(netmaster_up|unmatched|inventory_endpoints))/.test(name))
    t.strictSame(health, [
      'contiv_inventory_endpoints{} 8',
      'contiv_netmaster_up{} 1',
      'contiv_unmatched_endpoints{} 0',
      'ovs_up{} 1',
    ])
  })

  t.test('a scrape in steady state costs Netmaster nothing', async (t) => {
    const before = netmaster.count()
    for (let scrape = 0; scrape < 5; scrape++) await exporter.scrape()
    t.equal(netmaster.count(), before)
  })
})

t.test('netmaster: the captured cluster', async (t) => {
  const { etcd } = await startContiv(t)
  const exporter = await startExporterProcess(t, [], { EXPORTER_MODE: 'netmaster', CONTIV_ETCD: etcd.url })
  const text = await exporter.scrape()
  const netprofiles = 'count_of_netprofiles{tenant="blue",network="web",endpointGroup="frontend"} 1'
  t.strictSame(samplesOf(text, isClassicCount), samplesOf(`${NETMASTER_REFERENCE}\n${netprofiles}`))
  t.ok(samplesOf(text).includes('contiv_policies{endpoint_group="frontend",network="web",tenant="blue"} 2'))
})

t.test(
  'promtool finds nothing to say of the standard names',
  { skip: missing('promtool', 'ovsdb-server') },
  async (t) => {
    const { etcd } = await startContiv(t)
    const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
    for (const mode of ['netplugin', 'netmaster', 'ovs']) {
      const args = ['--mode', mode, '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url, '--metric-names', 'standard']
      const exporter = await startExporterProcess(t, args)
      await exporter.ready()
      const { status, stdout, stderr } = await promtool(['check', 'metrics'], await exporter.scrape())
      t.strictSame({ mode, status, stdout, stderr }, { mode, status: 0, stdout: '', stderr: '' })
    }
  },
)
