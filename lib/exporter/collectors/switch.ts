import { correlate, endpointIds, type Identities, type Topology, type View } from '../../correlation/index.js'
import type { MetricNames } from '../config/config.js'
import { LabelCache } from '../exposition/label-cache.js'
import type { ExpositionWriter } from '../exposition/writer.js'
import type { SourceLog } from '../source-log.js'
import type { SwitchSource } from '../sources/switch-source.js'
import type { Collector, Publish } from './collector.js'
import { writeClassicEndpoints, writeStandardEndpoints } from './endpoint-traffic.js'
import { writeInterfaces } from './interface-traffic.js'

/** Who the endpoints are: learnt before the join, within the time that is left. */
export interface IdentitySource extends Identities {
  learn(ids: ReadonlySet<string>, signal: AbortSignal): Promise<void>
}

export interface SwitchCollectorOptions {
  readonly source: SwitchSource
  readonly metricNames: MetricNames
  readonly log: SourceLog
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
  readonly #caches = { classic: new LabelCache(), standard: new LabelCache(), interfaces: new LabelCache() }

  constructor(options: SwitchCollectorOptions) {
    this.#options = options
  }

  async gather(signal: AbortSignal): Promise<Publish> {
    const { log } = this.#options
    try {
      const reading = await this.#read(signal)
      log.report(undefined)
      return (writer) => this.#write(writer, reading)
    } catch (error) {
      log.report(error as Error)
      return (writer) => writeUp(writer, 0)
    }
  }

  async #read(signal: AbortSignal): Promise<Reading> {
    const { source, identities = NOBODY } = this.#options
    const rows = await source.interfaces(signal)
    await identities.learn(endpointIds(rows), AbortSignal.any([signal, AbortSignal.timeout(LEARN_TIMEOUT)]))
    const view = correlate(rows, identities)
    const topology = await source.topology(view.interfaces, signal)
    return { view, topology }
  }

  #write(writer: ExpositionWriter, { view, topology }: Reading): void {
    const { metricNames, identities } = this.#options
    for (const cache of Object.values(this.#caches)) cache.turn()
    writeUp(writer, 1)
    if (identities !== undefined) {
      writer.gauge(
        'contiv_unmatched_endpoints',
        'Interfaces of endpoints that Netmaster does not know.',
        view.unmatched,
      )
    }
    if (metricNames !== 'standard') writeClassicEndpoints(writer, view.endpoints, this.#caches.classic)
    if (metricNames !== 'classic') writeStandardEndpoints(writer, view.endpoints, this.#caches.standard)
    writeInterfaces(writer, view.interfaces, topology, this.#caches.interfaces)
  }
}

const NOBODY: IdentitySource = { get: () => undefined, learn: () => Promise.resolve() }

function writeUp(writer: ExpositionWriter, up: 0 | 1): void {
  writer.gauge('ovs_up', 'Whether the OVSDB server answered this scrape.', up)
}
