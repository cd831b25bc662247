import { readFileSync } from 'node:fs'
import type { Test } from 'tap'
import type { AnsweringServer } from '../../support/answering-server.js'
import { CAPTURED_NODE } from '../../support/contiv.js'
import { type Etcd, startEtcd } from '../../support/etcd.js'
import { eventually } from '../../support/eventually.js'
import { type ExporterProcess, startExporterProcess } from '../../support/exporter.js'
import { freePort } from '../../support/free-port.js'
import { startNetmaster } from '../../support/netmaster-server.js'
import { type OvsdbServer, startOvsdbServer } from '../../support/ovsdb-server.js'
import { samplesOf, valuesOf } from '../../support/samples.js'
import type { Scope } from '../../support/scope.js'
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.js'
import type { FaultName } from '../catalogue.js'
import { observe } from '../harness/observe.js'
import { Truth } from '../harness/truth.js'
import { Watch } from '../harness/watch.js'
import { capturedIdentities, type Identities, received, TRAFFIC_FAMILIES, trafficSamples } from './traffic.js'

/** Where Netmaster writes who leads. */
export const LEADER = '/v2/keys/contiv.io/lock/netmaster/leader'

/** The captured node and cluster, and both modes of the exporter on them, which ask Netmaster five times a second. */
export interface WatchedContiv {
  readonly ovsdb: OvsdbServer
  readonly etcd: Etcd
  /** The exporters' way to etcd. */
  readonly store: TcpProxy
  /** The first leads. */
  readonly netmasters: readonly [AnsweringServer, AnsweringServer]
  readonly exporters: Readonly<Record<'netplugin' | 'netmaster', ExporterProcess>>
  /** Waits until both modes mark Netmaster down. */
  down(): Promise<void>
  /** Lets the switch count on, three times. */
  countOn(): Promise<void>
  /** Seconds since Netmaster confirmed all that mode netplugin knows. */
  ageNow(): Promise<number>
  /** Lets the switch count on, and waits until what is known of Netmaster has grown older. */
  age(): Promise<void>
  /** Lets the switch count on, and waits until Netmaster has confirmed what is known of it. */
  stayUp(): Promise<void>
  /** Performs what makes the endpoints others, and waits until mode netplugin has learned it. */
  becomes(identities: Identities, step: () => unknown): Promise<void>
  /** Lets a fault happen, as {@link observe} does. */
  observe(t: Test, fault: FaultName, happen: () => Promise<unknown>): Promise<void>
  /** Does the same with a fault that does not make Netmaster unreachable. */
  observeUp(t: Test, fault: FaultName, happen: () => Promise<unknown>): Promise<void>
}

/** As Netmaster writes it: an IPv6 address without brackets. */
export const addressOf = ({ url }: Pick<AnsweringServer, 'url'>) => url.replace('http://', '').replace(/[[\]]/g, '')

const COUNT_FAMILIES = /^count_of_/
/** Never told by the earlier exporter, whose samples the reference holds. */
const NET_PROFILES = 'count_of_netprofiles{tenant="blue",network="web",endpointGroup="frontend"} 1'

export interface WatchedContivOptions {
  /** Variables for the exporters. */
  readonly env?: Readonly<Record<string, string>>
  /** Whether everything is asked, and listens, over IPv6. */
  readonly ipv6?: boolean
}

export async function startWatchedContiv(
  scope: Scope,
  { env = {}, ipv6 = false }: WatchedContivOptions = {},
): Promise<WatchedContiv> {
  const host = ipv6 ? '::1' : undefined
  const etcd = await startEtcd(scope, { host })
  const netmasters = [await startNetmaster(scope, { host }), await startNetmaster(scope, { host })] as const
  await etcd.put(LEADER, addressOf(netmasters[0]))
  const store = await startTcpProxy(scope, Number(new URL(etcd.url).port))
  const port6 = ipv6 ? await freePort('::1') : undefined
  const remotes = ipv6 ? [`ptcp:${port6}:[::1]`] : []
  const ovsdb = await startOvsdbServer(scope, { ...CAPTURED_NODE, remotes })
  const [storeUrl, remote, listen] = ipv6
    ? [etcd.url, `tcp:[::1]:${port6}`, '[::1]:0']
    : [`http://127.0.0.1:${store.port}`, ovsdb.remote, '127.0.0.1:0']
  const start = (mode: string, ...args: readonly string[]) => {
    const asking = ['--contiv.etcd', storeUrl, '--contiv.refresh-interval', '200ms', '--web.listen-address', listen]
    return startExporterProcess(scope, ['--mode', mode, ...asking, ...args], env)
  }
  const [netplugin, netmaster] = await Promise.all([start('netplugin', '--ovsdb', remote), start('netmaster')])

  let identities = capturedIdentities()
  const traffic = new Truth(() => trafficSamples(ovsdb, identities))
  await traffic.change()
  const counts = new Truth(() =>
    samplesOf(`${readFileSync('fixtures/reference/netmaster.metrics.txt', 'utf8')}\n${NET_PROFILES}`),
  )
  await counts.change()
  const up = 'contiv_netmaster_up'
  const watches = [
    Watch.start(scope, netplugin, {
      name: 'netplugin',
      truth: traffic,
      families: TRAFFIC_FAMILIES,
      up,
      whenDown: 'kept',
    }),
    Watch.start(scope, netmaster, { name: 'netmaster', truth: counts, families: COUNT_FAMILIES, up }),
  ]

  const ageNow = async () => Number(valuesOf(await netplugin.scrape()).get('contiv_inventory_age_seconds{}'))
  let packets = 1000
  const countOn = async () => {
    for (let times = 0; times < 3; times++) {
      await traffic.change(() => ovsdb.transact(received(++packets)))
      await Promise.all(watches.map((watch) => watch.more(1)))
    }
  }
  const stayUp = async () => {
    await countOn()
    const began = performance.now()
    await eventually(async () => (await ageNow()) < (performance.now() - began) / 1000)
    await Promise.all(watches.map((watch) => watch.right()))
  }
  return {
    ovsdb,
    etcd,
    store,
    netmasters,
    exporters: { netplugin, netmaster },
    down: async () => {
      await Promise.all(watches.map((watch) => watch.down()))
    },
    countOn,
    ageNow,
    age: async () => {
      const before = await ageNow()
      await countOn()
      await eventually(async () => (await ageNow()) > before)
    },
    stayUp,
    becomes: async (next, step) => {
      const samples = await trafficSamples(ovsdb, next)
      await traffic.change(async () => {
        await step()
        identities = next
        await eventually(async () => {
          const told = samplesOf(await netplugin.scrape(), (name) => TRAFFIC_FAMILIES.test(name))
          return told.join('\n') === samples.join('\n')
        })
      })
    },
    observe: async (t, fault, happen) => {
      await observe(t, fault, watches, happen)
      t.ok([netplugin, netmaster].every(({ program }) => program.running))
    },
    observeUp: async (t, fault, happen) => {
      const seen = await observe(t, fault, watches, async () => {
        await happen()
        await stayUp()
      })
      t.strictSame(
        seen.map(({ down }) => down),
        [0, 0],
        'it is up all the time',
      )
    },
  }
}
