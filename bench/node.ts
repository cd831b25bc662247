import type { AnsweringServer } from '../spec/support/answering-server.js'
import { eventually } from '../spec/support/eventually.js'
import { type ExporterProcess, startExporterProcess } from '../spec/support/exporter.js'
import type { OvsdbServer } from '../spec/support/ovsdb-server.js'
import { type Scope, withScope } from '../spec/support/scope.js'
import { messagesIn, startTcpProxy } from '../spec/support/tcp-proxy.js'
import { startSyntheticDatabase, startSyntheticNetmaster, syntheticEndpoint } from './synthetic-database.js'

/** A node with an exporter at work: what most rows measure. */
export interface Node {
  readonly ovsdb: OvsdbServer
  readonly netmaster: AnsweringServer
  readonly exporter: ExporterProcess
  /** Bytes that a scrape must have at least: nearly those of one with all series. */
  readonly scrapeBytes: number
  /** The `transact` requests that one scrape sends in steady state, recorded from the exporter itself. */
  readonly select: readonly string[]
}

/** A large node is learnt of in the time that Netmaster, the server and the join need together. */
const STEADY_DEADLINE = 60_000

export async function startNode(scope: Scope, endpoints: number): Promise<Node> {
  const ovsdb = await startSyntheticDatabase(scope, endpoints)
  const netmaster = await startSyntheticNetmaster(scope, endpoints)
  const select = await recordSelect(ovsdb, netmaster, endpoints)
  const { exporter, text } = await startSteadyExporter(scope, ovsdb.remote, netmaster, endpoints)
  return { ovsdb, netmaster, exporter, scrapeBytes: Math.floor(text.length * 0.99), select }
}

/** How an exporter is started. */
export interface Variant {
  readonly names: 'both' | 'standard'
  readonly args: readonly string[]
}

/** The targets are for the traffic: thirteen statistics of each endpoint. */
export const TRAFFIC_ALONE = [
  '--collector.disable-defaults',
  ...['ovsdb', 'traffic', 'inventory'].map((name) => `--collector.${name}`),
]

const USUAL: Variant = { names: 'both', args: TRAFFIC_ALONE }

/**
 * Starts an exporter, and scrapes until all endpoints have their names.
 *
 * @returns with the text of the last scrape, which holds every series
 */
export async function startSteadyExporter(
  scope: Scope,
  remote: string,
  netmaster: AnsweringServer,
  endpoints: number,
  { names, args }: Variant = USUAL,
): Promise<{ readonly exporter: ExporterProcess; readonly text: string }> {
  const common = [
    '--mode',
    'netplugin',
    '--metric-names',
    names,
    '--ovsdb',
    remote,
    '--contiv.netmaster',
    netmaster.url,
  ]
  const exporter = await startExporterProcess(scope, [...common, ...args])
  const text = await eventually(
    async () => {
      const scraped = await exporter.scrape()
      return scraped.includes(`\ncontiv_inventory_endpoints ${endpoints}\n`) && scraped
    },
    { deadline: STEADY_DEADLINE },
  )
  const expected = endpoints * syntheticEndpoint(0).statistics.size * (names === 'both' ? 2 : 1)
  const series = text.match(/^(contiv_endpoint_|rx_|tx_|collisions).* \d+$/gm)?.length ?? 0
  if (series !== expected) throw new Error(`expected ${expected} series of endpoints, got ${series}`)
  return { exporter, text }
}

/** The `transact` requests that one scrape of such an exporter sends. */
export function recordSelect(
  ovsdb: OvsdbServer,
  netmaster: AnsweringServer,
  endpoints: number,
  variant: Variant = USUAL,
): Promise<readonly string[]> {
  return withScope(async (scope) => {
    const proxy = await startTcpProxy(scope, ovsdb.port, { pieces: 'messages' })
    const { exporter } = await startSteadyExporter(scope, `tcp:127.0.0.1:${proxy.port}`, netmaster, endpoints, variant)
    const before = proxy.asked.length
    await exporter.scrape()
    const transacts = proxy.asked.slice(before).filter((text) => messagesIn([text])[0]?.method === 'transact')
    if (transacts.length === 0) throw new Error('expected a scrape to send a transact, got none')
    return transacts
  })
}
