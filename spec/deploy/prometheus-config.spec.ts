import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import t from 'tap'
import { parseDocument } from 'yaml'
import { eventually } from '../support/eventually.js'
import { kubernetesDiscoveryMissing, startPrometheus } from '../support/prometheus.js'
import { promtool } from '../support/promtool.js'
import { missing } from '../support/which.js'

const CONFIG = 'prometheus.yml'

/** What the Kubernetes discovery of Prometheus 2.42 hands to relabelling for the pods of discovery.spec.ts. */
const DISCOVERED = resolve('fixtures/kubernetes/pod-targets.json')

/** The configuration with a file in place of the Kubernetes API, so that a Prometheus without it runs the relabelling. */
function configReading(file: string): string {
  const config = parseDocument(readFileSync(CONFIG, 'utf8'))
  config.deleteIn(['scrape_configs', 0, 'kubernetes_sd_configs'])
  config.setIn(['scrape_configs', 0, 'file_sd_configs'], [{ files: [file] }])
  return config.toString()
}

t.test('promtool accepts it', { skip: await kubernetesDiscoveryMissing() }, async (t) => {
  const { status, stdout, stderr } = await promtool(['check', 'config', CONFIG])
  t.equal(status, 0, `${stdout}${stderr}`)
})

t.test('it scrapes every 5 seconds', async (t) => {
  t.match(parseDocument(readFileSync(CONFIG, 'utf8')).toJS(), {
    global: { scrape_interval: '5s' },
    scrape_configs: [{ job_name: 'kubernetes-pods', kubernetes_sd_configs: [{ role: 'pod' }] }],
  })
})

t.test('of all that discovery finds, one target for each annotated pod', { skip: missing('prometheus') }, async (t) => {
  const prometheus = await startPrometheus(t, { config: configReading(DISCOVERED) })
  const targets = await eventually(async () => {
    const all = await prometheus.targets()
    return all.length > 0 && all
  })
  const job = 'kubernetes-pods'
  t.strictSame(
    new Map(targets.map(({ url, labels }) => [url, labels])),
    new Map([
      [
        'http://127.0.0.2:9004/metrics',
        {
          job,
          instance: '127.0.0.2:9004',
          namespace: 'kube-system',
          pod: 'contiv-netplugin-x7k2p',
          node: 'worker-1',
          k8s_app: 'contiv-netplugin',
          example_org_tier: 'network',
        },
      ],
      [
        'http://127.0.0.3:9005/stats',
        {
          job,
          instance: '127.0.0.3:9005',
          namespace: 'kube-system',
          pod: 'contiv-netmaster-9fj4z',
          node: 'master-1',
          k8s_app: 'contiv-netmaster',
        },
      ],
      ['http://[::1]:9004/metrics', { job, instance: '[::1]:9004', namespace: 'default', pod: 'ipv6', node: 'node-1' }],
    ]),
  )
  t.equal(targets.length, 3, 'one each, though the Netplugin pod declares three ports')
  const dropped = (await prometheus.droppedTargets()).map((labels) => labels.__meta_kubernetes_pod_name)
  t.strictSame(dropped.sort(), ['ended', 'plain', 'portless', 'refusing'])
})
