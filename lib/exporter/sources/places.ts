import {
  type BridgeRow,
  buildTopology,
  NOWHERE,
  type Place,
  type PortRow,
  type Topology,
} from '../../correlation/index.js'
import type { TableReads, TableSource, Tables } from './table-reads.js'

/** What places are made of. */
export const PLACE_READS = {
  Bridge: ['name', 'ports'],
  Port: ['_uuid', 'name', 'interfaces'],
} as const satisfies TableReads

/** Milliseconds after which places are read again although nothing new appeared: a port can move to another bridge. */
const MAX_AGE = 60_000

/**
 * Where interfaces sit. A place that is the same as before is the same object, so that what was made of it can be kept.
 * Bridges and ports hardly ever change and would cost the server as much as the interfaces: when no collector of a
 * scrape needs them, they are read only when an interface appears whose place is not known.
 */
export class Places {
  readonly #source: TableSource
  readonly #now: () => number
  #topology: Topology = new Map()
  #readAt = Number.NEGATIVE_INFINITY

  constructor(source: TableSource, now: () => number = () => performance.now()) {
    this.#source = source
    this.#now = now
  }

  /** The switch may be another: nothing is known any more. */
  forget(): void {
    this.#readAt = Number.NEGATIVE_INFINITY
  }

  /** Places by rows that were read just now. */
  update(bridges: readonly BridgeRow[], ports: readonly PortRow[]): Topology {
    const before = this.#topology
    const topology = new Map<string, Place>()
    for (const [uuid, place] of buildTopology(bridges, ports)) {
      const known = before.get(uuid)
      topology.set(uuid, known?.bridge === place.bridge && known.port === place.port ? known : place)
    }
    this.#topology = topology
    this.#readAt = this.#now()
    return topology
  }

  /**
   * Places that cover all of these interfaces, read if need be; one that nothing refers to is at {@link NOWHERE}.
   *
   * @throws what the source throws
   */
  async covering(interfaces: readonly { readonly uuid: string }[], signal: AbortSignal): Promise<Topology> {
    const fresh = this.#now() - this.#readAt < MAX_AGE
    if (fresh && interfaces.every(({ uuid }) => this.#topology.has(uuid))) return this.#topology
    if (interfaces.length === 0) return this.#topology
    // In one transaction: a port that appeared between two would be on no bridge until places are read again.
    const { Bridge, Port } = (await this.#source.read(PLACE_READS, signal)) as Tables<typeof PLACE_READS>
    const topology = new Map(this.update(Bridge, Port))
    for (const { uuid } of interfaces) if (!topology.has(uuid)) topology.set(uuid, NOWHERE)
    this.#topology = topology
    return topology
  }
}
