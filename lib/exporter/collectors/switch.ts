import { correlate, endpointIds, type Identities, type Topology, type View } from '../../correlation/index.js'
import { NotConnectedError } from '../../ovsdb/index.js'
import type { MetricNames } from '../config/config.js'
import type { ExpositionWriter } from '../exposition/writer.js'
import type { SourceLog } from '../source-log.js'
import type { SwitchSource } from '../sources/switch-source.js'
import type { Collector, Publish } from './collector.js'
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

/** The switch's traffic: `contiv_endpoint_*` and the classic names for endpoints, `ovs_interface_*` for the rest. */
export class SwitchCollector implements Collector {
  readonly #options: SwitchCollectorOptions
  readonly #endpoints: EndpointTrafficWriter
  readonly #interfaces = new InterfaceTrafficWriter()

  constructor(options: SwitchCollectorOptions) {
    this.#options = options
    this.#endpoints = new EndpointTrafficWriter(options.metricNames)
  }

  async gather(signal: AbortSignal): Promise<Publish> {
    const { log } = this.#options
    try {
      const reading = await this.#read(signal)
      log.report(undefined)
      return (writer) => this.#write(writer, reading)
    } catch (error) {
      // That there is no connection was told when it broke.
      if (!(error instanceof NotConnectedError)) log.report(error as Error)
      return (writer) => writeUp(writer, 0)
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
    writeUp(writer, 1)
    if (this.#options.identities !== undefined) {
      writer.gauge(
        'contiv_unmatched_endpoints',
        'Number of interfaces that carry the id of an endpoint whose identity is not known.',
        view.unmatched,
      )
    }
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

function writeUp(writer: ExpositionWriter, up: 0 | 1): void {
  writer.gauge('ovs_up', 'Whether the OVSDB server answered this scrape.', up)
}
