import type { MetricNames } from '../config/config.js'
import { SWITCH_MODES } from '../config/config.js'
import type { Selection } from '../config/selection.js'
import { isSelected } from '../config/selection.js'
import type { ExpositionWriter } from '../exposition/writer.js'
import type { SwitchReading } from '../sources/switch.js'
import type { SwitchReader } from '../sources/switch-reader.js'
import type { TableReads } from '../sources/table-reads.js'
import type { Collector, Gathered, Scrape } from './collector.js'
import type { CollectorDescription, FamilyDescription } from './declaration.js'
import { ENDPOINT_TRAFFIC, EndpointTrafficWriter } from './endpoint-traffic.js'
import { INTERFACE_TRAFFIC, writeInterfaceTraffic } from './interface-traffic.js'

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
  modes: SWITCH_MODES,
  enabled: true,
  reads: { Interface: ['_uuid', 'name', 'type', 'external_ids', 'statistics'] },
  families: [UNMATCHED, ...ENDPOINT_TRAFFIC, ...INTERFACE_TRAFFIC],
} as const satisfies CollectorDescription & { readonly reads: TableReads }

export interface TrafficCollectorOptions {
  readonly reader: Pick<SwitchReader, 'read'>
  readonly metricNames: MetricNames
  readonly selection: Pick<Selection, 'statistics'>
  /** Whether there are endpoints to tell from other interfaces. */
  readonly contiv: boolean
}

/** The switch's traffic: `contiv_endpoint_*` and the classic names for endpoints, `ovs_interface_*` for the rest. */
export class TrafficCollector implements Collector {
  readonly name = TRAFFIC.name
  readonly #options: TrafficCollectorOptions
  readonly #endpoints: EndpointTrafficWriter

  constructor(options: TrafficCollectorOptions) {
    this.#options = options
    this.#endpoints = new EndpointTrafficWriter(options.metricNames)
  }

  async gather(scrape: Scrape): Promise<Gathered> {
    const reading = await this.#options.reader.read(scrape)
    return { age: 0, write: (writer) => this.#write(writer, reading) }
  }

  #write(writer: ExpositionWriter, { view, interfaceLabels }: SwitchReading): void {
    const { contiv, selection } = this.#options
    const wanted = (key: string) => isSelected(selection.statistics, key)
    if (contiv) writer.samples(UNMATCHED, [[{}, view.unmatched]])
    this.#endpoints.write(writer, view.endpoints, wanted)
    writeInterfaceTraffic(writer, view.interfaces, interfaceLabels, wanted)
  }
}
