import type { FamilyDescription } from '../collectors/declaration.js'
import { COLLECTOR_HEALTH } from '../collectors/health.js'
import type { MetricType } from '../exposition/format.js'
import { ovsdbHooks } from '../ovsdb-metrics.js'
import { SCRAPE_FAMILIES } from '../scraper.js'
import { SelfMetrics } from '../self-metrics.js'

/** What prom-client knows of a metric; its types leave the labels out. */
interface Metric {
  readonly name: string
  readonly help: string
  readonly type: unknown
  readonly labelNames?: readonly string[]
}

/** What the exporter says of itself: its collectors, its scrapes, HTTP, the process. */
export function ownFamilies(): readonly FamilyDescription[] {
  const metrics = new SelfMetrics('')
  metrics.watchConnection({ onStatus: () => () => {} })
  ovsdbHooks(metrics.registry)
  metrics.countWebConfig(true)
  const own = (metrics.registry.getMetricsAsArray() as readonly Metric[]).map(({ name, help, type, labelNames }) => ({
    name,
    help: help.endsWith('.') ? help : `${help}.`,
    type: name.endsWith('_info') ? 'info' : (type as MetricType),
    labels: labelNames ?? [],
    source: 'the exporter',
  }))
  return [...Object.values(COLLECTOR_HEALTH), ...SCRAPE_FAMILIES, ...own]
}
