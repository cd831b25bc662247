import { createApp } from './app.js'
import type { Config } from './config/config.js'
import { WebServer } from './http/web-server.js'
import { openLivePage } from './live/live-page.js'
import type { Logger } from './log.js'
import type { Parts } from './parts.js'
import { Prober } from './probe/prober.js'
import { openSwitch, openVtep } from './probe-parts.js'
import type { Probing } from './routes/probe.js'
import { Scraper } from './scraper.js'
import { SelfMetrics } from './self-metrics.js'
import { SourceLog } from './source-log.js'
import { switchParts } from './switch-parts.js'

/** An exporter at work. */
export interface Exporter {
  /** Where it can be reached from this host: `http://localhost:9004`. */
  readonly urls: readonly string[]
  /** Finishes the scrapes under way and ends everything it started. */
  stop(): Promise<void>
}

/** Milliseconds a scrape may take to finish when the exporter is told to stop. */
const STOP_GRACE = 10_000

/**
 * Starts the exporter: listens, and begins to connect to its sources. Sources that cannot be reached do not fail it.
 *
 * @throws {ListenError}
 * @throws {ConfigError} when the web configuration has become unusable since it was checked
 */
export async function startExporter(config: Config, version: string, log: Logger): Promise<Exporter> {
  const metrics = new SelfMetrics(version)
  const parts = await partsOf(config, log, metrics)
  const livePage = config.livePage ? openLivePage(config, parts.openFeed(version), log) : undefined
  const collectors = parts.collectors.filter(({ name }) => config.collectors.has(name))
  const logs = new Map(collectors.map(({ name }) => [name, new SourceLog(log, `collector ${name}`)]))
  const scraper = new Scraper({
    collectors,
    own: () => metrics.gather(),
    observe: (seconds) => metrics.observeScrape(seconds),
    report: (name, error) => logs.get(name)?.report(error),
    seriesLimit: config.seriesLimit,
  })
  const web = await WebServer.open({
    listen: config.listen,
    configFile: config.webConfigFile,
    log,
    onConfig: (successful) => metrics.countWebConfig(successful),
  })
  const app = createApp({
    scraper,
    info: { version, mode: config.mode, telemetryPath: config.telemetryPath },
    livePage,
    probing: probingOf(config, log),
    metrics: { timeoutOffset: config.timeoutOffset, compression: config.compression },
    readiness: parts.readiness,
    log,
    guard: web.guard,
    countRequest: (route, code) => metrics.countRequest(route, code),
  })
  const urls = await web.start(app.callback())
  parts.start()
  log.info({ mode: config.mode, urls, version }, 'listening')
  return {
    urls,
    async stop() {
      livePage?.viewers.stop()
      await web.stop(STOP_GRACE)
      await parts.stop()
    },
  }
}

async function partsOf(config: Config, log: Logger, metrics: SelfMetrics): Promise<Parts> {
  if (config.mode !== 'netmaster') return switchParts(config, log, metrics)
  const { netmasterParts } = await import('./netmaster-parts.js')
  return netmasterParts(config, log)
}

function probingOf(config: Config, log: Logger): Probing | undefined {
  if (config.probe === undefined) return undefined
  const open = { Open_vSwitch: openSwitch(config), hardware_vtep: openVtep }
  return { config: config.probe, prober: new Prober({ config, open, log }) }
}
