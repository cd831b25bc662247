import { readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { labelsOf, unknownIn } from '../support/known-metrics.js'
import { promtool } from '../support/promtool.js'
import { missing } from '../support/which.js'

const RULES = 'deploy/prometheus/rules.yml'
const TESTS = 'spec/deploy/rules.test.yml'

interface Rules {
  readonly groups: ReadonlyArray<{ readonly rules: readonly Rule[] }>
}

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly annotations: Readonly<Record<string, string>>
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

t.test('every metric they ask for, and each of its labels, is one that there is', async (t) => {
  for (const { alert, expr, annotations } of rules) {
    t.strictSame(unknownIn(expr), [], alert)
    const told = [
      ...Object.values(annotations)
        .join(' ')
        .matchAll(/\$labels\.(\w+)/g),
    ].map(([, label = '']) => label)
    t.ok(told.includes('instance') || told.includes('tenant'), `${alert}: whose it is`)
    t.strictSame(
      told.filter((label) => !labelsOf(expr).includes(label)),
      [],
      alert,
    )
  }
})
