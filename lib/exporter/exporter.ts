import {
  ConsulLeader,
  CountsSource,
  type CountsStatus,
  EtcdLeader,
  FixedLeader,
  HttpClient,
  Inventory,
  type InventoryStatus,
  Netmaster,
} from '../contiv/index.js'
import { createClient } from '../ovsdb/index.js'
import { createApp } from './app.js'
import type { Collector } from './collectors/collector.js'
import { CountsCollector } from './collectors/counts.js'
import { InventoryCollector } from './collectors/inventory.js'
import { SwitchCollector } from './collectors/switch.js'
import type { Config, LeaderConfig } from './config/config.js'
import { Listeners } from './http/listeners.js'
import type { Logger } from './log.js'
import type { ReadinessCheck } from './routes/health.js'
import { Scraper } from './scraper.js'
import { SelfMetrics } from './self-metrics.js'
import { SourceLog } from './source-log.js'
import { SwitchSource } from './sources/switch-source.js'

/** An exporter at work. */
export interface Exporter {
  /** Where it can be reached from this host: `http://localhost:9004`. */
  readonly urls: readonly string[]
  /** Finishes the scrapes under way and ends everything it started. */
  stop(): Promise<void>
}

/** What a mode contributes. */
interface Parts {
  readonly collectors: readonly Collector[]
  readonly readiness: readonly ReadinessCheck[]
  start(): void
  stop(): Promise<void>
}

/** Largest message taken from the switch: thirteen statistics of 100,000 interfaces fit. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024
/** Longest pause between attempts to reach the switch: one scrape interval. */
const RECONNECT = { min: 200, max: 5000 }
/** Milliseconds a scrape may take to finish when the exporter is told to stop. */
const STOP_GRACE = 10_000

/**
 * Starts the exporter: listens, and begins to connect to its sources. Sources that cannot be reached do not fail it.
 *
 * @throws {ListenError}
 */
export async function startExporter(config: Config, version: string, log: Logger): Promise<Exporter> {
  const metrics = new SelfMetrics(version)
  const parts = config.mode === 'netmaster' ? netmasterParts(config, log) : switchParts(config, log, metrics)
  const scraper = new Scraper([...parts.collectors, metrics], (seconds) => metrics.observeScrape(seconds))
  const app = createApp({
    scraper,
    info: { version, mode: config.mode, telemetryPath: config.telemetryPath },
    metrics: { timeoutOffset: config.timeoutOffset, compression: config.compression },
    readiness: parts.readiness,
    log,
    countRequest: (route, code) => metrics.countRequest(route, code),
  })
  const listeners = await Listeners.start(config.listen, app.callback())
  parts.start()
  log.info({ mode: config.mode, urls: listeners.urls, version }, 'listening')
  return {
    urls: listeners.urls,
    async stop() {
      await listeners.stop(STOP_GRACE)
      await parts.stop()
    },
  }
}

function switchParts(config: Config, log: Logger, metrics: SelfMetrics): Parts {
  const client = createClient(config.ovsdb, {
    database: 'Open_vSwitch',
    tls: config.tls,
    maxMessageBytes: MAX_MESSAGE_BYTES,
    backoff: RECONNECT,
  })
  metrics.watchConnection(client)
  const sourceLog = new SourceLog(log, 'ovsdb')
  client.onStatus((status) => {
    // Told when it happens, whether anybody scrapes or not.
    if (status.state === 'disconnected') sourceLog.report(status.cause)
    else if (status.state === 'connected') sourceLog.report(undefined)
  })
  const inventory = config.mode === 'netplugin' ? openInventory(config, log) : undefined
  const collector = new SwitchCollector({
    source: new SwitchSource(client),
    metricNames: config.metricNames,
    log: sourceLog,
    identities: inventory,
  })
  const connected = () => {
    const { status } = client
    if (status.state === 'connected') return undefined
    return status.state === 'disconnected' ? `ovsdb: ${status.cause.message}` : `ovsdb: ${status.state}`
  }
  return {
    collectors: inventory === undefined ? [collector] : [collector, new InventoryCollector(inventory)],
    readiness: inventory === undefined ? [connected] : [connected, netmasterCheck(inventory)],
    start() {
      client.start()
      inventory?.start()
    },
    async stop() {
      inventory?.stop()
      await client.close()
    },
  }
}

function openInventory(config: Config, log: Logger): Inventory {
  const sourceLog = new SourceLog(log, 'netmaster')
  return new Inventory({
    netmaster: openNetmaster(config.leader),
    refreshInterval: config.refreshInterval,
    onChange: ({ error }) => sourceLog.report(error),
  })
}

function netmasterParts(config: Config, log: Logger): Parts {
  const sourceLog = new SourceLog(log, 'netmaster')
  const source = new CountsSource({
    netmaster: openNetmaster(config.leader),
    interval: config.refreshInterval,
    onChange: ({ error }) => sourceLog.report(error),
  })
  return {
    collectors: [new CountsCollector(source, config.metricNames)],
    readiness: [netmasterCheck(source)],
    start: () => source.start(),
    stop: async () => source.stop(),
  }
}

function netmasterCheck(source: { status(): InventoryStatus | CountsStatus }): ReadinessCheck {
  return () => {
    const { up, error } = source.status()
    return up ? undefined : `netmaster: ${error?.message ?? 'not asked yet'}`
  }
}

function openNetmaster(leader: LeaderConfig): Netmaster {
  const http = new HttpClient()
  switch (leader.kind) {
    case 'etcd':
      return new Netmaster({ leader: new EtcdLeader(leader.urls, http), http })
    case 'consul':
      return new Netmaster({ leader: new ConsulLeader(leader.urls, http), http })
    case 'fixed':
      return new Netmaster({ leader: new FixedLeader(leader.url), http })
  }
}
