import { correlate, endpointIds, type Identities, type Topology, type View } from '../../correlation/index.js'
import { NotConnectedError } from '../../ovsdb/index.js'
import type { MetricNames } from '../config/config.js'
import type { ExpositionWriter } from '../exposition/writer.js'
import type { SourceLog } from '../source-log.js'
import type { SwitchSource } from '../sources/switch-source.js'
import type { Collector, Gathered, Scrape } from './collector.js'
import type { CollectorDescription, FamilyDescription } from './declaration.js'
import { EndpointTrafficWriter } from './endpoint-traffic.js'
import { InterfaceTrafficWriter } from './interface-traffic.js'

/** Who the endpoints are: learnt before the join, within the time that is left. */
export interface IdentitySource extends Identities {
  /** How many identities are kept. */
  readonly size: number
  learn(ids: ReadonlySet<string>, signal: AbortSignal): Promise<void>
}

export interface SwitchCollectorOptions {
  readonly source: Pick<SwitchSource, 'interfaces' | 'topology'>
  readonly metricNames: MetricNames
  readonly log: Pick<SourceLog, 'report'>
  /** Absent where there is no Contiv. */
  readonly identities?: IdentitySource | undefined
}

interface Reading {
  readonly view: View
  readonly topology: Topology
}

/** Milliseconds a scrape waits for Netmaster to say who a new endpoint is. */
const LEARN_TIMEOUT = 1000

const UP = {
  name: 'ovs_up',
  type: 'gauge',
  help: 'Whether the OVSDB server answered this scrape.',
  labels: [],
  source: 'the exporter',
} as const satisfies FamilyDescription

const UNMATCHED = {
  name: 'contiv_unmatched_endpoints',
  type: 'gauge',
  help: 'Number of interfaces that carry the id of an endpoint whose identity is not known.',
  labels: [],
  source: 'Interface.external_ids:endpoint-id',
} as const satisfies FamilyDescription

export const TRAFFIC = {
  name: 'traffic',
  help: 'what endpoints and interfaces receive and transmit',
  modes: ['ovs', 'netplugin'],
  enabled: true,
  families: [UP, UNMATCHED],
} as const satisfies CollectorDescription

/** The switch's traffic: `contiv_endpoint_*` and the classic names for endpoints, `ovs_interface_*` for the rest. */
export class SwitchCollector implements Collector {
  readonly name = TRAFFIC.name
  readonly #options: SwitchCollectorOptions
  readonly #endpoints: EndpointTrafficWriter
  readonly #interfaces = new InterfaceTrafficWriter()

  constructor(options: SwitchCollectorOptions) {
    this.#options = options
    this.#endpoints = new EndpointTrafficWriter(options.metricNames)
  }

  async gather({ signal }: Scrape): Promise<Gathered> {
    const { log } = this.#options
    try {
      const reading = await this.#read(signal)
      log.report(undefined)
      return { write: (writer) => this.#write(writer, reading) }
    } catch (error) {
      // That there is no connection was told when it broke.
      if (!(error instanceof NotConnectedError)) log.report(error as Error)
      return { error: error as Error, write: (writer) => writer.samples(UP, [[{}, 0]]) }
    }
  }

  async #read(signal: AbortSignal): Promise<Reading> {
    const { source, identities = NOBODY } = this.#options
    const rows = await source.interfaces(signal)
    let view = correlate(rows, identities)
    // In steady state nobody is new and nobody is gone: there is nothing to learn.
    if (view.unmatched > 0 || view.endpoints.length !== identities.size) {
      // The switch is read meanwhile: a Netmaster that takes all the time there is must not cost the traffic.
      await Promise.all([source.topology(view.interfaces, signal), learn(identities, endpointIds(rows), signal)])
      view = correlate(rows, identities)
    }
    return { view, topology: await source.topology(view.interfaces, signal) }
  }

  #write(writer: ExpositionWriter, { view, topology }: Reading): void {
    writer.samples(UP, [[{}, 1]])
    if (this.#options.identities !== undefined) writer.samples(UNMATCHED, [[{}, view.unmatched]])
    this.#endpoints.write(writer, view.endpoints)
    this.#interfaces.write(writer, view.interfaces, topology)
  }
}

const NOBODY: IdentitySource = { size: 0, get: () => undefined, learn: () => Promise.resolve() }

/** Learns for as long as a scrape waits for Netmaster, and not beyond the scrape. */
async function learn(identities: IdentitySource, ids: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
  // Not AbortSignal.any: what it makes of AbortSignal.timeout never fires once the garbage collector took the latter.
  const enough = new AbortController()
  const end = () => enough.abort()
  const timer = setTimeout(end, LEARN_TIMEOUT)
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  try {
    await identities.learn(ids, enough.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}
