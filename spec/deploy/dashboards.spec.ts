import t, { type Test } from 'tap'
import {
  allValues,
  type Dashboard,
  labelValues,
  type Panel,
  queriesOf,
  readDashboards,
  type Target,
  variablesIn,
  withValues,
} from '../support/dashboards.js'
import { labelsOf, unknownIn } from '../support/known-metrics.js'
import { startPrometheus } from '../support/prometheus.js'
import { askedBy } from '../support/promql.js'
import { missing } from '../support/which.js'

/** Of Grafana's units, those that the metrics need. */
const UNITS = ['none', 'short', 'bytes', 'Bps', 'pps', 'cps', 'reqps', 's', 'percentunit']
const TYPES = ['row', 'stat', 'timeseries', 'state-timeline', 'table']
/** What the whole width of a dashboard is divided into. */
const COLUMNS = 24
/** Of Grafana 13. */
const SCHEMA_VERSION = 42
const DATASOURCE = { type: 'prometheus', uid: '$' + '{datasource}' }
const CLASSIC = /^(rx|tx|count_of)_/

const dashboards = readDashboards()

t.strictSame([...dashboards.keys()].sort(), ['endpoints.json', 'exporter.json', 'node.json'])
const uids = [...dashboards.values()].map(({ uid }) => uid)
t.strictSame([...new Set(uids)], uids, 'each has an id of its own')

for (const [file, dashboard] of dashboards) {
  const { panels, templating } = dashboard
  const shown = panels.filter(({ type }) => type !== 'row')

  t.test(`${file}: what it asks for is in the catalogue`, async (t) => {
    for (const { name, expression, shown } of queriesOf(dashboard)) {
      const plain = withValues(expression, allValues(dashboard))
      t.strictSame(unknownIn(plain), [], `${name}: ${plain}`)
      t.notOk(
        askedBy(plain).selectors.some(({ metric }) => CLASSIC.test(metric)),
        `${name}: standard names`,
      )
      const labels = labelsOf(plain)
      t.strictSame(
        shown.filter((label) => !labels.includes(label)),
        [],
        `${name}: labels shown`,
      )
    }
  })

  t.test(`${file}: its panels`, async (t) => {
    const ids = panels.map(({ id }) => id)
    t.strictSame([...new Set(ids)], ids, 'each has an id of its own')
    t.strictSame(overlaps(panels), [], 'none lies on another')
    for (const panel of panels) checkPanel(t, panel)
  })

  t.test(`${file}: its variables`, async (t) => {
    t.equal(dashboard.schemaVersion, SCHEMA_VERSION)
    t.notOk('id' in dashboard, 'it is of no one machine')
    const declared = templating.list.map(({ name }) => name)
    t.match(templating.list[0], { name: 'datasource', type: 'datasource', query: 'prometheus' })
    const used = variablesIn(JSON.stringify(dashboard)).filter((name) => !name.startsWith('__'))
    t.strictSame([...new Set(used)].sort(), [...declared].sort(), 'all that are declared are used, and none else')
    for (const [index, variable] of templating.list.entries()) {
      const asked = labelValues(variable)
      if (asked === undefined) continue
      t.strictSame(variable.datasource, DATASOURCE, variable.name)
      const needed = variablesIn(asked.selector).filter((name) => !declared.slice(0, index).includes(name))
      t.strictSame(needed, [], `${variable.name} needs only those before it`)
    }
    for (const { title, targets = [] } of shown) {
      for (const { refId, expr } of targets) {
        const chosen = variablesIn(expr)
        t.ok(chosen.includes('job'), `${title} ${refId}: only of the chosen jobs`)
      }
    }
  })
}

t.test('a real Prometheus takes every query', { skip: missing('prometheus') }, async (t) => {
  const prometheus = await startPrometheus(t, { config: 'scrape_configs: []' })
  for (const dashboard of dashboards.values()) {
    for (const { name, expression } of queriesOf(dashboard)) {
      await t.resolves(prometheus.query(withValues(expression, allValues(dashboard))), name)
    }
  }
})

function checkPanel(t: Test, { id, type, title, targets = [], ...panel }: Panel): void {
  t.ok(TYPES.includes(type), `${id}: type ${type}`)
  t.ok(title.length > 0, `${id}: title`)
  if (type === 'row') return
  t.strictSame(panel.datasource, DATASOURCE, `${title}: datasource`)
  const { unit = '' } = panel.fieldConfig?.defaults ?? {}
  t.ok(UNITS.includes(unit), `${title}: unit ${unit}`)
  const ids = targets.map(({ refId }) => refId)
  t.ok(ids.length > 0, `${title}: queries`)
  t.strictSame([...new Set(ids)], ids, `${title}: each query has an id of its own`)
  const wantsLegend = type === 'timeseries' || type === 'state-timeline' || panel.options?.textMode === 'name'
  for (const { refId, legendFormat, instant, format } of targets) {
    if (wantsLegend) t.ok(legendFormat, `${title} ${refId}: legend`)
    t.equal(instant === true, type === 'stat' || type === 'table', `${title} ${refId}: instant`)
    t.equal(format, type === 'table' ? 'table' : undefined, `${title} ${refId}: format`)
  }
  if (type === 'table') checkTable(t, title, targets, panel)
}

/** The columns of a table are labels of what is asked for, or the values of its queries; what is set is set for one. */
function checkTable(
  t: Test,
  title: string,
  targets: readonly Target[],
  { transformations = [], fieldConfig, options }: Pick<Panel, 'transformations' | 'fieldConfig' | 'options'>,
): void {
  const fields = [
    ...targets.flatMap(({ expr }) => labelsOf(withValues(expr, {}))),
    ...(targets.length === 1 ? ['Value'] : targets.map(({ refId }) => `Value #${refId}`)),
  ]
  const kept = transformations.find(({ id }) => id === 'filterFieldsByName')?.options.include?.names ?? []
  t.ok(kept.length > 0, `${title}: columns`)
  t.strictSame(
    kept.filter((field) => !fields.includes(field)),
    [],
    `${title}: columns`,
  )
  const organize = transformations.find(({ id }) => id === 'organize')?.options
  t.strictSame(Object.keys(organize?.renameByName ?? {}), kept, `${title}: every column has a name`)
  t.strictSame(Object.keys(organize?.indexByName ?? {}), kept, `${title}: and a place`)
  const names = Object.values(organize?.renameByName ?? {})
  const named = [
    ...(fieldConfig?.overrides ?? []).map(({ matcher }) => matcher.options),
    ...(options?.sortBy ?? []).map(({ displayName }) => displayName),
  ]
  t.strictSame(
    named.filter((name) => !names.includes(name)),
    [],
    `${title}: what is set is set for a column`,
  )
}

/** The titles of panels that lie on another or stick out at the side. */
function overlaps(panels: Dashboard['panels']): readonly string[] {
  const taken = new Set<string>()
  return panels.flatMap(({ title, gridPos: { x, y, w, h } }) => {
    const cells = Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`)
    const wrong = x < 0 || x + w > COLUMNS || cells.some((cell) => taken.has(cell))
    for (const cell of cells) taken.add(cell)
    return wrong ? [title] : []
  })
}
