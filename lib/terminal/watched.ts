import { filterInterfaces, type InterfaceFilter } from '../interfaces/index.js'
import type { LiveRow } from '../page/model/live-row.js'
import { Store } from '../page/model/store.js'
import type { Banner, Message } from '../page/protocol.js'

/** What of a message matters to who shows it. */
export interface News {
  /** An interval has ended, and there are rates for it. */
  readonly interval: boolean
  /** The database could be read before, and cannot now. */
  readonly lost: Banner | undefined
  /** The database can be read again. */
  readonly back: boolean
}

/** The interfaces that are watched, as the feed told them last. */
export class Watched {
  readonly #filter: InterfaceFilter
  readonly #store = new Store()
  /** When the last interval ended, by a clock that never jumps and by the time of day. */
  #ended: { readonly now: number; readonly time: number } | undefined
  /** Milliseconds that the last interval lasted; undefined before one has ended. */
  elapsed: number | undefined
  rows: readonly LiveRow[] = []
  /** A sentence for each pattern that matches nothing. */
  misses: readonly string[] = []

  constructor(filter: InterfaceFilter) {
    this.#filter = filter
  }

  /** Whether the switch's database can be read. */
  get up(): boolean {
    return this.#store.up
  }

  /** Milliseconds that rates are over. */
  get interval(): number {
    return this.#store.interval
  }

  get banners(): readonly Banner[] {
    return this.#store.banners
  }

  /** Whether the switch has told of no update for so long that no rate is known. */
  get silent(): boolean {
    return this.banners.some(({ id }) => id === 'silence')
  }

  /** Why the database cannot be read. */
  get outage(): Banner | undefined {
    return this.banners.find(({ id }) => id === 'ovsdb')
  }

  /** Why Netmaster cannot be asked. */
  get unlabelled(): Banner | undefined {
    return this.banners.find(({ id }) => id === 'netmaster')
  }

  /** When the switch last told of its counters, in milliseconds of the epoch; undefined where it has not since it is read. */
  get countedAt(): number | undefined {
    return this.#ended?.time
  }

  /** @param now milliseconds of a clock that never jumps */
  apply(message: Message, now: number): News {
    const wasUp = this.#store.up
    const outageBefore = this.outage
    const wasSilent = this.silent
    this.#store.apply(message)
    if (message.type === 'switch') this.#forget()
    const time = message.type === 'update' ? message.time : undefined
    if (time !== undefined && wasSilent) this.#forget()
    const interval = time !== undefined && this.#end({ now, time })
    this.#select()
    const { up } = this.#store
    return {
      interval,
      lost: outageBefore === undefined ? this.outage : undefined,
      back: up && !wasUp && outageBefore !== undefined,
    }
  }

  #forget(): void {
    this.#ended = undefined
    this.elapsed = undefined
  }

  /** The first update since everything was told anew, or after a silence, ends no interval, but begins one. */
  #end(moment: { readonly now: number; readonly time: number }): boolean {
    if (this.#ended !== undefined) this.elapsed = moment.now - this.#ended.now
    this.#ended = moment
    return this.elapsed !== undefined
  }

  #select(): void {
    const all = [...this.#store.rows.values()].map((live) => ({
      live,
      name: live.row.interface,
      bridge: live.row.bridge === '' ? undefined : live.row.bridge,
    }))
    const bridges = [...new Set(all.map(({ bridge }) => bridge))].filter((bridge) => bridge !== undefined)
    const { interfaces, misses } = filterInterfaces({ bridges, interfaces: all }, this.#filter)
    this.rows = interfaces.map(({ live }) => live)
    this.misses = misses
  }
}
