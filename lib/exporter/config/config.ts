import type { Level } from 'pino'
import type { LeaderConfig } from '../../contiv/index.js'
import type { TlsOptions } from '../../jsonrpc/index.js'
import type { DaemonAddress } from '../../unixctl/index.js'
import type { ProbeConfig } from '../probe/types.js'
import type { Selection } from './selection.js'

export const MODES = ['netplugin', 'netmaster', 'ovs'] as const
export type Mode = (typeof MODES)[number]

/** The modes with a switch, and so with its daemons, on this host. */
export const SWITCH_MODES = ['ovs', 'netplugin'] as const satisfies readonly Mode[]

export const METRIC_NAMES = ['classic', 'standard', 'both'] as const
export type MetricNames = (typeof METRIC_NAMES)[number]

export const OVSDB_SOURCES = ['select', 'monitor'] as const
export type OvsdbSource = (typeof OVSDB_SOURCES)[number]

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const satisfies readonly Level[]
export type LogLevel = (typeof LOG_LEVELS)[number]

export const LOG_FORMATS = ['logfmt', 'json'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

export const COMPRESSIONS = ['gzip', 'none'] as const
export type Compression = (typeof COMPRESSIONS)[number]

/** Where to listen; without a host on every address, IPv6 and IPv4. */
export interface ListenAddress {
  readonly host: string | undefined
  readonly port: number
}

/** The control sockets of the switch's daemons. */
export interface UnixctlConfig {
  readonly vswitchd: DaemonAddress
  readonly ovsdbServer: DaemonAddress
  /** Milliseconds that a command may take. */
  readonly timeout: number
}

/** Everything the exporter can be told, validated. */
export interface Config {
  readonly mode: Mode
  /** The OVSDB server, `tcp:HOST:PORT`, `ssl:HOST:PORT`, `unix:PATH`, `ws:` or `wss:` URL; those of a cluster comma-separated. */
  readonly ovsdb: string
  /** Whether the database is read at each scrape, or copied. */
  readonly ovsdbSource: OvsdbSource
  /** Reads the certificates for an `ssl:` or `wss:` server anew; undefined for others. */
  readonly tls: (() => TlsOptions) | undefined
  readonly leader: LeaderConfig
  /** Milliseconds between refreshes of what Netmaster said. */
  readonly refreshInterval: number
  readonly listen: readonly ListenAddress[]
  readonly telemetryPath: string
  /** The file of the web configuration: TLS, users, headers. */
  readonly webConfigFile: string | undefined
  readonly compression: Compression
  /** What of other switches can be probed. */
  readonly probe: ProbeConfig | undefined
  /** Milliseconds kept back from the timeout that Prometheus tells. */
  readonly timeoutOffset: number
  /** Whether `/` is the live page. */
  readonly livePage: boolean
  /** How many may watch the live page at once. */
  readonly liveViewers: number
  readonly unixctl: UnixctlConfig
  readonly metricNames: MetricNames
  /** The names of the collectors that run. */
  readonly collectors: ReadonlySet<string>
  readonly selection: Selection
  /** Samples of the collectors in one scrape beyond this are left out. */
  readonly seriesLimit: number
  readonly logLevel: LogLevel
  readonly logFormat: LogFormat
}
