import {
  ConsulLeader,
  CountsSource,
  type CountsStatus,
  EtcdLeader,
  FixedLeader,
  HttpClient,
  type InventoryStatus,
  Netmaster,
} from '../contiv/index.js'
import { CountsCollector } from './collectors/counts.js'
import type { Config, LeaderConfig } from './config/config.js'
import { NetmasterFeed } from './live/netmaster-feed.js'
import type { Logger } from './log.js'
import type { Parts } from './parts.js'
import type { ReadinessCheck } from './routes/health.js'
import { SourceLog } from './source-log.js'

/** What the mode `netmaster` is made of. */
export function netmasterParts(config: Config, log: Logger): Parts {
  const sourceLog = new SourceLog(log, 'netmaster')
  const source = new CountsSource({
    netmaster: openNetmaster(config.leader),
    interval: config.refreshInterval,
    onChange: ({ error }) => sourceLog.report(error),
  })
  return {
    collectors: [new CountsCollector(source, config.metricNames)],
    readiness: [netmasterCheck(source)],
    openFeed: (version) => new NetmasterFeed({ source, mode: config.mode, version }),
    start: () => source.start(),
    stop: async () => source.stop(),
  }
}

/** Ready when Netmaster answered last. */
export function netmasterCheck(source: { status(): InventoryStatus | CountsStatus }): ReadinessCheck {
  return () => {
    const { up, error } = source.status()
    return up ? undefined : `netmaster: ${error?.message ?? 'not asked yet'}`
  }
}

/** Netmaster, by the way its leader is found. */
export function openNetmaster(leader: LeaderConfig): Netmaster {
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
