import type { LeaderConfig } from '../contiv/index.js'
import type { TlsOptions } from '../jsonrpc/index.js'

export type Format = 'table' | 'json' | 'csv'

/** What `ovs-interfaces` was told, validated. */
export interface Options {
  /** The OVSDB server; the members of a cluster comma-separated. */
  readonly remote: string
  readonly tls: TlsOptions | undefined
  /** Milliseconds without connection or answer after which it gives up. */
  readonly timeout: number
  /** Patterns, as {@link filterInterfaces} takes them. */
  readonly bridges: readonly string[]
  readonly names: readonly string[]
  readonly format: Format
  /** How Netmaster is found; undefined where endpoints were not asked for. */
  readonly leader: LeaderConfig | undefined
  /** Undefined where the interfaces are to be told once. */
  readonly watch: WatchOptions | undefined
}

export interface WatchOptions {
  /** Milliseconds that rates are averaged over at least; undefined for the switch's own interval. */
  readonly rate: number | undefined
  /** Intervals after which it ends. */
  readonly count: number | undefined
}
