import { type Clock, SYSTEM_CLOCK } from '../contiv/clock.js'
import { endpointIds } from '../correlation/index.js'
import type { Banner, Message, Row, Sample, SwitchSnapshot, SwitchUpdate, Total } from '../page/protocol.js'
import { netmasterBanner, type Outage, ovsdbBanner, sameBanners, silenceBanner, unmatchedBanner } from './banners.js'
import type { Feed } from './feed.js'
import { Meter, type Reading } from './meter.js'
import { countsOf, spanOf } from './rates.js'
import { type RowIdentities, rowOf, sameRow, statisticsOf } from './rows.js'
import {
  type MonitorClient,
  type ReadState,
  type SwitchListener,
  SwitchMonitor,
  type SwitchState,
} from './switch-monitor.js'
import { totalsOf } from './totals.js'
import { Turns } from './turns.js'
import { updateIntervalOf } from './update-interval.js'

/** Who the endpoints are, and how well that is known. */
export interface WatchedIdentities extends RowIdentities {
  learn(ids: ReadonlySet<string>, signal?: AbortSignal): Promise<void>
  status(): Parameters<typeof netmasterBanner>[0]
}

export interface SwitchFeedOptions {
  readonly client: MonitorClient
  /** Where the client looks, for messages. */
  readonly remote: string
  readonly mode: string
  readonly version: string
  /** Absent where there is no Contiv. */
  readonly identities?: WatchedIdentities | undefined
  /** Milliseconds that rates are averaged over at least, in whole statistics updates. Default: one of these. */
  readonly rate?: number | undefined
  readonly clock?: Clock | undefined
}

/** Milliseconds between two looks at what no switch tells: who the endpoints are, how Netmaster is, and its own silence. */
const LOOK_INTERVAL = 2000

/** Milliseconds between two turns of working out what follows from transactions; an update of all statistics waits for none. */
const TURN_PAUSE = 250

/** Intervals without an update after which rates are old. */
const PATIENCE = 2.5

/** Feeds the page of the modes `netplugin` and `ovs`. */
export class SwitchFeed implements Feed {
  readonly #options: SwitchFeedOptions
  readonly #clock: Clock
  readonly #monitor: SwitchMonitor
  readonly #meter = new Meter()
  readonly #turns: Turns
  #publish: ((message: Message) => void) | undefined
  #read: ReadState | undefined
  /** Whose statistics were written since the last turn, and when. */
  #counted = new Map<string, number>()
  #state: SwitchState | undefined
  #rows: ReadonlyMap<string, Row> = new Map()
  #totals: readonly Total[] = []
  #banners: readonly Banner[] = []
  #outage: Outage | undefined
  /** When the switch last updated its statistics, or began to be watched, by a clock that never jumps and by the time of day. */
  #heard: { readonly now: number; readonly date: Date } | undefined
  /** Since when it has not, once that is too long. */
  #silentSince: Date | undefined
  #sequence = 0
  #learning: AbortController | undefined
  #cancelLook = () => {}

  constructor(options: SwitchFeedOptions) {
    this.#options = options
    this.#clock = options.clock ?? SYSTEM_CLOCK
    const listener: SwitchListener = {
      initial: (read) => this.#initial(read),
      changed: (read, counted) => this.#note(read, counted),
      lost: (cause) => this.#lost(cause),
    }
    this.#monitor = new SwitchMonitor(options.client, listener, this.#clock)
    this.#turns = new Turns(this.#clock, TURN_PAUSE, () => this.#changed())
  }

  start(publish: (message: Message) => void): void {
    this.#publish = publish
    this.#banners = this.#bannersNow()
    this.#monitor.open()
    this.#lookAgain()
  }

  stop(): void {
    this.#publish = undefined
    this.#monitor.close()
    this.#learning?.abort()
    this.#learning = undefined
    this.#cancelLook()
    this.#outage = undefined
    this.#forgetChanges()
    this.#read = undefined
    this.#state = undefined
    this.#hear(undefined)
    this.#rows = new Map()
    this.#totals = []
    this.#meter.reset([])
  }

