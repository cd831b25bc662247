import { readFileSync } from 'node:fs'
import t from 'tap'
import { parseDocument } from 'yaml'
import { eventually } from '../support/eventually.js'
import { startKubernetesApi } from '../support/kubernetes-api.js'
import { makePod } from '../support/kubernetes-pod.js'
import { startMetricsServer } from '../support/metrics-server.js'
import { kubernetesDiscoveryMissing, startPrometheus } from '../support/prometheus.js'

/** Discovery looks every 5 s what has changed, and so does prometheus.yml with the targets. */
const PATIENCE = { deadline: 60_000 }

/** The repository's own configuration, told where the API server is and nothing else. */
function configFor(apiServer: string): string {
  const config = parseDocument(readFileSync('prometheus.yml', 'utf8'))
  config.setIn(['scrape_configs', 0, 'kubernetes_sd_configs', 0, 'api_server'], apiServer)
  return config.toString()
}

const scrapeAt = (port: number) => ({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': `${port}` })

t.test('Prometheus finds the annotated pods', { skip: await kubernetesDiscoveryMissing() }, async (t) => {
  const netplugin = await startMetricsServer(t, '127.0.0.2', 'rx_packets{containerName="web-1"} 7\n')
  const netmaster = await startMetricsServer(t, '127.0.0.3', 'count_of_tenants 3\n')
  const unasked = await startMetricsServer(t, '127.0.0.4', 'unasked 1\n')
  const netpluginPod = makePod({
    namespace: 'kube-system',
    name: 'contiv-netplugin-x7k2p',
    nodeName: 'worker-1',
    ip: '127.0.0.2',
    labels: { 'k8s-app': 'contiv-netplugin', 'example.org/tier': 'network' },
    annotations: scrapeAt(netplugin.port),
    containers: { 'netplugin-exporter': [netplugin.port], 'contiv-netplugin': [], other: [8080, 8081] },
  })
  const unaskedPort = { containers: { main: [unasked.port] } }
  const api = await startKubernetesApi(t, [
    netpluginPod,
    makePod({
      namespace: 'kube-system',
      name: 'contiv-netmaster-9fj4z',
      nodeName: 'master-1',
      ip: '127.0.0.3',
      labels: { 'k8s-app': 'contiv-netmaster' },
      annotations: { ...scrapeAt(netmaster.port), 'prometheus.io/path': '/stats' },
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
        url: `http://127.0.0.2:${netplugin.port}/metrics`,
        health: 'up',
        labels: {
          job,
          instance: `127.0.0.2:${netplugin.port}`,
          namespace: 'kube-system',
          pod: 'contiv-netplugin-x7k2p',
          node: 'worker-1',
          k8s_app: 'contiv-netplugin',
          example_org_tier: 'network',
        },
      },
      {
        url: `http://127.0.0.3:${netmaster.port}/stats`,
        health: 'up',
        labels: {
          job,
          instance: `127.0.0.3:${netmaster.port}`,
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
    t.strictSame([...new Set(netplugin.paths)], ['/metrics'])
    t.strictSame([...new Set(netmaster.paths)], ['/stats'])
  })

  t.test('the series carry the labels of the pod', async (t) => {
    const [series, ...more] = await prometheus.query('rx_packets{containerName="web-1"}')
    t.strictSame(more, [])
    t.match(series, { value: '7', labels: { pod: 'contiv-netplugin-x7k2p', k8s_app: 'contiv-netplugin' } })
    t.match(await prometheus.query('count_of_tenants'), [{ value: '3', labels: { pod: 'contiv-netmaster-9fj4z' } }])
  })

  t.test('the others were seen and left alone', async (t) => {
    const dropped = await prometheus.droppedTargets()
    const names = new Set(dropped.map((labels) => labels.__meta_kubernetes_pod_name))
    for (const name of ['plain', 'refusing', 'portless', 'ended']) t.ok(names.has(name), `${name} was discovered`)
    t.strictSame(unasked.paths, [])
  })

  t.test('a pod that comes is scraped, one that goes is not any more', async (t) => {
    const later = await startMetricsServer(t, '127.0.0.5', 'rx_packets{containerName="web-2"} 8\n')
    api.putPod(makePod({ name: 'later', ip: '127.0.0.5', annotations: scrapeAt(later.port) }))
    api.deletePod('kube-system', netpluginPod.metadata.name)
    await eventually(async () => {
      const [series, ...more] = await prometheus.query('rx_packets')
      return series?.labels.containerName === 'web-2' && more.length === 0
    }, PATIENCE)
    t.notOk((await scraped()).some(({ url }) => url.startsWith('http://127.0.0.2')))
  })

  t.test('it needs nothing but to list and watch pods', async (t) => {
    t.strictSame([...new Set(api.requests.map(({ method, path }) => `${method} ${path}`))], ['GET /api/v1/pods'])
    t.ok(api.requests.some(({ query }) => query.watch === undefined))
    t.ok(api.requests.some(({ query }) => query.watch !== undefined))
  })
})
