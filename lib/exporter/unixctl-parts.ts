import { ControlClient, type DaemonAddress } from '../unixctl/index.js'
import { type Collector, type Scrape, SourceError } from './collectors/collector.js'
import type { CollectorDeclaration } from './collectors/declaration.js'
import { declaredCollector } from './collectors/declared-collector.js'
import * as unixctl from './collectors/unixctl/index.js'
import type { Config } from './config/config.js'
import { isOpen, isSelected } from './config/selection.js'
import type { Logger } from './log.js'
import { SourceLog } from './source-log.js'
import { type Ask, DaemonSource } from './sources/daemon-source.js'

/** What the control sockets of the switch's daemons contribute. */
export interface UnixctlParts {
  readonly collectors: readonly Collector[]
  stop(): void
}

/** Sources of one daemon, each with a connection of its own. */
class Daemon {
  readonly name: string
  readonly #address: DaemonAddress
  readonly #timeout: number
  readonly #log: SourceLog
  readonly #sources: DaemonSource[] = []

  constructor(name: string, address: DaemonAddress, timeout: number, log: Logger) {
    this.name = name
    this.#address = address
    this.#timeout = timeout
    this.#log = new SourceLog(log, name)
  }

  open(): DaemonSource {
    const client = new ControlClient({ daemon: this.name, address: this.#address, timeout: this.#timeout })
    const source = new DaemonSource(client, this.#log)
    this.#sources.push(source)
    return source
  }

  close(): void {
    for (const source of this.#sources) source.close()
  }
}

/** Names of interfaces, which only the database tells. */
export interface InterfaceNames {
  /** Those with QoS. */
  readonly withQos: (scrape: Scrape) => Promise<readonly string[]>
  /** Those on the bridges that are told of. */
  readonly onBridges: (scrape: Scrape) => Promise<ReadonlySet<string>>
}

export function unixctlParts(
  { unixctl: { vswitchd, ovsdbServer, timeout }, selection }: Pick<Config, 'unixctl' | 'selection'>,
  log: Logger,
  { withQos, onBridges }: InterfaceNames,
): UnixctlParts {
  const switchDaemon = new Daemon('ovs-vswitchd', vswitchd, timeout, log)
  const databaseDaemon = new Daemon('ovsdb-server', ovsdbServer, timeout, log)
  const isBridge = (name: string) => isSelected(selection.bridges, name)
  const isInterface = (name: string) => isSelected(selection.interfaces, name)
  /** The sockets do not say which bridge an interface is on. */
  const interfaces = async (scrape: Scrape) => {
    if (isOpen(selection.bridges)) return isInterface
    const names = await onBridges(scrape)
    return (name: string) => isInterface(name) && names.has(name)
  }

  const of = <Reading>(
    daemon: Daemon,
    declaration: CollectorDeclaration<Reading>,
    read: (ask: Ask, scrape: Scrape) => Promise<Reading>,
  ): Collector => {
    const source = daemon.open()
    return declaredCollector(declaration, { read: (scrape) => read(source.during(scrape.signal), scrape) })
  }
  const ofBoth = <Answer>(
    declaration: CollectorDeclaration<unixctl.FromDaemons<Answer>>,
    read: (ask: Ask) => Promise<Answer | undefined>,
  ): Collector => {
    const sources = [switchDaemon.open(), databaseDaemon.open()]
    const partialLog = new SourceLog(log, `collector ${declaration.name}`)
    return declaredCollector(declaration, {
      async read({ signal }) {
        const daemons = sources.map((source) => ({ daemon: source.daemon, ask: source.during(signal) }))
        const reading = await unixctl.askEachDaemon(daemons, read)
        partialLog.report(reading.error instanceof SourceError ? undefined : reading.error)
        return reading
      },
      error: ({ error }) => error,
    })
  }
  return {
    collectors: [
      ofBoth(unixctl.COVERAGE, unixctl.readCoverage),
      ofBoth(unixctl.MEMORY, unixctl.readMemory),
      of(switchDaemon, unixctl.UPCALL, unixctl.readUpcall),
      of(switchDaemon, unixctl.DPCTL, unixctl.readDpctl),
      of(switchDaemon, unixctl.DPIF, (ask) => unixctl.readDpif(ask, isBridge)),
      of(switchDaemon, unixctl.PMD, unixctl.readPmd),
      of(switchDaemon, unixctl.PMD_QUEUES, async (ask, scrape) => unixctl.readPmdQueues(ask, await interfaces(scrape))),
      of(switchDaemon, unixctl.CONNTRACK, unixctl.readConntrack),
      of(switchDaemon, unixctl.LACP, async (ask, scrape) => unixctl.readLacp(ask, await interfaces(scrape))),
      of(switchDaemon, unixctl.FDB, (ask) => unixctl.readFdb(ask, isBridge)),
      of(switchDaemon, unixctl.BOND_MEMBERS, async (ask, scrape) =>
        unixctl.readBondMembers(ask, await interfaces(scrape)),
      ),
      of(switchDaemon, unixctl.QOS_QUEUES, async (ask, scrape) => {
        const names = await withQos(scrape)
        return unixctl.readQosQueues(ask, names.filter(isInterface))
      }),
      of(databaseDaemon, unixctl.OVSDB_CLUSTER, unixctl.readOvsdbCluster),
      of(databaseDaemon, unixctl.OVSDB_REPLICATION, unixctl.readOvsdbReplication),
      of(databaseDaemon, unixctl.OVSDB_STORAGE, unixctl.readOvsdbStorage),
    ],
    stop() {
      switchDaemon.close()
      databaseDaemon.close()
    },
  }
}