  snapshot(): SwitchSnapshot {
    const { mode, version } = this.#options
    return {
      type: 'switch',
      mode,
      version,
      sequence: this.#sequence,
      interval: this.#interval,
      up: this.#state !== undefined,
      rows: [...this.#rows.values()],
      samples: this.#samples(this.#rows.keys()),
      totals: this.#totals,
      banners: this.#banners,
    }
  }

  /** Milliseconds between the switch's statistics updates. */
  get #updateInterval(): number {
    return updateIntervalOf(this.#state?.statsUpdateInterval)
  }

  /** Milliseconds that rates are averaged over. */
  get #interval(): number {
    return spanOf(this.#options.rate ?? 0, this.#updateInterval)
  }

  #initial(read: ReadState): void {
    this.#forgetChanges()
    const state = read()
    this.#read = read
    this.#state = state
    this.#outage = undefined
    this.#hear(this.#clock)
    this.#rows = this.#rowsNow(state)
    this.#meter.reset(this.#statistics())
    this.#totals = this.#totalsNow()
    this.#banners = this.#bannersNow()
    this.#publish?.(this.snapshot())
    this.#learn(state)
  }

  /** However many transactions there are, what follows from them is worked out once a turn. */
  #note(read: ReadState, counted: readonly string[]): void {
    const at = this.#clock.now()
    for (const id of counted) this.#counted.set(id, at)
    this.#read = read
    this.#turns.ask()
    // An update of all is a moment in everybody's rates: it shares no turn with what is written after it.
    if (counted.length > 0 && this.#meter.isWhole(at, this.#updateInterval, this.#interval)) this.#turns.take()
  }

