import type { Inventory } from '../contiv/index.js'
import { SwitchFeed } from '../live/index.js'
import { type Client, createClient, type OpenVSwitch } from '../ovsdb/index.js'
import type { Collector } from './collectors/collector.js'
import { InventoryCollector } from './collectors/inventory.js'
import { OvsdbCollector } from './collectors/ovsdb.js'
import { TABLE_COLLECTORS } from './collectors/registry.js'
import { TRAFFIC, TrafficCollector } from './collectors/switch-traffic.js'
import { tableCollector } from './collectors/table-collector.js'
import { BOND_MEMBERS, LACP, PMD_QUEUES, QOS_QUEUES } from './collectors/unixctl/index.js'
import type { Config } from './config/config.js'
import { isOpen } from './config/selection.js'
import type { Logger } from './log.js'
import { netmasterCheck } from './netmaster-check.js'
import { ovsdbHooks } from './ovsdb-metrics.js'
import type { Parts } from './parts.js'
import { acceptRestoredCluster } from './restored-cluster.js'
import type { SelfMetrics } from './self-metrics.js'
import { SourceLog } from './source-log.js'
import { BRIDGED_READS, readBridgedInterfaces } from './sources/bridged-interfaces.js'
import { MonitorSource } from './sources/monitor-source.js'
import { PLACE_READS, Places } from './sources/places.js'
import { QOS_READS, readQosInterfaces } from './sources/qos-interfaces.js'
import { SelectSource } from './sources/select-source.js'
import type { ReadingLog } from './sources/shared-reading.js'
import { SwitchReader } from './sources/switch-reader.js'
import { mergeReads, type TableReads, type TableSource } from './sources/table-reads.js'
import { SwitchCheck } from './switch-check.js'
import { unixctlParts } from './unixctl-parts.js'

/** Largest message taken from the switch: thirteen statistics of 100,000 interfaces fit. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024
/** Longest pause between attempts to reach the switch: one scrape interval. */
const RECONNECT = { min: 200, max: 5000 }

/** What the modes `ovs` and `netplugin` are made of. */
export async function switchParts(config: Config, log: Logger, metrics: SelfMetrics): Promise<Parts> {
  const inventory = config.mode === 'netplugin' ? await openInventory(config, log) : undefined
  const client = createClient(config.ovsdb, {
    database: 'Open_vSwitch',
    tls: config.tls,
    maxMessageBytes: MAX_MESSAGE_BYTES,
    backoff: RECONNECT,
    hooks: ovsdbHooks(metrics.registry),
  })
  metrics.watchConnection(client)
  const check = new SwitchCheck(client, new SourceLog(log, 'ovsdb'))
  client.onStatus((status) => {
    // Told when it happens, whether anybody scrapes or not.
    if (status.state === 'disconnected') check.report(status.cause)
    else if (status.state === 'connected') check.report(undefined)
  })
  acceptRestoredCluster(client, log)
  const reader = openReader(config, client, openSource(config, client), check, inventory)
  const unixctl = unixctlParts(config, log, {
    withQos: (scrape) => readQosInterfaces(reader, scrape),
    onBridges: (scrape) => readBridgedInterfaces(reader, scrape),
  })
  const readable = () => check.problem()
  return {
    collectors: [
      ...switchCollectors(config, reader, inventory !== undefined),
      ...(inventory === undefined ? [] : [new InventoryCollector(inventory)]),
      ...unixctl.collectors,
    ],
    readiness: inventory === undefined ? [readable] : [readable, netmasterCheck(inventory)],
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

/** What ovs-vswitchd tells of by the names of interfaces, without their bridges. */
const BY_INTERFACE = [LACP, BOND_MEMBERS, PMD_QUEUES]

/** What each collector of the database reads. */
function collectorReads({ selection }: Pick<Config, 'selection'>): ReadonlyMap<string, TableReads> {
  const reads = new Map<string, TableReads>([TRAFFIC, ...TABLE_COLLECTORS].map(({ name, reads }) => [name, reads]))
  if (!isOpen(selection.bridges)) for (const { name } of BY_INTERFACE) reads.set(name, BRIDGED_READS)
  return reads.set(QOS_QUEUES.name, QOS_READS)
}

function openSource(
  { collectors, ovsdbSource, selection }: Pick<Config, 'collectors' | 'ovsdbSource' | 'selection'>,
  client: Client<OpenVSwitch>,
): TableSource {
  if (ovsdbSource === 'select') return new SelectSource(client)
  const wanted = [...collectorReads({ selection })].filter(([name]) => collectors.has(name)).map(([, reads]) => reads)
  return new MonitorSource(client, mergeReads([PLACE_READS, ...wanted]))
}

function openReader(
  { selection }: Pick<Config, 'selection'>,
  client: Client<OpenVSwitch>,
  source: TableSource,
  log: ReadingLog,
  identities?: Inventory | undefined,
): SwitchReader {
  const places = new Places(source)
  client.onStatus(({ state }) => {
    if (state === 'disconnected') places.forget()
  })
  return new SwitchReader({ source, places, reads: collectorReads({ selection }), selection, log, identities })
}

/** The collectors of another switch, by its client: what its database tells, under the standard names. */
export function probeCollectors(
  { selection }: Pick<Config, 'selection'>,
  client: Client<OpenVSwitch>,
  log: Pick<SourceLog, 'report'>,
): readonly Collector[] {
  const reader = openReader({ selection }, client, new SelectSource(client), log)
  return switchCollectors({ metricNames: 'standard', selection }, reader, false)
}

function switchCollectors(
  { metricNames, selection }: Pick<Config, 'metricNames' | 'selection'>,
  reader: SwitchReader,
  contiv: boolean,
): readonly Collector[] {
  return [
    new OvsdbCollector(reader),
    new TrafficCollector({ reader, metricNames, selection, contiv }),
    ...TABLE_COLLECTORS.map((declaration) => tableCollector(declaration, reader)),
  ]
}

/** Where there is no Contiv, what asks it is not even loaded: it takes as much memory as everything else. */
async function openInventory(config: Config, log: Logger): Promise<Inventory> {
  const { Inventory, openNetmaster } = await import('../contiv/index.js')
  const sourceLog = new SourceLog(log, 'netmaster')
  return new Inventory({
    netmaster: openNetmaster(config.leader),
    refreshInterval: config.refreshInterval,
    onChange: ({ error }) => sourceLog.report(error),
  })
}
