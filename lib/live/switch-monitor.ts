import type { Clock } from '../contiv/clock.js'
import { buildTopology, type Topology } from '../correlation/index.js'
import type { Change, Client, OpenVSwitch, Replica, Row } from '../ovsdb/index.js'
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

/** Builds the state as it is at the time of the call. */
export type ReadState = () => SwitchState

export interface SwitchListener {
  /** Everything was told anew: at the start, and on each new connection. */
  initial(read: ReadState): void
  /**
   * Told of each transaction, so that nothing is built for it before it is read.
   *
   * @param counted the interfaces whose statistics were there and are others now; the first ones of an interface are
   * written when it is made (iface_create in vswitchd/bridge.c), and not with an update of all
   */
  changed(read: ReadState, counted: readonly string[]): void
  /** There is no connection, or not yet. */
  lost(cause: Error): void
}

export type MonitorClient = Pick<Client<OpenVSwitch>, 'replicate' | 'onStatus' | 'status'>

/** Milliseconds until a replica that could not be had is asked for again. */
const RETRY_INTERVAL = 5000

/** Watches the switch's database for as long as it is open: a replica, which the server tells of changes as they happen. */
export class SwitchMonitor {
  readonly #client: MonitorClient
  readonly #listener: SwitchListener
  readonly #clock: Clock
  #close = () => {}

  constructor(client: MonitorClient, listener: SwitchListener, clock: Clock) {
    this.#client = client
    this.#listener = listener
    this.#clock = clock
  }

  open(): void {
    const { status } = this.#client
    if (status.state === 'disconnected') this.#listener.lost(status.cause)
    const closing = new AbortController()
    let watching = false
    let cancelRetry = () => {}
    const watch = async () => {
      if (watching) return
      watching = true
      watching = await this.#watch(closing.signal)
      // A schema that does not fit may be converted to one that does.
      cancelRetry()
      if (!watching && !closing.signal.aborted) cancelRetry = this.#clock.after(RETRY_INTERVAL, () => void watch())
    }
    const leave = this.#client.onStatus((next) => {
      if (next.state === 'disconnected') this.#listener.lost(next.cause)
      else if (next.state === 'connected') void watch()
    })
    this.#close = () => {
      leave()
      cancelRetry()
      closing.abort()
    }
    void watch()
  }

  /** Nothing is told any more, and the server watches nothing for us. */
  close(): void {
    this.#close()
  }

  /** @returns whether there is a replica; a server that refuses one is asked again after a while, and on the next connection */
  async #watch(signal: AbortSignal): Promise<boolean> {
    try {
      const replica = await this.#client.replicate(COLUMNS, { timeout: 0, signal })
      let topology: Topology | undefined
      const read = () => {
        topology ??= topologyOf(replica)
        return stateOf(replica, topology)
      }
      signal.addEventListener('abort', () => void replica.close())
      replica.onChanges((changes) => {
        if (changes.some(({ table }) => table === 'Bridge' || table === 'Port')) topology = undefined
        // Those of a replica that is not current yet are part of what is told anew.
        if (replica.state.state !== 'synced') return
        this.#listener.changed(
          read,
          changes.filter(isCount).map(({ uuid }) => uuid),
        )
      })
      replica.onState((state) => {
        if (state.state === 'synced') this.#listener.initial(read)
        else if (state.state === 'stale') this.#listener.lost(state.cause)
      })
      if (signal.aborted) void replica.close()
      else this.#listener.initial(read)
      return true
    } catch (error) {
      if (!signal.aborted) this.#listener.lost(error as Error)
      return false
    }
  }
}

function isCount({ table, kind, old, new: row }: Change<OpenVSwitch, Columns>): boolean {
  return (
    table === 'Interface' &&
    kind === 'modify' &&
    old.statistics.size > 0 &&
    !sameStatistics(old.statistics, row.statistics)
  )
}

function topologyOf(replica: Replica<OpenVSwitch, Columns>): Topology {
  return buildTopology([...replica.table('Bridge').rows.values()], [...replica.table('Port').rows.values()])
}

function stateOf(replica: Replica<OpenVSwitch, Columns>, topology: Topology): SwitchState {
  const [root] = replica.table('Open_vSwitch').rows.values()
  return {
    interfaces: replica.table('Interface').rows as ReadonlyMap<string, MonitoredInterface>,
    topology,
    statsUpdateInterval: root?.other_config.get('stats-update-interval'),
  }
}
