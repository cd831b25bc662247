import type { InventoryStatus } from '../../contiv/index.js'
import type { Collector, Publish } from './collector.js'
import { writeNetmasterHealth } from './netmaster-health.js'

/** How well the identities of the endpoints are known (mode netplugin). */
export class InventoryCollector implements Collector {
  readonly #inventory: { status(): InventoryStatus }
  readonly #now: () => number

  constructor(inventory: { status(): InventoryStatus }, now: () => number = Date.now) {
    this.#inventory = inventory
    this.#now = now
  }

  async gather(): Promise<Publish> {
    // Read when it is written: the same scrape may have made the inventory learn.
    return (writer) => {
      const { up, requests, refreshedAt, endpoints } = this.#inventory.status()
      const age = refreshedAt === undefined ? undefined : Math.max(0, this.#now() - refreshedAt.getTime()) / 1000
      writeNetmasterHealth(writer, { up, requests, age })
      writer.gauge('contiv_inventory_endpoints', 'Number of endpoints of this node whose identity is known.', endpoints)
    }
  }
}
