import { SWITCH_MODES } from '../config/config.js'
import type { SharedReading } from '../sources/shared-reading.js'
import type { Collector, Gathered, Scrape } from './collector.js'
import type { CollectorDescription, FamilyDescription } from './declaration.js'

const UP = {
  name: 'ovs_up',
  type: 'gauge',
  help: 'Whether the OVSDB server answered this scrape.',
  labels: [],
  source: 'the exporter',
} as const satisfies FamilyDescription

export const OVSDB = {
  name: 'ovsdb',
  help: 'whether the OVSDB server answers',
  modes: SWITCH_MODES,
  enabled: true,
  families: [UP],
} as const satisfies CollectorDescription

/** Whether the database can be read: what the other collectors of the scrape need of it. */
export class OvsdbCollector implements Collector {
  readonly name = OVSDB.name
  readonly #reader: Pick<SharedReading<unknown>, 'read'>

  constructor(reader: Pick<SharedReading<unknown>, 'read'>) {
    this.#reader = reader
  }

  async gather(scrape: Scrape): Promise<Gathered> {
    try {
      await this.#reader.read(scrape)
      return { age: 0, write: (writer) => writer.samples(UP, [[{}, 1]]) }
    } catch (error) {
      return { age: 0, error: error as Error, write: (writer) => writer.samples(UP, [[{}, 0]]) }
    }
  }
}