  #forgetChanges(): void {
    this.#turns.drop()
    this.#counted = new Map()
  }

  #changed(): void {
    const state = this.#read?.()
    if (state === undefined) return
    const counted = this.#counted
    this.#counted = new Map()
    const intervalBefore = this.#interval
    const before = this.#rows
    this.#state = state
    this.#rows = this.#rowsNow(state)
    const turned = [...this.#rows.values()].filter(({ id, kind }) => (before.get(id)?.kind ?? kind) !== kind)
    // Counted from the other side from now on: what was counted before is no beginning of a difference.
    for (const { id } of turned) this.#meter.forget(id)
    const interval = this.#interval
    const { whole, changed } =
      counted.size > 0
        ? this.#meter.update(this.#statistics(counted), latest(counted.values()), this.#updateInterval, interval)
        : { whole: false, changed: [] }
    if (whole) {
      // What was missed in a silence is a gap.
      this.#sequence += this.#silentSince === undefined ? 1 : 2
      this.#hear(this.#clock)
    }
    this.#tell({
      ...(whole ? { time: this.#clock.date().getTime() } : {}),
      ...(interval === intervalBefore ? {} : { interval }),
      ...given('samples', this.#samples(new Set([...changed, ...turned.map(({ id }) => id)]))),
      ...this.#differences(before),
    })
    this.#learn(state)
  }

  #lost(cause: Error): void {
    this.#turns.take()
    const first = this.#outage === undefined
    this.#outage = { cause, since: this.#outage?.since ?? this.#clock.date() }
    this.#state = undefined
    this.#hear(undefined)
    this.#meter.reset([])
    if (!first) {
      this.#tell(this.#differences(this.#rows))
      return
    }
    // What there is goes on being named; how it is, nobody knows.
    this.#rows = new Map([...this.#rows].map(([id, row]) => [id, { ...row, state: 'unknown', error: '' }]))
    this.#totals = this.#totalsNow()
    this.#banners = this.#bannersNow()
    this.#publish?.(this.snapshot())
  }

  /** Who is new is asked for as a scrape does; when the answer comes, the rows are others. */
  #learn({ interfaces }: SwitchState): void {
    const { identities } = this.#options
    if (identities === undefined || this.#learning !== undefined) return
    const learning = new AbortController()
    this.#learning = learning
    const settled = () => {
      if (this.#learning !== learning) return
      this.#learning = undefined
      this.#look()
    }
    identities.learn(endpointIds([...interfaces.values()]), learning.signal).then(settled, settled)
  }

  /** Sees what changed without the switch: who its endpoints are, whether that is known, and that it tells nothing. */
  #look(): void {
    this.#listen()
    const state = this.#state
    const changed = [...this.#rows.values()].some((row) => {
      const monitored = state?.interfaces.get(row.id)
      return state && monitored && !sameRow(row, rowOf(monitored, state.topology, this.#options.identities))
    })
    if (changed) {
      this.#turns.ask()
      this.#turns.take()
    } else this.#tell(this.#differences(this.#rows))
  }

  #hear(at: Clock | undefined): void {
    this.#heard = at && { now: at.now(), date: at.date() }
    this.#silentSince = undefined
  }

  /** A switch that updates no statistics is told of nowhere: its rates are as unknown as if it could not be read. */
  #listen(): void {
    const heard = this.#heard
    if (heard === undefined || this.#silentSince !== undefined) return
    if (this.#clock.now() - heard.now <= PATIENCE * this.#interval) return
    this.#silentSince = heard.date
    this.#meter.reset(this.#statistics())
    this.#tell({ ...given('samples', this.#samples(this.#rows.keys())), ...this.#differences(this.#rows) })
  }

  #lookAgain(): void {
    this.#cancelLook = this.#clock.after(LOOK_INTERVAL, () => {
      this.#look()
      this.#lookAgain()
    })
  }

  #tell(update: Omit<SwitchUpdate, 'type' | 'sequence'>): void {
    if (Object.keys(update).length > 0) this.#publish?.({ type: 'update', sequence: this.#sequence, ...update })
  }

  #differences(before: ReadonlyMap<string, Row>): Omit<SwitchUpdate, 'type' | 'sequence'> {
    const rows = [...this.#rows.values()].filter((row) => {
      const old = before.get(row.id)
      return old === undefined || !sameRow(old, row)
    })
    const gone = [...before.keys()].filter((id) => !this.#rows.has(id))
    const totals = this.#totalsNow()
    const banners = this.#bannersNow()
    const sameTotals = JSON.stringify(totals) === JSON.stringify(this.#totals)
    const same = sameBanners(banners, this.#banners)
    this.#totals = totals
    this.#banners = banners
    return {
      ...given('rows', rows),
      ...given('gone', gone),
      ...(sameTotals ? {} : { totals }),
      ...(same ? {} : { banners }),
    }
  }

  #rowsNow({ interfaces, topology }: SwitchState): ReadonlyMap<string, Row> {
    const rows = new Map<string, Row>()
    for (const [id, monitored] of interfaces) rows.set(id, rowOf(monitored, topology, this.#options.identities))
    return rows
  }

  #totalsNow(): readonly Total[] {
    return totalsOf(this.#rows.values(), (id) => this.#meter.rates(id))
  }

  /** @param told when they were, of those whose time is known */
  *#statistics(told?: ReadonlyMap<string, number>): Iterable<Reading> {
    for (const [id, { statistics }] of this.#state?.interfaces ?? []) {
      const row = this.#rows.get(id)
      if (row !== undefined) yield [id, statisticsOf(row, statistics), told?.get(id)]
    }
  }

  #samples(ids: Iterable<string>): readonly Sample[] {
    const samples: Sample[] = []
    for (const id of ids) {
      const row = this.#rows.get(id)
      const monitored = this.#state?.interfaces.get(id)
      if (row === undefined || monitored === undefined) continue
      samples.push([id, this.#meter.rates(id), countsOf(statisticsOf(row, monitored.statistics))])
    }
    return samples
  }

  #bannersNow(): readonly Banner[] {
    const { remote, identities } = this.#options
    let unmatched = 0
    for (const row of this.#rows.values()) if (row.unmatched) unmatched++
    return [
      this.#outage && ovsdbBanner(remote, this.#outage),
      this.#silentSince && silenceBanner(this.#silentSince),
      identities && netmasterBanner(identities.status(), 'the interfaces are shown without their endpoints'),
      identities && unmatchedBanner(unmatched),
    ].filter((banner) => banner !== undefined)
  }
}

function latest(times: Iterable<number>): number {
  let last = Number.NEGATIVE_INFINITY
  for (const time of times) last = Math.max(last, time)
  return last
}

function given<Key extends string, T>(key: Key, values: readonly T[]): { readonly [K in Key]?: readonly T[] } {
  return values.length === 0 ? {} : ({ [key]: values } as { readonly [K in Key]?: readonly T[] })
}
