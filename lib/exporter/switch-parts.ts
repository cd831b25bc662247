import { Inventory } from '../contiv/index.js'
import { createClient } from '../ovsdb/index.js'
import { InventoryCollector } from './collectors/inventory.js'
import { SwitchCollector } from './collectors/switch.js'
import type { Config } from './config/config.js'
import { SwitchFeed } from './live/switch-feed.js'
import type { Logger } from './log.js'
import { netmasterCheck, openNetmaster } from './netmaster-parts.js'
import type { Parts } from './parts.js'
import type { SelfMetrics } from './self-metrics.js'
import { SourceLog } from './source-log.js'
import { readQosInterfaces } from './sources/qos-interfaces.js'
import { SwitchSource } from './sources/switch-source.js'
import { unixctlParts } from './unixctl-parts.js'

/** Largest message taken from the switch: thirteen statistics of 100,000 interfaces fit. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024
/** Longest pause between attempts to reach the switch: one scrape interval. */
const RECONNECT = { min: 200, max: 5000 }

/** What the modes `ovs` and `netplugin` are made of. */
export function switchParts(config: Config, log: Logger, metrics: SelfMetrics): Parts {
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
  const unixctl = unixctlParts(config, log, (signal) => readQosInterfaces(client, signal))
  const connected = () => {
    const { status } = client
    if (status.state === 'connected') return undefined
    return status.state === 'disconnected' ? `ovsdb: ${status.cause.message}` : `ovsdb: ${status.state}`
  }
  return {
    collectors: [
      collector,
      ...(inventory === undefined ? [] : [new InventoryCollector(inventory)]),
      ...unixctl.collectors,
    ],
    readiness: inventory === undefined ? [connected] : [connected, netmasterCheck(inventory)],
    openFeed: (version) =>
      new SwitchFeed({ client, remote: config.ovsdb, mode: config.mode, version, identities: inventory }),
    start() {
      client.start()
      inventory?.start()
    },
    async stop() {
      inventory?.stop()
      unixctl.stop()
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
