import t from 'tap'
import { ExpositionWriter } from '../../lib/exporter/exposition/writer.js'
import { SelfMetrics } from '../../lib/exporter/self-metrics.js'
import type { Status } from '../../lib/ovsdb/index.js'
import { parseExposition } from '../support/exposition.js'
import { promtool } from '../support/promtool.js'
import { missing } from '../support/which.js'

async function textOf(metrics: SelfMetrics): Promise<string> {
  const writer = new ExpositionWriter()
  const publish = await metrics.gather()
  publish(writer)
  return Buffer.concat(writer.finish()).toString()
}

async function familiesOf(metrics: SelfMetrics) {
  return new Map(parseExposition(await textOf(metrics)).map((family) => [family.name, family]))
}

t.test('requests, by route and code', async (t) => {
  const metrics = new SelfMetrics('1.2.3')
  for (const [route, code] of [
    ['/metrics', 200],
    ['/metrics', 200],
    ['other', 404],
  ] as const) {
    metrics.countRequest(route, code)
  }
  t.strictSame((await familiesOf(metrics)).get('ovsdb_exporter_http_requests_total')?.samples, [
    { name: 'ovsdb_exporter_http_requests_total', labels: { route: '/metrics', code: '200' }, value: '2' },
    { name: 'ovsdb_exporter_http_requests_total', labels: { route: 'other', code: '404' }, value: '1' },
  ])
})

t.test('the time of collections, in seconds', async (t) => {
  const metrics = new SelfMetrics('1.2.3')
  metrics.observeScrape(0.03)
  metrics.observeScrape(20)
  const { type, samples = [] } = (await familiesOf(metrics)).get('ovsdb_exporter_scrape_duration_seconds') ?? {}
  const bucket = (le: string) => samples.find(({ labels }) => labels.le === le)?.value
  t.equal(type, 'histogram')
  t.strictSame([bucket('0.025'), bucket('0.05'), bucket('10'), bucket('+Inf')], ['0', '1', '1', '2'])
  t.equal(samples.find(({ name }) => name.endsWith('_sum'))?.value, '20.03')
})

t.test('which build this is', async (t) => {
  const family = (await familiesOf(new SelfMetrics('1.2.3'))).get('ovsdb_exporter_build_info')
  t.match(family?.samples, [{ labels: { version: '1.2.3', node_version: process.version }, value: '1' }])
})

t.test('connections to the switch that were lost', async (t) => {
  const metrics = new SelfMetrics('1.2.3')
  const name = 'ovsdb_exporter_ovsdb_disconnects_total'
  t.notOk((await familiesOf(metrics)).has(name), 'where there is no switch, there is no such counter')
  let listener = (_: Status) => {}
  metrics.watchConnection({
    onStatus: (told) => {
      listener = told
      return () => {}
    },
  })
  const lost = async () => (await familiesOf(metrics)).get(name)?.samples[0]?.value
  t.equal(await lost(), '0')
  listener({ state: 'connecting', attempt: 1 })
  listener({ state: 'connected', remote: 'tcp:127.0.0.1:6640' })
  t.equal(await lost(), '0')
  listener({ state: 'disconnected', cause: new Error('gone'), retryInMs: 200 })
  listener({ state: 'disconnected', cause: new Error('refused'), retryInMs: 400 })
  listener({ state: 'closed' })
  t.equal(await lost(), '2')
})

t.test('the web configuration, for those that have one', async (t) => {
  const metrics = new SelfMetrics('1.2.3')
  const value = async (name: string) =>
    (await familiesOf(metrics)).get(`ovsdb_exporter_web_config_last_reload_${name}`)?.samples[0]?.value
  t.equal(await value('successful'), undefined)
  metrics.countWebConfig(false)
  t.strictSame([await value('successful'), await value('success_timestamp_seconds')], ['0', '0'])
  const before = Date.now() / 1000
  metrics.countWebConfig(true)
  t.equal(await value('successful'), '1')
  const at = Number(await value('success_timestamp_seconds'))
  t.ok(at >= before - 1 && at <= Date.now() / 1000 + 1, 'in seconds')
  metrics.countWebConfig(false)
  t.strictSame([await value('successful'), Number(await value('success_timestamp_seconds'))], ['0', at])
})

t.test('two exporters in one process do not share what they count', async (t) => {
  const [one, other] = [new SelfMetrics('1'), new SelfMetrics('2')]
  one.countRequest('/metrics', 200)
  t.strictSame((await familiesOf(other)).get('ovsdb_exporter_http_requests_total')?.samples, [])
})

t.test('process and Node.js, by names that keep to Prometheus’ rules', async (t) => {
  const families = await familiesOf(new SelfMetrics('1.2.3'))
  for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes', 'nodejs_version_info']) {
    t.ok(families.has(name), name)
  }
  for (const { name, type, help } of families.values()) {
    t.equal(name.endsWith('_total'), type === 'counter', name)
    t.notMatch(name, /_(milliseconds|ms|kilobytes|kb)(_|$)/, name)
    t.not(help, '', name)
  }
})

t.test('what costs more to read than the switch is left out', async (t) => {
  const names = [...(await familiesOf(new SelfMetrics('1.2.3'))).keys()]
  t.strictSame(
    names.filter((name) => /^nodejs_(eventloop|heap|external|active)/.test(name)),
    ['nodejs_heap_size_used_bytes'],
  )
})

t.test('promtool has nothing to say', { skip: missing('promtool') }, async (t) => {
  const metrics = new SelfMetrics('1.2.3')
  metrics.countRequest('/metrics', 200)
  metrics.observeScrape(0.1)
  metrics.watchConnection({ onStatus: () => () => {} })
  metrics.countWebConfig(true)
  t.strictSame(await promtool(['check', 'metrics'], await textOf(metrics)), { status: 0, stdout: '', stderr: '' })
})
