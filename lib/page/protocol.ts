/** The path of the WebSocket that feeds the page. */
export const FEED_PATH = '/live/feed'

/**
 * Milliseconds after which the server says at least that it is there. A page that hears nothing for longer than
 * {@link SILENCE_MS} takes the connection for lost: one that is cut without a word never ends by itself.
 */
export const ALIVE_MS = 10_000
export const SILENCE_MS = 25_000

/** Close codes (RFC 6455 section 7.4): the page says of each what it means. */
export const CLOSE_GOING_AWAY = 1001
export const CLOSE_POLICY = 1008
export const CLOSE_TOO_MANY = 1013

/**
 * The counters of a row, in the order of {@link Sample}; keys of `Interface.statistics`. Of an endpoint they are the
 * container's (what it receives is `rx`), of any other interface the switch's.
 */
export const COUNTERS = [
  'rx_bytes',
  'tx_bytes',
  'rx_packets',
  'tx_packets',
  'rx_dropped',
  'tx_dropped',
  'rx_errors',
  'tx_errors',
] as const
export type Counter = (typeof COUNTERS)[number]

/** One value per {@link COUNTERS}, per second; null where it cannot be told. */
export type Rates = readonly (number | null)[]

/** One value per {@link COUNTERS}: text where a number would lose digits, null where the switch does not report it. */
export type Counts = readonly (number | string | null)[]

/** What a row is, as far as it does not count. */
export interface Row {
  /** The UUID of the Interface. */
  readonly id: string
  readonly kind: 'endpoint' | 'interface'
  readonly interface: string
  /** Whose endpoint it is; '' where it is none, or where Netmaster does not say. */
  readonly tenant: string
  readonly network: string
  readonly group: string
  readonly host: string
  readonly container: string
  readonly bridge: string
  readonly type: string
  readonly state: RowState
  /** What the switch says is wrong with the interface; '' when nothing is. */
  readonly error: string
  /** Carries the id of an endpoint that nobody knows. */
  readonly unmatched: boolean
}

/** `off` is down by configuration, `unknown` is not told by the switch. */
export type RowState = 'up' | 'down' | 'off' | 'error' | 'unknown'

export type Sample = readonly [id: string, rates: Rates, counts: Counts]

/** The sum over the rows of a tenant, network, group or bridge. */
export interface Total {
  readonly level: 'tenant' | 'network' | 'group' | 'bridge'
  /** From the outermost: `['blue', 'web', 'frontend']`. */
  readonly path: readonly string[]
  readonly rows: number
  readonly rates: Rates
}

/** Something is wrong: what, and what to do. */
export interface Banner {
  readonly id: string
  readonly level: 'error' | 'warning'
  readonly text: string
  readonly advice: string
  /** Since when, in milliseconds of the epoch. */
  readonly since: number | null
}

/** All there is of a switch: what came before is void. */
export interface SwitchSnapshot {
  readonly type: 'switch'
  readonly mode: string
  readonly version: string
  /** Counts the statistics updates; what a page did not get is a gap. */
  readonly sequence: number
  /** Milliseconds between two updates of the rates: the switch's statistics updates, as it is configured, or several. */
  readonly interval: number
  /** Whether the switch's database can be read. */
  readonly up: boolean
  readonly rows: readonly Row[]
  readonly samples: readonly Sample[]
  readonly totals: readonly Total[]
  readonly banners: readonly Banner[]
}

/** What changed since. A row that is not told has the rates it had. */
export interface SwitchUpdate {
  readonly type: 'update'
  readonly sequence: number
  /** When the switch wrote the statistics, in milliseconds of the epoch; absent where it did not. */
  readonly time?: number
  readonly interval?: number
  readonly rows?: readonly Row[]
  readonly gone?: readonly string[]
  readonly samples?: readonly Sample[]
  readonly totals?: readonly Total[]
  readonly banners?: readonly Banner[]
}

export interface GroupNode {
  readonly name: string
  readonly policies: readonly string[]
  readonly netProfile: string | null
}

export interface NetworkNode {
  readonly name: string
  readonly groups: readonly GroupNode[]
}

export interface TenantNode {
  readonly name: string
  readonly networks: readonly NetworkNode[]
}

/** All that Netmaster holds (mode netmaster); null while it cannot be asked. */
export interface NetmasterSnapshot {
  readonly type: 'netmaster'
  readonly mode: string
  readonly version: string
  /** When Netmaster said so, in milliseconds of the epoch. */
  readonly time: number | null
  readonly tenants: readonly TenantNode[] | null
  readonly banners: readonly Banner[]
}

/** Nothing changed, and the server is there. */
export interface Alive {
  readonly type: 'alive'
}

export type Message = SwitchSnapshot | SwitchUpdate | NetmasterSnapshot | Alive
