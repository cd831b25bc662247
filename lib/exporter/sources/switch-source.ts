import { buildTopology, type InterfaceRow, NOWHERE, type Place, type Topology } from '../../correlation/index.js'
import type { Client, OpenVSwitch } from '../../ovsdb/index.js'

/** What the source needs of the client. */
export type SwitchClient = Pick<Client<OpenVSwitch>, 'select' | 'selectMany' | 'onStatus'>

const INTERFACE_COLUMNS = ['_uuid', 'name', 'type', 'external_ids', 'statistics'] as const

/** Milliseconds after which places are read again although nothing new appeared: a port can move to another bridge. */
const TOPOLOGY_MAX_AGE = 60_000

/**
 * Reads the switch: the interfaces at each scrape, and where they sit only when one appears whose place is not known,
 * because bridges and ports hardly ever change and would cost the server as much as the interfaces.
 */
export class SwitchSource {
  readonly #client: SwitchClient
  readonly #now: () => number
  #topology: Topology = new Map()
  #readAt = Number.NEGATIVE_INFINITY

  constructor(client: SwitchClient, now: () => number = () => performance.now()) {
    this.#client = client
    this.#now = now
    client.onStatus(({ state }) => {
      if (state === 'disconnected') this.#readAt = Number.NEGATIVE_INFINITY
    })
  }

  /** @throws what {@link Client.select} throws */
  interfaces(signal: AbortSignal): Promise<readonly InterfaceRow[]> {
    return this.#client.select('Interface', { columns: INTERFACE_COLUMNS, signal })
  }

  /**
   * Places that cover all of these interfaces; one that nothing refers to is at {@link NOWHERE}.
   *
   * @throws what {@link Client.selectMany} throws
   */
  async topology(interfaces: readonly { readonly uuid: string }[], signal: AbortSignal): Promise<Topology> {
    const fresh = this.#now() - this.#readAt < TOPOLOGY_MAX_AGE
    if (fresh && interfaces.every(({ uuid }) => this.#topology.has(uuid))) return this.#topology
    if (interfaces.length === 0) return this.#topology
    // In one transaction: a port that appeared between two would be on no bridge until places are read again.
    const [bridges, ports] = await this.#client.selectMany(
      [
        { table: 'Bridge', columns: ['name', 'ports'] },
        { table: 'Port', columns: ['_uuid', 'name', 'interfaces'] },
      ],
      { signal },
    )
    const topology = new Map<string, Place>(buildTopology(bridges, ports))
    for (const { uuid } of interfaces) if (!topology.has(uuid)) topology.set(uuid, NOWHERE)
    this.#topology = topology
    this.#readAt = this.#now()
    return topology
  }
}
