import { readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { COLLECTOR_HEALTH } from '../../lib/exporter/collectors/health.js'
import { COLLECTORS } from '../../lib/exporter/collectors/registry.js'
import { familyOf, nameStatistic } from '../../lib/exporter/collectors/statistics.js'
import { SelfMetrics } from '../../lib/exporter/self-metrics.js'
import { promtool } from '../support/promtool.js'
import { missing } from '../support/which.js'

const RULES = 'deploy/prometheus/rules.yml'
const TESTS = 'spec/deploy/rules.test.yml'

/** Keys of Interface.statistics that every switch reports. */
const STATISTICS = ['dropped', 'errors', 'packets', 'bytes'].flatMap((key) => [`rx_${key}`, `tx_${key}`])

interface Rules {
  readonly groups: ReadonlyArray<{ readonly rules: ReadonlyArray<{ readonly alert: string; readonly expr: string }> }>
}

interface Tests {
  readonly tests: ReadonlyArray<{
    readonly alert_rule_test: ReadonlyArray<{ readonly alertname: string; readonly exp_alerts: readonly unknown[] }>
  }>
}

const rules = (parse(readFileSync(RULES, 'utf8')) as Rules).groups.flatMap((group) => group.rules)

t.test('promtool accepts them', { skip: missing('promtool') }, async (t) => {
  const { status, stdout, stderr } = await promtool(['check', 'rules', RULES])
  t.equal(status, 0, `${stdout}${stderr}`)
})

t.test('each fires when it should, and only then', { skip: missing('promtool') }, async (t) => {
  const { status, stdout, stderr } = await promtool(['test', 'rules', TESTS])
  t.equal(status, 0, `${stdout}${stderr}`)
})

t.test('each is tested both ways', async (t) => {
  const checks = (parse(readFileSync(TESTS, 'utf8')) as Tests).tests.flatMap((test) => test.alert_rule_test)
  const names = (fires: boolean) =>
    new Set(checks.filter(({ exp_alerts }) => exp_alerts.length > 0 === fires).map(({ alertname }) => alertname))
  const alerts = rules.map(({ alert }) => alert)
  t.strictSame([...names(true)].sort(), [...alerts].sort())
  t.strictSame([...names(false)].sort(), [...alerts].sort())
})

t.test('every metric they ask for is one that the exporter has', async (t) => {
  const metrics = new SelfMetrics('1')
  metrics.countWebConfig(true)
  const known = new Set([
    'up',
    ...[...COLLECTORS.flatMap(({ families }) => families), ...Object.values(COLLECTOR_HEALTH)].map(({ name }) => name),
    ...STATISTICS.map((key) => familyOf('contiv_endpoint', nameStatistic(key), '').name),
    ...metrics.registry.getMetricsAsArray().map(({ name }) => name),
  ])
  for (const { alert, expr } of rules) {
    const names = expr.replace(/\{[^}]*\}|\b(?:on|by) \([^)]*\)/g, ' ').match(/\b[a-z_]+\b(?!\s*[(])/g) ?? []
    const asked = names.filter((name) => !['and', 'or', 'unless', 'd', 'm'].includes(name))
    t.ok(asked.length > 0, alert)
    for (const name of asked) t.ok(known.has(name), `${alert}: ${name}`)
  }
})
