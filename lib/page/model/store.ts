import type { Banner, Message, NetmasterSnapshot, Sample, SwitchSnapshot, SwitchUpdate, Total } from '../protocol.js'
import { Timeline } from './history.js'
import { curvesOf, type LiveRow, newRow, withoutNews } from './live-row.js'

/** What the page knows, from the messages that came. It holds no more after days than after minutes. */
export class Store {
  readonly timeline = new Timeline()
  readonly #rows = new Map<string, LiveRow>()
  #sequence = 0
  #gap = false
  mode: string | undefined
  version: string | undefined
  /** Milliseconds between the switch's statistics updates. */
  interval = 5000
  /** Whether the switch's database can be read. */
  up = false
  totals: readonly Total[] = []
  banners: readonly Banner[] = []
  netmaster: NetmasterSnapshot | undefined

  get rows(): ReadonlyMap<string, LiveRow> {
    return this.#rows
  }

  apply(message: Message): void {
    switch (message.type) {
      case 'switch':
        this.#replace(message)
        break
      case 'update':
        this.#update(message)
        break
      case 'netmaster':
        this.mode = message.mode
        this.version = message.version
        this.banners = message.banners
        this.netmaster = message
        break
    }
  }

  /** The connection is lost: nothing is known from here on, and the curves have a gap. */
  disconnected(): void {
    this.up = false
    this.#forgetNews()
  }

  #replace(snapshot: SwitchSnapshot): void {
    this.mode = snapshot.mode
    this.version = snapshot.version
    this.interval = snapshot.interval
    this.up = snapshot.up
    this.totals = snapshot.totals
    this.banners = snapshot.banners
    this.#sequence = snapshot.sequence
    this.#forgetNews()
    const here = new Set(snapshot.rows.map(({ id }) => id))
    // An exporter that cannot read the database does not know whether a row is gone.
    for (const id of this.#rows.keys()) if (snapshot.up && !here.has(id)) this.#rows.delete(id)
    for (const row of snapshot.rows) this.#rows.set(row.id, { ...(this.#rows.get(row.id) ?? newRow(row)), row })
    this.#take(snapshot.samples)
  }

  #update({ sequence, time, interval, rows = [], gone = [], samples = [], totals, banners }: SwitchUpdate): void {
    if (interval !== undefined) this.interval = interval
    if (totals !== undefined) this.totals = totals
    if (banners !== undefined) this.banners = banners
    for (const row of rows) this.#rows.set(row.id, { ...(this.#rows.get(row.id) ?? newRow(row)), row })
    for (const id of gone) this.#rows.delete(id)
    this.#take(samples)
    if (time !== undefined) this.#record(time, sequence)
    this.#sequence = sequence
  }

  #take(samples: readonly Sample[]): void {
    for (const [id, rates, counts] of samples) {
      const live = this.#rows.get(id)
      if (live !== undefined) this.#rows.set(id, { ...live, rates, counts })
    }
  }

  #record(time: number, sequence: number): void {
    if (this.#gap || sequence > this.#sequence + 1) this.#recordGap()
    const place = this.timeline.push(time)
    for (const live of this.#rows.values()) live.history.set(place, curvesOf(live))
  }

  /** A moment of which nothing is known: curves are not drawn across it. */
  #recordGap(): void {
    this.#gap = false
    const { last } = this.timeline
    if (last === undefined) return
    const place = this.timeline.push(last + 1)
    for (const { history } of this.#rows.values()) history.clear(place)
  }

  #forgetNews(): void {
    this.#gap = true
    for (const [id, live] of this.#rows) this.#rows.set(id, withoutNews(live))
  }
}
