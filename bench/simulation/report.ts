import { digits, time } from '../format.js'
import type { Rate, RequestKind } from './request-log.js'
import { type Cluster, SCRAPE_INTERVAL_MS, type Simulation } from './simulate.js'

/** The earlier exporter asked who leads, for the list of networks, and about each network: at each scrape, on each node. */
export function earlierRates({ nodes, networks }: Cluster): { readonly requests: number; readonly inspects: number } {
  const scrapes = (nodes * 1000) / SCRAPE_INTERVAL_MS
  return { requests: scrapes * (2 + networks), inspects: scrapes * networks }
}

const COLUMNS: readonly (readonly [string, readonly RequestKind[]])[] = [
  ['inspects', ['inspect']],
  ['lists', ['list']],
  ['/version', ['version']],
  ['etcd', ['leader']],
  ['refused', ['refused']],
]

/** The simulation as a Markdown table, with what it is to be compared with. */
export function formatSimulation(cluster: Cluster, { log, phases, recovery, unknown }: Simulation): string {
  const { nodes, networks, endpoints, seed } = cluster
  const earlier = earlierRates(cluster)
  const lines = phases.map(({ name, from, to }) => [
    `${name} (${(to - from) / 60_000} min)`,
    ...COLUMNS.map(([, kinds]) => formatRate(log.rate(kinds, from, to))),
  ])
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    `${nodes} nodes with ${endpoints} endpoints each on ${networks} networks, a scrape each ${time(SCRAPE_INTERVAL_MS)}; seed ${seed}.`,
    `Requests a second, on average (in the busiest second):`,
    '',
    row(['', ...COLUMNS.map(([name]) => name)]),
    row(['---', ...COLUMNS.map(() => '---:')]),
    ...lines.map(row),
    '',
    `The earlier exporter: ${digits(earlier.requests)} a second all the time, ${digits(earlier.inspects)} of them inspects.`,
    `After the election: ${recovery === undefined ? 'not every node found the new leader' : `every node in touch with the new leader within ${time(recovery)}`}.`,
    `Endpoints without labels at the end: ${unknown}.`,
    '',
  ].join('\n')
}

function formatRate({ mean, peak }: Rate): string {
  return peak === 0 ? '0' : `${digits(mean)} (${digits(peak)})`
}
