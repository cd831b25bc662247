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
      const status = this.#inventory.status()
      writeNetmasterHealth(writer, status)
      writer.gauge(
        'contiv_inventory_endpoints',
        'Number of endpoints of this node whose identity is known.',
        status.endpoints,
      )
      if (status.refreshedAt !== undefined) {
        const seconds = Math.max(0, this.#now() - status.refreshedAt.getTime()) / 1000
        writer.gauge(
          'contiv_inventory_age_seconds',
          'Time since Netmaster last confirmed the identities of all endpoints.',
          seconds,
        )
      }
    }
  }
}
