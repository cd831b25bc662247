import { readFileSync } from 'node:fs'
import t from 'tap'
import { parseDocument } from 'yaml'
import { CAPTURED_NODE, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { startKubernetesApi } from '../support/kubernetes-api.js'
import { makePod } from '../support/kubernetes-pod.js'
import { startMetricsServer } from '../support/metrics-server.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { kubernetesDiscoveryMissing, startPrometheus } from '../support/prometheus.js'
import type { Scope } from '../support/scope.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server') || (await kubernetesDiscoveryMissing())

/** Prometheus takes over what discovery found every 5 s, and prometheus.yml scrapes every 5 s. */
const PATIENCE = { deadline: 60_000 }

/** The repository's own configuration, told where the API server is and nothing else. */
function configFor(apiServer: string): string {
  const config = parseDocument(readFileSync('prometheus.yml', 'utf8'))
  config.setIn(['scrape_configs', 0, 'kubernetes_sd_configs', 0, 'api_server'], apiServer)
  return config.toString()
}

const scrapeAt = (port: number) => ({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': `${port}` })

/** An exporter in each of its two Contiv modes, on the captured node; the ports they listen on. */
async function startExporters(scope: Scope) {
  const { etcd } = await startContiv(scope)
  const ovsdb = await startOvsdbServer(scope, CAPTURED_NODE)
  const netplugin = await startExporterProcess(scope, ['--ovsdb', ovsdb.remote], {
    EXPORTER_MODE: 'netplugin',
    CONTIV_ETCD: etcd.url,
  })
  const netmaster = await startExporterProcess(scope, ['--web.telemetry-path', '/stats'], {
    EXPORTER_MODE: 'netmaster',
    CONTIV_ETCD: etcd.url,
  })
  await netplugin.ready()
  await netmaster.ready()
  return { netplugin: Number(new URL(netplugin.url).port), netmaster: Number(new URL(netmaster.url).port) }
}

t.test('Prometheus finds the annotated pods', { skip }, async (t) => {
  const port = await startExporters(t)
  const unasked = await startMetricsServer(t, '127.0.0.4', 'unasked 1\n')
  const netpluginPod = makePod({
    namespace: 'kube-system',
    name: 'contiv-netplugin-x7k2p',
    nodeName: 'worker-1',
    ip: '127.0.0.1',
    labels: { 'k8s-app': 'contiv-netplugin', 'example.org/tier': 'network' },
    annotations: scrapeAt(port.netplugin),
    containers: { 'netplugin-exporter': [port.netplugin], 'contiv-netplugin': [], other: [8080, 8081] },
  })
  const unaskedPort = { containers: { main: [unasked.port] } }
  const api = await startKubernetesApi(t, [
    netpluginPod,
    makePod({
      namespace: 'kube-system',
      name: 'contiv-netmaster-9fj4z',
      nodeName: 'master-1',
      ip: '127.0.0.1',
      labels: { 'k8s-app': 'contiv-netmaster' },
      annotations: { ...scrapeAt(port.netmaster), 'prometheus.io/path': '/stats' },
    }),
    makePod({ name: 'ipv6', ip: '::1', annotations: scrapeAt(1) }),
    makePod({ name: 'plain', ip: '127.0.0.4', ...unaskedPort }),
    makePod({
      name: 'refusing',
      ip: '127.0.0.4',
      annotations: { ...scrapeAt(unasked.port), 'prometheus.io/scrape': 'false' },
      ...unaskedPort,
    }),
    makePod({ name: 'portless', ip: '127.0.0.4', annotations: { 'prometheus.io/scrape': 'true' }, ...unaskedPort }),
    {
      ...makePod({ name: 'ended', ip: '127.0.0.4', annotations: scrapeAt(unasked.port), ...unaskedPort }),
      status: { ...makePod({ name: 'ended', ip: '127.0.0.4' }).status, phase: 'Failed' },
    },
  ])
  const prometheus = await startPrometheus(t, { config: configFor(api.url) })
  const scraped = async () => {
    const targets = await prometheus.targets()
    return targets.map(({ url, health, labels }) => ({ url, health, labels }))
  }

  t.test('each once, on its annotated port, with its labels', async (t) => {
    await eventually(async () => {
      const targets = await prometheus.targets()
      return targets.length === 3 && targets.every(({ health }) => health !== 'unknown')
    }, PATIENCE)
    const job = 'kubernetes-pods'
    const expected = [
      {
        url: `http://127.0.0.1:${port.netplugin}/metrics`,
        health: 'up',
        labels: {
          job,
          instance: `127.0.0.1:${port.netplugin}`,
          namespace: 'kube-system',
          pod: 'contiv-netplugin-x7k2p',
          node: 'worker-1',
          k8s_app: 'contiv-netplugin',
          example_org_tier: 'network',
        },
      },
      {
        url: `http://127.0.0.1:${port.netmaster}/stats`,
        health: 'up',
        labels: {
          job,
          instance: `127.0.0.1:${port.netmaster}`,
          namespace: 'kube-system',
          pod: 'contiv-netmaster-9fj4z',
          node: 'master-1',
          k8s_app: 'contiv-netmaster',
        },
      },
      {
        url: 'http://[::1]:1/metrics',
        health: 'down',
        labels: { job, instance: '[::1]:1', namespace: 'default', pod: 'ipv6', node: 'node-1' },
      },
    ]
    const byUrl = (a: { url: string }, b: { url: string }) => a.url.localeCompare(b.url)
    t.strictSame((await scraped()).sort(byUrl), expected.sort(byUrl))
  })

  t.test('the series carry the labels of the pod', async (t) => {
    const ofNetplugin = { pod: 'contiv-netplugin-x7k2p', node: 'worker-1', k8s_app: 'contiv-netplugin' }
    for (const expression of [
      'tx_packets{containerName="web-1"}',
      'contiv_endpoint_transmit_packets_total{container="web-1"}',
    ]) {
      const series = await prometheus.query(expression)
      t.equal(series.length, 1, expression)
      t.match(series[0], { value: '7', labels: { tenant: 'blue', ...ofNetplugin } })
    }
    t.match(await prometheus.query('count_of_tenants'), [{ value: '3', labels: { pod: 'contiv-netmaster-9fj4z' } }])
  })

  t.test('the others were seen and left alone', async (t) => {
    const dropped = await prometheus.droppedTargets()
    const names = new Set(dropped.map((labels) => labels.__meta_kubernetes_pod_name))
    for (const name of ['plain', 'refusing', 'portless', 'ended']) t.ok(names.has(name), `${name} was discovered`)
    t.strictSame(unasked.paths, [])
  })

  t.test('a pod that comes is scraped, one that goes is not any more', async (t) => {
    const later = await startMetricsServer(t, '127.0.0.5', 'later 8\n')
    api.putPod(makePod({ name: 'later', ip: '127.0.0.5', annotations: scrapeAt(later.port) }))
    api.deletePod('kube-system', netpluginPod.metadata.name)
    await eventually(async () => {
      const [came, gone] = [await prometheus.query('later'), await prometheus.query('tx_packets')]
      return came.length === 1 && gone.length === 0
    }, PATIENCE)
    t.notOk((await scraped()).some(({ labels }) => labels.pod === netpluginPod.metadata.name))
  })

  t.test('it needs nothing but to list and watch pods', async (t) => {
    t.strictSame([...new Set(api.requests.map(({ method, path }) => `${method} ${path}`))], ['GET /api/v1/pods'])
    t.ok(api.requests.some(({ query }) => query.watch === undefined))
    t.ok(api.requests.some(({ query }) => query.watch !== undefined))
  })
})
