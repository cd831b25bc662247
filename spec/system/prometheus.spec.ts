import t from 'tap'
import { CAPTURED_NODE, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { startPrometheus } from '../support/prometheus.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'prometheus')

t.test('a real Prometheus scrapes both modes every 5 s', { skip }, async (t) => {
  const { etcd } = await startContiv(t)
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const contiv = ['--contiv.etcd', etcd.url]
  const netplugin = await startExporterProcess(t, ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, ...contiv])
  const netmaster = await startExporterProcess(t, ['--mode', 'netmaster', ...contiv])
  await netplugin.informed()
  await netmaster.ready()
  const prometheus = await startPrometheus(t, {
    config: `
global: { scrape_interval: 5s }
scrape_configs:
  - job_name: netplugin
    static_configs: [{ targets: ['${new URL(netplugin.url).host}'] }]
  - job_name: netmaster
    static_configs: [{ targets: ['${new URL(netmaster.url).host}'] }]
`,
  })
  const value = async (expression: string) => {
    const samples = await prometheus.query(expression)
    return samples.map((sample) => sample.value)
  }

  await eventually(async () => (await prometheus.query('up == 1')).length === 2)
  t.strictSame(await value('tx_packets{containerName="web-1"}'), ['7'])
  t.strictSame(await value('contiv_endpoint_transmit_packets_total{container="web-1"}'), ['7'])
  t.strictSame(await value('rx_packets{containerName="web-1"}'), ['0'])
  t.strictSame(await value('contiv_endpoint_receive_packets_total{container="web-1"}'), ['0'])
  t.strictSame(await value('count_of_networks{tenant="blue"}'), ['2'])
  t.strictSame(await value('contiv_networks{tenant="blue"}'), ['2'])
  t.strictSame(await value('count(rx_packets{job="netplugin"})'), ['8'])
  for (const job of ['netplugin', 'netmaster']) {
    const series = `count({job="${job}", __name__!~"up|scrape_.+"})`
    t.strictSame(await value(`scrape_samples_scraped{job="${job}"} - on() ${series}`), ['0'], 'no sample came twice')
  }

  // What the switch transmits, the container receives.
  const statistics = [['tx_packets', 41]]
  await ovsdb.transact([
    {
      op: 'mutate',
      table: 'Interface',
      where: [['name', '==', 'vvport1']],
      mutations: [
        ['statistics', 'delete', ['set', ['tx_packets']]],
        ['statistics', 'insert', ['map', statistics]],
      ],
    },
  ])
  await eventually(async () => (await value('rx_packets{containerName="web-1"}'))[0] === '41')
  t.strictSame(await value('contiv_endpoint_receive_packets_total{container="web-1"}'), ['41'])
  t.strictSame(await value('min_over_time(up[1m])'), ['1', '1'])

  const complaints = prometheus
    .log()
    .split('\n')
    .filter((line) => /level="?(warn|error)/i.test(line))
  t.strictSame(complaints, [], 'it has nothing to say of them')
})
