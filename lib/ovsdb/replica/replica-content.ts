import { Listeners } from '../listeners.js'
import type { AnyRow, ReplicaColumns } from '../monitor/change.js'
import { type ReplicaIndexes, ReplicaTables } from '../monitor/replica-tables.js'
import type { AnyChange } from '../monitor/row-change.js'
import type { Uuid } from '../value/types.js'
import { ChangeFeed } from './change-feed.js'
import type { Told } from './dialects.js'
import type { MonitorPlan } from './monitor-plan.js'
import type { ReplicationTarget } from './replication.js'
import type { ReplicaState } from './state.js'

/** What a replica holds, and those who follow it. */
export class ReplicaContent<Model, Columns extends ReplicaColumns<Model>> implements ReplicationTarget {
  readonly tables: ReplicaTables<Model, Columns>
  readonly states = new Listeners<ReplicaState>()
  /** Told of each update before anything else is. */
  readonly changes = new Listeners<readonly AnyChange[]>()
  readonly #names: readonly string[]
  readonly #feeds = new Set<ChangeFeed>()
  #state: ReplicaState = { state: 'stale', since: new Date(), cause: new Error('nothing was read yet') }

  constructor(columns: Columns, indexes: ReplicaIndexes<Model, Columns> | undefined) {
    this.tables = new ReplicaTables(columns, indexes)
    this.#names = Object.keys(columns)
  }

  get state(): ReplicaState {
    return this.#state
  }

  holds(table: string, uuid: string): boolean {
    return this.#rows(table).has(uuid as Uuid)
  }

  read({ updates, resumed }: Told, { readers }: MonitorPlan): void {
    const changes = (resumed ? this.tables.apply(updates) : this.tables.resync(updates, readers)) as readonly unknown[]
    if (changes.length === 0) return
    for (const feed of this.#feeds) feed.push(changes as readonly AnyChange[])
    this.changes.tell(changes as readonly AnyChange[])
  }

  synced(): void {
    this.#setState({ state: 'synced' })
  }

  /** What goes wrong in the same way again and again is told once. */
  stale(cause: Error): void {
    if (this.#state.state === 'stale' && String(this.#state.cause) === String(cause)) return
    const since = this.#state.state === 'stale' ? this.#state.since : new Date()
    this.#setState({ state: 'stale', since, cause })
  }

  /** The rows stay, and what was not read of their changes can still be. */
  close(): void {
    this.#setState({ state: 'closed' })
    for (const feed of this.#feeds) feed.end()
  }

  /** @param initial whether it begins with the rows there are */
  feed(initial: boolean): ChangeFeed {
    const feed: ChangeFeed = new ChangeFeed(() => this.#feeds.delete(feed))
    if (initial) feed.push(this.#names.flatMap((table) => this.#inserts(table)))
    if (this.#state.state === 'closed') feed.end()
    else this.#feeds.add(feed)
    return feed
  }

  #inserts(table: string): readonly AnyChange[] {
    return [...this.#rows(table)].map(([uuid, row]) => ({ table, uuid, kind: 'insert', old: undefined, new: row }))
  }

  #rows(table: string): ReadonlyMap<Uuid, AnyRow> {
    return this.tables.table(table as never).rows as ReadonlyMap<Uuid, AnyRow>
  }

  #setState(state: ReplicaState): void {
    if (this.#state.state === 'closed') return
    this.#state = state
    this.states.tell(state)
  }
}
