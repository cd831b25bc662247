import { join } from 'node:path'
import type { Test } from 'tap'
import { CAPTURED_NODE, startContiv } from '../../support/contiv.js'
import { eventually } from '../../support/eventually.js'
import { type ExporterProcess, startExporterProcess } from '../../support/exporter.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { valuesOf } from '../../support/samples.js'
import type { Scope } from '../../support/scope.js'
import { socketsOf } from '../../support/sockets.js'
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.js'
import { tempDir } from '../../support/temp-dir.js'
import { startVswitchd, type Vswitchd } from '../../support/vswitchd.js'
import type { FaultName } from '../catalogue.js'
import { capturedIdentities, received, TRAFFIC_FAMILIES, trafficSamples } from '../contiv/traffic.js'
import { observe } from '../harness/observe.js'
import { Truth } from '../harness/truth.js'
import { Watch } from '../harness/watch.js'

/** What asks `ovs-vswitchd` at each scrape. */
const VSWITCHD_COLLECTORS = [
  ...['bond_members', 'conntrack', 'coverage', 'dpctl', 'dpif', 'fdb', 'lacp', 'memory', 'pmd', 'pmd_queues', 'upcall'],
]

/** The programs that {@link startWatchedDaemons} starts. */
export const DAEMONS = ['ovsdb-server', 'ovsdb-tool', 'ovs-vswitchd', 'ovs-vsctl', 'ovs-appctl'] as const

/** The captured node with its traffic, and a real ovs-vswitchd beside it that only the control socket tells of. */
export interface WatchedDaemons {
  readonly vswitchd: Vswitchd
  readonly exporter: ExporterProcess
  /** The exporter's way to the control socket of `ovs-vswitchd`. */
  readonly proxy: TcpProxy
  /** What `ovs-vswitchd` tells. */
  readonly truth: Truth
  /** Adds a port to the bridge of `ovs-vswitchd`: what was told before is not so any more. */
  addPort(): Promise<void>
  /**
   * Waits until all that asks `ovs-vswitchd`, or just these collectors, is marked down, and nothing else; lets the switch
   * count on meanwhile.
   */
  down(collectors?: readonly string[]): Promise<void>
  /** Lets a fault happen, as {@link observe} does; everything else has to be right meanwhile. */
  observe(t: Test, fault: FaultName, happen: () => Promise<unknown>): Promise<void>
}

export async function startWatchedDaemons(scope: Scope): Promise<WatchedDaemons> {
  const { etcd } = await startContiv(scope)
  const ovsdb = await startOvsdbServer(scope, CAPTURED_NODE)
  const vswitchd = await startVswitchd(scope, await startOvsdbServer(scope), { dummy: true })
  await vswitchd.vsctl('add-br', 'br0', '--', 'set', 'bridge', 'br0', 'datapath_type=dummy')
  const path = join(tempDir(scope), 'ctl')
  const proxy = await startTcpProxy(scope, vswitchd.unixctl, { pieces: 'messages', path })
  const exporter = await startExporterProcess(scope, [
    ...['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url, '--web.live-page', 'off'],
    ...['--unixctl.vswitchd', path, '--unixctl.ovsdb-server', ovsdb.unixctl, '--unixctl.timeout', '1s'],
  ])
  await exporter.informed()

  const traffic = new Truth(() => trafficSamples(ovsdb, capturedIdentities()))
  const storage = new Truth(() => storageSamples(ovsdb.unixctl))
  const truth = new Truth(() => portSamples(vswitchd))
  await Promise.all([traffic, storage, truth].map((one) => one.change()))
  const scrape = inTurn(() => exporter.scrape())
  const watches = [
    Watch.start(scope, { scrape }, { name: 'traffic', truth: traffic, families: TRAFFIC_FAMILIES, up: 'ovs_up' }),
    ...[
      { name: 'ovsdb-server', truth: storage, families: /^ovs_ovsdb_storage_/, collector: 'ovsdb_storage' },
      { name: 'ovs-vswitchd', truth, families: /^ovs_datapath_bridge_ports$/, collector: 'dpif' },
    ].map(({ collector, ...options }) =>
      Watch.start(scope, { scrape }, { ...options, up: `ovs_collector_success{collector="${collector}"}` }),
    ),
  ] as const
  const [, , ofVswitchd] = watches

  let [packets, ports] = [1000, 0]
  const failing = async () => {
    const values = valuesOf(await scrape())
    const told = [...values].flatMap(([series, value]) => {
      const [, collector] = /^ovs_collector_success\{collector="(\w+)"\}$/.exec(series) ?? []
      return collector !== undefined && value === '0' ? [collector] : []
    })
    return told.sort()
  }
  return {
    vswitchd,
    exporter,
    proxy,
    truth,
    addPort: () =>
      truth.change(() =>
        vswitchd.vsctl('add-port', 'br0', `p${++ports}`, '--', 'set', 'interface', `p${ports}`, 'type=dummy'),
      ),
    down: async (collectors = VSWITCHD_COLLECTORS) => {
      await ofVswitchd?.down()
      for (let times = 0; times < 2; times++) {
        await traffic.change(() => ovsdb.transact(received(++packets)))
        await Promise.all(watches.map((watch) => watch.more(1)))
      }
      await eventually(async () => (await failing()).join() === collectors.join())
    },
    observe: async (t, fault, happen) => {
      t.strictSame(await failing(), [])
      const sockets = socketsOf(exporter.program.pid)
      const seen = await observe(t, fault, watches, happen)
      t.strictSame(
        seen.map(({ name, down }) => [name, down > 0]),
        [
          ['traffic', false],
          ['ovsdb-server', false],
          ['ovs-vswitchd', true],
        ],
        'nothing else is down',
      )
      t.strictSame(await failing(), [])
      t.ok(await eventually(() => socketsOf(exporter.program.pid) <= sockets), 'no connection is left behind')
      t.ok(exporter.program.running)
    },
  }
}

/** The exporter lets who comes later have what was begun for others: here nobody is told what was so before they asked. */
function inTurn(scrape: () => Promise<string>): () => Promise<string> {
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<string> | undefined
  return () => {
    next ??= running.then(() => {
      next = undefined
      const begun = scrape()
      running = begun.catch(() => {})
      return begun
    })
    return next
  }
}

const appctl = (target: string, ...command: readonly string[]) => run('ovs-appctl', [`--target=${target}`, ...command])

async function storageSamples(target: string): Promise<readonly string[]> {
  const databases = (await appctl(target, 'ovsdb-server/list-dbs')).trim().split('\n')
  return databases.map((name) => `ovs_ovsdb_storage_healthy{database="${name}"} 1`).sort()
}

/** What dpif/show says, read here without the parser under test. */
async function portSamples(vswitchd: Vswitchd): Promise<readonly string[]> {
  const text = await vswitchd.appctl('dpif/show')
  const datapath = /^(\S+):/.exec(text)?.[1]
  const types = [...text.matchAll(/: \(([\w-]+)/g)].map(([, type]) => type)
  return [...new Set(types)]
    .map((type) => {
      const labels = `bridge="br0",datapath="${datapath}",type="${type}"`
      return `ovs_datapath_bridge_ports{${labels}} ${types.filter((other) => other === type).length}`
    })
    .sort()
}
