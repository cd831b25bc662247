import { catalogue } from '../../lib/exporter/catalogue/catalogue.js'
import { askedBy, type Selector } from './promql.js'

/** A metric that a query may ask for. */
interface KnownMetric {
  readonly type: string
  readonly labels: readonly string[]
}

/** Labels that Prometheus gives to whatever it scrapes. */
const OF_THE_TARGET = ['job', 'instance']

/** What Prometheus itself tells of each target. */
const OF_PROMETHEUS = ['up', 'scrape_duration_seconds', 'scrape_samples_scraped']

const COUNTER_FUNCTIONS = ['rate', 'irate', 'increase', 'resets']
/** What tells of a counter how many series there are, not where it stands. */
const COUNTING = ['count', 'group', 'absent']

const KNOWN: ReadonlyMap<string, KnownMetric> = new Map([
  ...OF_PROMETHEUS.map((name) => [name, { type: 'gauge', labels: [] }] as const),
  ...catalogue()
    .flatMap(({ families }) => families)
    .flatMap(({ name, type, labels }) =>
      type === 'histogram'
        ? [
            [`${name}_bucket`, { type: 'counter', labels: [...labels, 'le'] }] as const,
            ...['sum', 'count'].map((part) => [`${name}_${part}`, { type: 'counter', labels }] as const),
          ]
        : [[name, { type, labels }] as const],
    ),
])

/** The labels that the result of an expression can have. */
export function labelsOf(expression: string): readonly string[] {
  const { selectors } = askedBy(expression)
  return [...OF_THE_TARGET, ...selectors.flatMap(({ metric }) => KNOWN.get(metric)?.labels ?? [])]
}

/**
 * What an expression asks for that there is not: metrics that the catalogue does not have, labels that these do not
 * have, counters that are taken for gauges and the other way round. One line each.
 */
export function unknownIn(expression: string): readonly string[] {
  const { selectors, grouping } = askedBy(expression)
  const labels = labelsOf(expression)
  return [
    ...(selectors.length === 0 ? ['asks for nothing'] : []),
    ...selectors.flatMap(unknownOf),
    ...grouping.filter((label) => !labels.includes(label)).map((label) => `no metric in it has the label ${label}`),
  ]
}

function unknownOf({ metric, labels, range, within }: Selector): readonly string[] {
  const known = KNOWN.get(metric)
  if (known === undefined) return [`${metric} is not in the catalogue`]
  const wrong = labels
    .filter((label) => !known.labels.includes(label) && !OF_THE_TARGET.includes(label))
    .map((label) => `${metric} has no label ${label}`)
  const asCounter = range && COUNTER_FUNCTIONS.includes(within ?? '')
  if (known.type === 'counter' && !asCounter && !COUNTING.includes(within ?? '')) {
    wrong.push(`${metric} is a counter and wants ${COUNTER_FUNCTIONS.join(', ')}`)
  }
  if (known.type !== 'counter' && asCounter) wrong.push(`${metric} is a ${known.type}, and ${within} wants a counter`)
  return wrong
}
