import { getHeapStatistics } from 'node:v8'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Client } from '../ovsdb/index.js'
import type { Publish } from './collectors/collector.js'
import { writeRegistry } from './exposition/registry.js'

/**
 * What of prom-client's default metrics is left out: gauges that end in `_total`, against Prometheus' rules, and what
 * costs more to read than a hundred interfaces. The size of the heap is read in a cheaper way below.
 */
const LEFT_OUT = /^nodejs_(active|eventloop_lag|heap|external_memory)_/

/** Milliseconds between the looks at the event loop that prom-client takes whether its lag is shown or not. */
const EVENT_LOOP_RESOLUTION = 3_600_000

/** What the exporter says of itself: process, HTTP, scrapes. */
export class SelfMetrics {
  readonly registry = new Registry()
  readonly #requests = new Counter({
    name: 'ovsdb_exporter_http_requests_total',
    help: 'HTTP requests answered, by route and status code.',
    labelNames: ['route', 'code'] as const,
    registers: [this.registry],
  })
  readonly #scrapes = new Histogram({
    name: 'ovsdb_exporter_scrape_duration_seconds',
    help: 'Time that collections took, from reading the sources to the finished text.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  })
  #webConfig: { readonly successful: Gauge; readonly at: Gauge } | undefined

  constructor(version: string) {
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: EVENT_LOOP_RESOLUTION })
    for (const { name } of this.registry.getMetricsAsArray()) {
      if (LEFT_OUT.test(name)) this.registry.removeSingleMetric(name)
    }
    new Gauge({
      name: 'nodejs_heap_size_used_bytes',
      help: 'Memory that JavaScript objects take.',
      registers: [this.registry],
      collect() {
        this.set(getHeapStatistics().used_heap_size)
      },
    })
    new Gauge({
      name: 'ovsdb_exporter_build_info',
      help: 'Always 1; the labels say which build this is.',
      labelNames: ['version', 'node_version'] as const,
      registers: [this.registry],
    }).set({ version, node_version: process.version }, 1)
  }

  /** Counts the connections to OVSDB that were lost or could not be made. */
  watchConnection(client: Pick<Client<never>, 'onStatus'>): void {
    const disconnects = new Counter({
      name: 'ovsdb_exporter_ovsdb_disconnects_total',
      help: 'Connections to the OVSDB server that broke or could not be made.',
      registers: [this.registry],
    })
    client.onStatus(({ state }) => {
      if (state === 'disconnected') disconnects.inc()
    })
  }

  /** Tells whether the web configuration was read the last time, and when it last was; for those that have one. */
  countWebConfig(successful: boolean): void {
    this.#webConfig ??= {
      successful: new Gauge({
        name: 'ovsdb_exporter_web_config_last_reload_successful',
        help: 'Whether the last attempt to read the web configuration succeeded.',
        registers: [this.registry],
      }),
      at: new Gauge({
        name: 'ovsdb_exporter_web_config_last_reload_success_timestamp_seconds',
        help: 'When the web configuration that is in force was read.',
        registers: [this.registry],
      }),
    }
    this.#webConfig.successful.set(successful ? 1 : 0)
    if (successful) this.#webConfig.at.setToCurrentTime()
  }

  countRequest(route: string, code: number): void {
    this.#requests.inc({ route, code })
  }

  observeScrape(seconds: number): void {
    this.#scrapes.observe(seconds)
  }

  async gather(): Promise<Publish> {
    const content = await this.registry.getMetricsAsJSON()
    return (writer) => writeRegistry(writer, content)
  }
}
