import { type Clock, type CountsStatus, SYSTEM_CLOCK } from '../../contiv/index.js'
import type { Feed } from '../../live/index.js'
import { netmasterBanner } from '../../live/index.js'
import type { Message, NetmasterSnapshot } from '../../page/protocol.js'
import { tenantTree } from './tenant-tree.js'

export interface NetmasterFeedOptions {
  /** Asks Netmaster by its own schedule, whether anybody watches or not. */
  readonly source: { status(): CountsStatus }
  readonly mode: string
  readonly version: string
  readonly clock?: Clock | undefined
}

/** Milliseconds between two looks at what the source holds. */
const LOOK_INTERVAL = 1000

/** Feeds the page of the mode `netmaster`. */
export class NetmasterFeed implements Feed {
  readonly #options: NetmasterFeedOptions
  readonly #clock: Clock
  #cancel = () => {}

  constructor(options: NetmasterFeedOptions) {
    this.#options = options
    this.#clock = options.clock ?? SYSTEM_CLOCK
  }

  start(publish: (message: Message) => void): void {
    let told = this.#options.source.status()
    const look = () => {
      const status = this.#options.source.status()
      if (status.lists !== told.lists || status.error?.message !== told.error?.message) {
        told = status
        publish(this.snapshot())
      }
      this.#cancel = this.#clock.after(LOOK_INTERVAL, look)
    }
    this.#cancel = this.#clock.after(LOOK_INTERVAL, look)
  }

  stop(): void {
    this.#cancel()
  }

  snapshot(): NetmasterSnapshot {
    const { source, mode, version } = this.#options
    const status = source.status()
    const banner = netmasterBanner(status, 'there is nothing to show')
    return {
      type: 'netmaster',
      mode,
      version,
      time: status.lastSuccess?.getTime() ?? null,
      tenants: status.lists === undefined ? null : tenantTree(status.lists),
      banners: banner === undefined ? [] : [banner],
    }
  }
}
