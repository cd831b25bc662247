import { askClusterObjects, askNetworkUsages, CountsSource, openNetmaster, PeriodicSource } from '../contiv/index.js'
import { CountsCollector } from './collectors/counts.js'
import { declaredCollector } from './collectors/declared-collector.js'
import { NETMASTER_OBJECTS } from './collectors/netmaster-objects.js'
import { NETWORK_USAGE } from './collectors/network-usage.js'
import type { Config } from './config/config.js'
import { NetmasterFeed } from './live/netmaster-feed.js'
import type { Logger } from './log.js'
import { netmasterCheck } from './netmaster-check.js'
import type { Parts } from './parts.js'
import { SourceLog } from './source-log.js'

/** What the mode `netmaster` is made of. */
export function netmasterParts(config: Config, log: Logger): Parts {
  const sourceLog = new SourceLog(log, 'netmaster')
  const netmaster = openNetmaster(config.leader)
  const source = new CountsSource({
    netmaster,
    interval: config.refreshInterval,
    onChange: ({ error }) => sourceLog.report(error),
  })
  const objects = new PeriodicSource({
    ask: (signal) => askClusterObjects(netmaster, signal),
    interval: config.refreshInterval,
  })
  const usages = new PeriodicSource({
    ask: (signal) => askNetworkUsages(netmaster, signal),
    interval: Math.max(config.refreshInterval, USAGE_INTERVAL),
  })
  return {
    collectors: [
      new CountsCollector(source, config.metricNames),
      declaredCollector(NETMASTER_OBJECTS, {
        read: async ({ signal }) => {
          const { reading, age } = await readingOf(objects, signal)
          return { objects: reading, age }
        },
        age: ({ age }) => age,
      }),
      declaredCollector(NETWORK_USAGE, {
        read: async ({ signal }) => {
          const { reading, age } = await readingOf(usages, signal)
          return { networks: reading, age }
        },
        age: ({ age }) => age,
      }),
    ],
    readiness: [netmasterCheck(source)],
    openFeed: (version) => new NetmasterFeed({ source, mode: config.mode, version }),
    start() {
      source.start()
      if (config.collectors.has(NETMASTER_OBJECTS.name)) objects.start()
      if (config.collectors.has(NETWORK_USAGE.name)) usages.start()
    },
    async stop() {
      for (const asked of [source, objects, usages]) asked.stop()
    },
  }
}

/** Milliseconds between two looks at the networks, at least: each makes Netmaster read all endpoints of the cluster. */
const USAGE_INTERVAL = 60_000

async function readingOf<Reading>(source: PeriodicSource<Reading>, signal: AbortSignal) {
  const { reading, age, error } = await source.current(signal)
  if (reading === undefined) throw error ?? new Error('not asked yet')
  return { reading, age }
}
