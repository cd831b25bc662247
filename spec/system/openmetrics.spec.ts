import t from 'tap'
import { CAPTURED_NODE, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { openMetricsParserMissing, parseOpenMetrics } from '../support/openmetrics.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { startPrometheus } from '../support/prometheus.js'
import { samplesOf } from '../support/samples.js'
import type { Scope } from '../support/scope.js'
import { startTcpProxy } from '../support/tcp-proxy.js'
import { missing } from '../support/which.js'

const ACCEPT = 'application/openmetrics-text; version=1.0.0'

/** Both Contiv modes on the captured node. */
async function startExporters(scope: Scope) {
  const { etcd } = await startContiv(scope)
  const ovsdb = await startOvsdbServer(scope, CAPTURED_NODE)
  const contiv = ['--contiv.etcd', etcd.url]
  const netplugin = await startExporterProcess(scope, ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, ...contiv])
  const netmaster = await startExporterProcess(scope, ['--mode', 'netmaster', ...contiv])
  await netplugin.informed()
  await netmaster.ready()
  return { netplugin, netmaster }
}

const noParser = missing('ovsdb-server') || openMetricsParserMissing()
t.test('a strict parser reads every family of both modes', { skip: noParser }, async (t) => {
  for (const exporter of Object.values(await startExporters(t))) {
    const text = await exporter.scrape({ Accept: ACCEPT })
    const families = await parseOpenMetrics(text)
    t.ok(families.length > 20)
    t.strictSame(
      families.filter(({ help }) => help === ''),
      [],
    )
    const ours = (name: string) => !/^(process|nodejs|ovsdb_exporter)_|_(age|duration)_seconds$/.test(name)
    t.strictSame(
      samplesOf(text.replace('# EOF\n', ''), ours),
      samplesOf(await exporter.scrape(), ours),
      'the same samples as in the text format',
    )
  }
})

const noPrometheus = missing('ovsdb-server', 'prometheus')
t.test('a real Prometheus asks for OpenMetrics, compressed, and reads it', { skip: noPrometheus }, async (t) => {
  const exporters = await startExporters(t)
  const proxies = await Promise.all(
    Object.values(exporters).map(({ url }) => startTcpProxy(t, Number(new URL(url).port))),
  )
  const prometheus = await startPrometheus(t, {
    config: `
global: { scrape_interval: 1s }
scrape_configs:
  - job_name: contiv
    static_configs: [{ targets: [${proxies.map(({ port }) => `'127.0.0.1:${port}'`)}] }]
`,
  })
  await eventually(async () => (await prometheus.query('up == 1')).length === 2)
  for (const proxy of proxies) {
    t.match(proxy.asked.join(''), 'Accept: application/openmetrics-text')
    t.match(proxy.asked.join(''), 'Accept-Encoding: gzip')
  }
  const value = async (expression: string) => (await prometheus.query(expression)).map((sample) => sample.value)
  t.strictSame(await value('contiv_endpoint_transmit_packets_total{container="web-1"}'), ['7'])
  t.strictSame(await value('tx_packets{containerName="web-1"}'), ['7'], 'a classic name is what it always was')
  t.strictSame(await value('count(ovsdb_exporter_build_info)'), ['2'])
  t.strictSame(await value('count(ovsdb_exporter_scrape_duration_seconds_bucket{le="1.0"})'), ['2'])
  t.strictSame(await value('contiv_networks{tenant="blue"}'), ['2'])
  const metadata = await prometheus.metadata()
  t.match(metadata.get('contiv_endpoint_transmit_bytes'), { type: 'counter', unit: 'bytes' })
  t.match(metadata.get('tx_bytes'), { type: 'unknown', unit: 'bytes' })
  t.match(metadata.get('ovsdb_exporter_build'), { type: 'info', unit: '' })
  t.match(metadata.get('contiv_networks'), { type: 'gauge', help: 'Number of networks, by tenant.' })
})
