import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import t from 'tap'
import { eventually } from './eventually.js'
import { startKubernetesApi } from './kubernetes-api.js'
import { makePod } from './kubernetes-pod.js'
import { kubernetesDiscoveryMissing, startPrometheus } from './prometheus.js'

/** Prometheus takes over what discovery found every 5 s. */
const PATIENCE = { deadline: 60_000 }

interface WatchEvent {
  readonly type: string
  readonly object: { readonly metadata: { readonly name: string } }
}

async function watch(url: string): Promise<{ response: IncomingMessage; events: string[] }> {
  const [response] = (await once(get(url), 'response')) as [IncomingMessage]
  const events: string[] = []
  response.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.trim().split('\n')) {
      const { type, object } = JSON.parse(line) as WatchEvent
      events.push(`${type} ${object.metadata.name}`)
    }
  })
  return { response, events }
}

t.test('lists the pods of all namespaces, or of one', async (t) => {
  const api = await startKubernetesApi(t, [
    makePod({ name: 'a', ip: '127.0.0.2' }),
    makePod({ name: 'b', ip: '127.0.0.3', namespace: 'kube-system' }),
  ])
  const list = async (path: string) => (await (await fetch(`${api.url}${path}`)).json()) as object
  t.match(await list('/api/v1/pods?limit=500&resourceVersion=0'), {
    kind: 'PodList',
    metadata: { resourceVersion: '2' },
    items: [{ metadata: { name: 'a', resourceVersion: '1' } }, { metadata: { name: 'b', resourceVersion: '2' } }],
  })
  t.match(await list('/api/v1/namespaces/kube-system/pods'), { items: [{ metadata: { name: 'b' } }] })
  t.match(await list('/api/v1/nodes'), { kind: 'Status', code: 404 })
  t.match(await list('/api/v1/pods?labelSelector=a'), { kind: 'Status', code: 400 })
  t.match(await list('/api/v1/pods?watch=true&sendInitialEvents=true'), { kind: 'Status', code: 422 })
  t.same(api.requests[0], {
    ...api.requests[0],
    method: 'GET',
    path: '/api/v1/pods',
    query: { limit: '500', resourceVersion: '0' },
  })
})

t.test('a watch tells what happened since, and then what happens', async (t) => {
  const api = await startKubernetesApi(t, [makePod({ name: 'a', ip: '127.0.0.2' })])
  api.putPod(makePod({ name: 'b', ip: '127.0.0.3' }))
  const all = await watch(`${api.url}/api/v1/pods?watch=true&resourceVersion=1&allowWatchBookmarks=true`)
  const system = await watch(`${api.url}/api/v1/namespaces/kube-system/pods?watch=1&resourceVersion=2&timeoutSeconds=1`)
  api.putPod(makePod({ name: 'a', ip: '127.0.0.4' }))
  api.putPod(makePod({ name: 'c', ip: '127.0.0.5', namespace: 'kube-system' }))
  api.deletePod('default', 'b')
  t.throws(() => api.deletePod('default', 'b'), /expected a pod default\/b/)
  await eventually(() => all.events.length === 4)
  t.same(all.events, ['ADDED b', 'MODIFIED a', 'ADDED c', 'DELETED b'])
  await once(system.response, 'end')
  t.same(system.events, ['ADDED c'], 'ended after timeoutSeconds')
})

t.test(
  'Prometheus discovers pods and scrapes the annotated ones',
  { skip: await kubernetesDiscoveryMissing() },
  async (t) => {
    const target = createServer((_request, response) => response.end('answered 1\n')).listen(0, '127.0.0.2')
    await once(target, 'listening')
    t.teardown(() => target.close())
    const { port } = target.address() as { port: number }
    const annotations = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': `${port}` }
    const api = await startKubernetesApi(t, [
      makePod({ name: 'scraped', ip: '127.0.0.2', annotations }),
      makePod({ name: 'ignored', ip: '127.0.0.3' }),
    ])
    const prometheus = await startPrometheus(t, {
      config: `
scrape_configs:
  - job_name: pods
    scrape_interval: 200ms
    scrape_timeout: 200ms
    kubernetes_sd_configs: [{ role: pod, api_server: '${api.url}' }]
    relabel_configs:
      - { source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], regex: 'true', action: keep }
      - source_labels: [__meta_kubernetes_pod_ip, __meta_kubernetes_pod_annotation_prometheus_io_port]
        separator: ':'
        target_label: __address__
      - { source_labels: [__meta_kubernetes_pod_name], target_label: pod }
`,
    })
    const scraped = async () => (await prometheus.query('answered')).map(({ labels }) => labels.pod)
    await eventually(async () => (await scraped()).length === 1, PATIENCE)
    t.same(await scraped(), ['scraped'])
    t.match(await prometheus.droppedTargets(), [{ __meta_kubernetes_pod_name: 'ignored' }])

    api.putPod(makePod({ name: 'later', ip: '127.0.0.2', annotations }))
    await eventually(async () => (await scraped()).includes('later'), PATIENCE)
    api.deletePod('default', 'scraped')
    await eventually(async () => (await prometheus.targets()).length === 1, PATIENCE)
  },
)
