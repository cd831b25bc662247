import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { eventually } from './eventually.js'
import { startPrometheus } from './prometheus.js'
import { promtool } from './promtool.js'
import { missing } from './which.js'

const skip = missing('prometheus', 'promtool')

t.test('scrapes a target, and tells of one that is down', { skip }, async (t) => {
  const server = createServer((_request, response) => response.end('answered{path="a\\\\b"} 42\n'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => server.close())
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const prometheus = await startPrometheus(t, {
    config: `
scrape_configs:
  - job_name: both
    scrape_interval: 200ms
    scrape_timeout: 200ms
    static_configs: [{ targets: ['${address}', '127.0.0.1:1'] }]
`,
  })
  await eventually(async () => (await prometheus.query('up{job="both"}')).length === 2)
  t.match(await prometheus.query('answered'), [{ labels: { path: 'a\\b', instance: address }, value: '42' }])
  t.match(await prometheus.query('up == 0'), [{ labels: { instance: '127.0.0.1:1' } }])
  await t.rejects(prometheus.query('up =='), /parse error/)
  const targets = await eventually(async () => {
    const all = await prometheus.targets()
    return all.every(({ health }) => health !== 'unknown') && all
  })
  t.match(
    new Map(targets.map(({ url, job, health }) => [url, { job, health }])),
    new Map([
      [`http://${address}/metrics`, { job: 'both', health: 'up' }],
      ['http://127.0.0.1:1/metrics', { job: 'both', health: 'down' }],
    ]),
  )
})

t.test('a bad configuration is said', { skip }, async (t) => {
  await t.rejects(startPrometheus(t, { config: 'scrape_confs: []' }), /field scrape_confs not found/)
})

t.test('promtool judges metrics', { skip }, async (t) => {
  const good = '# HELP things_total Things.\n# TYPE things_total counter\nthings_total 1\n'
  t.same(await promtool(['check', 'metrics'], good), { status: 0, stdout: '', stderr: '' })
  t.match(await promtool(['check', 'metrics'], 'things_total 1\n'), { status: 3, stderr: /no help text/ })
})
