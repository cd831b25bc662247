import type { InventoryStatus } from '../../contiv/index.js'
import type { Collector, Gathered } from './collector.js'
import type { CollectorDescription, FamilyDescription } from './declaration.js'
import { NETMASTER_HEALTH, netmasterError, writeNetmasterHealth } from './netmaster-health.js'

const ENDPOINTS = {
  name: 'contiv_inventory_endpoints',
  type: 'gauge',
  help: 'Number of endpoints of this node whose identity is known.',
  labels: [],
  source: '/api/v1/inspect/networks/',
} as const satisfies FamilyDescription

export const INVENTORY = {
  name: 'inventory',
  help: 'how well the endpoints of this node are known from Netmaster',
  modes: ['netplugin'],
  enabled: true,
  families: [...NETMASTER_HEALTH, ENDPOINTS],
} as const satisfies CollectorDescription

/** How well the identities of the endpoints are known. */
export class InventoryCollector implements Collector {
  readonly name = INVENTORY.name
  readonly #inventory: { status(): InventoryStatus }

  constructor(inventory: { status(): InventoryStatus }) {
    this.#inventory = inventory
  }

  async gather(): Promise<Gathered> {
    // Read when it is written: the same scrape may have made the inventory learn.
    const status = () => this.#inventory.status()
    return {
      get error() {
        return netmasterError(status())
      },
      get age() {
        return status().age
      },
      write: (writer) => {
        const now = status()
        writeNetmasterHealth(writer, now)
        writer.samples(ENDPOINTS, [[{}, now.endpoints]])
      },
    }
  }
}
