import { buildTopology, type Topology } from '../../correlation/index.js'
import type { Client, DatabaseSession, OpenVSwitch, Row } from '../../ovsdb/index.js'
import { ReplicaTables } from '../../ovsdb/monitor/replica-tables.js'
import { rowReaders } from '../../ovsdb/monitor/row-reader.js'
import { readTableUpdates } from '../../ovsdb/monitor/table-updates.js'
import { sameStatistics } from './rates.js'

const COLUMNS = {
  Interface: ['_uuid', 'name', 'type', 'external_ids', 'statistics', 'admin_state', 'link_state', 'error'],
  Port: ['_uuid', 'name', 'interfaces'],
  Bridge: ['name', 'ports'],
  Open_vSwitch: ['other_config'],
} as const

type Columns = typeof COLUMNS

export type MonitoredInterface = Row<OpenVSwitch, 'Interface', Columns['Interface'][number]>

/** The switch as its database told it last. */
export interface SwitchState {
  readonly interfaces: ReadonlyMap<string, MonitoredInterface>
  readonly topology: Topology
  /** `other_config:stats-update-interval` of the Open_vSwitch table, as text. */
  readonly statsUpdateInterval: string | undefined
}

export interface SwitchListener {
  /** Everything was told anew: at the start, and on each new connection. */
  initial(state: SwitchState): void
  /**
   * @param counted whether statistics that were there are others now; the first ones of an interface are written when it
   * is made (iface_create in vswitchd/bridge.c), and not with an update of all
   */
  changed(state: SwitchState, counted: boolean): void
  /** There is no connection, or not yet. */
  lost(cause: Error): void
}

export type MonitorClient = Pick<Client<OpenVSwitch>, 'onSession' | 'onStatus' | 'status'>

/**
 * Watches the switch's database for as long as it is open: the server tells what changes (`monitor`, RFC 7047 section
 * 4.1.5), when it changes.
 */
export class SwitchMonitor {
  readonly #client: MonitorClient
  readonly #listener: SwitchListener
  readonly #leave: (() => void)[] = []
  #current: { readonly session: DatabaseSession['session']; readonly id: string } | undefined
  #count = 0

  constructor(client: MonitorClient, listener: SwitchListener) {
    this.#client = client
    this.#listener = listener
  }

  open(): void {
    const { status } = this.#client
    if (status.state === 'disconnected') this.#listener.lost(status.cause)
    this.#leave.push(
      this.#client.onStatus((next) => {
        if (next.state === 'disconnected') this.#listener.lost(next.cause)
      }),
      this.#client.onSession((established) => this.#watch(established)),
    )
  }

  /** Nothing is told any more, and the server watches nothing for us. */
  close(): void {
    for (const leave of this.#leave.splice(0)) leave()
    const current = this.#current
    this.#current = undefined
    current?.session.request('monitor_cancel', [current.id]).catch(() => {})
  }

  #watch({ session, schema }: DatabaseSession): void {
    const id = `ovsdb-exporter-live-${++this.#count}`
    this.#current = { session, id }
    const readers = rowReaders(schema, COLUMNS)
    const replica = new ReplicaTables<OpenVSwitch, Columns>(COLUMNS)
    const mine = () => this.#current?.id === id
    // A reply is settled after the notifications that follow it in the same chunk were told.
    let early: unknown[] | undefined = []
    const apply = (updates: unknown) => {
      const changes = replica.apply(readTableUpdates(updates, readers))
      const counted = changes.some(
        ({ table, kind, old, new: row }) =>
          table === 'Interface' &&
          kind === 'modify' &&
          old.statistics.size > 0 &&
          !sameStatistics(old.statistics, row.statistics),
      )
      if (changes.length > 0) this.#listener.changed(stateOf(replica), counted)
    }
    const guarded = (work: () => void) => {
      try {
        if (mine()) work()
      } catch (error) {
        // What the server says makes no sense any more: a new connection tells everything anew.
        session.abort(error as Error)
      }
    }
    const deaf = session.onNotification('update', ([monitor, updates]) => {
      if (monitor !== id) return
      if (early !== undefined) early.push(updates)
      else guarded(() => apply(updates))
    })
    void session.closed.then(deaf)
    const requests = Object.fromEntries([...readers].map(([table, { columns }]) => [table, [{ columns }]]))
    session.request('monitor', [schema.name, id, requests]).then(
      (reply) =>
        guarded(() => {
          replica.resync(readTableUpdates(reply, readers), readers)
          this.#listener.initial(stateOf(replica))
          const waiting = early ?? []
          early = undefined
          for (const updates of waiting) apply(updates)
        }),
      (error: Error) => {
        if (mine()) this.#listener.lost(error)
      },
    )
  }
}

function stateOf(replica: ReplicaTables<OpenVSwitch, Columns>): SwitchState {
  const [root] = replica.table('Open_vSwitch').rows.values()
  return {
    interfaces: replica.table('Interface').rows as ReadonlyMap<string, MonitoredInterface>,
    topology: buildTopology([...replica.table('Bridge').rows.values()], [...replica.table('Port').rows.values()]),
    statsUpdateInterval: root?.other_config.get('stats-update-interval'),
  }
}
