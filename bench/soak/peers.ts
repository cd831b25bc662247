import { readFileSync } from 'node:fs'
import type { AnsweringServer } from '../../spec/support/answering-server.js'
import { type Etcd, startEtcd } from '../../spec/support/etcd.js'
import { freePort } from '../../spec/support/free-port.js'
import { startNetmaster } from '../../spec/support/netmaster-server.js'
import { type OvsdbCluster, startOvsdbCluster } from '../../spec/support/ovsdb-cluster.js'
import { type OvsdbServer, startOvsdbServer } from '../../spec/support/ovsdb-server.js'
import { run } from '../../spec/support/run.js'
import type { Scope } from '../../spec/support/scope.js'
import { TEST_SCHEMA, writeTestSchema } from '../../spec/support/test-schema.js'
import { startVswitchd } from '../../spec/support/vswitchd.js'
import { startSyntheticDatabase } from '../synthetic-database.js'
import { Endpoints } from './endpoints.js'

const LEADER_KEY = '/v2/keys/contiv.io/lock/netmaster/leader'
const NETWORKS_PATH = '/api/v1/networks/'

/** Everybody the exporter speaks with: all real, save Netmaster. */
export interface Peers {
  /** The database of the node, whose endpoints come and go. */
  readonly ovsdb: OvsdbServer
  readonly endpoints: Endpoints
  /** The database of an ovs-vswitchd with simulated devices, which is left alone. */
  readonly calm: OvsdbServer
  readonly cluster: OvsdbCluster
  readonly etcd: Etcd
  /** Where nobody listens. */
  readonly nobody: string
  /** Ends every session of the node's database. */
  breakConnections(): Promise<void>
  /** Kills the node's database and starts it again. */
  killDatabase(): Promise<void>
  /** Has the other Netmaster lead: the one that leads dies, and comes back as a follower. */
  changeNetmaster(): Promise<void>
  /** Takes away the network that was added last, and adds another. */
  changeNetwork(): void
}

export async function startPeers(scope: Scope): Promise<Peers> {
  const ovsdb = await startSyntheticDatabase(scope, 0)
  const endpoints = new Endpoints(ovsdb)
  const calm = await startOvsdbServer(scope)
  const vswitchd = await startVswitchd(scope, calm, { dummy: true })
  await vswitchd.vsctl('add-br', 'br0', '--', 'set', 'bridge', 'br0', 'datapath_type=dummy')
  const schema = writeTestSchema(scope, TEST_SCHEMA)
  const [cluster, etcd] = await Promise.all([startOvsdbCluster(scope, { schema }), startEtcd(scope)])
  const netmasters = [await startNetmaster(scope), await startNetmaster(scope)] as const
  for (const netmaster of netmasters) endpoints.toldBy(netmaster)
  const networks = new Networks(netmasters)
  let [leader, follower]: [AnsweringServer, AnsweringServer] = [...netmasters]
  await etcd.put(LEADER_KEY, address(leader))
  return {
    ovsdb,
    endpoints,
    calm,
    cluster,
    etcd,
    nobody: `127.0.0.1:${await freePort()}`,
    breakConnections: async () => {
      await run('ovs-appctl', [`--target=${ovsdb.unixctl}`, 'ovsdb-server/reconnect'])
    },
    killDatabase: async () => {
      await ovsdb.kill()
      await ovsdb.restart()
    },
    changeNetmaster: async () => {
      const old = leader
      await old.down()
      leader = follower
      follower = old
      await etcd.put(LEADER_KEY, address(leader))
      await old.up()
    },
    changeNetwork: () => networks.change(),
  }
}

function address({ port }: AnsweringServer): string {
  return `127.0.0.1:${port}`
}

/** The captured networks, and one that changes. */
class Networks {
  readonly #netmasters: readonly AnsweringServer[]
  readonly #captured = JSON.parse(readFileSync('fixtures/netmaster/networks.json', 'utf8')) as readonly object[]
  #changes = 0

  constructor(netmasters: readonly AnsweringServer[]) {
    this.#netmasters = netmasters
  }

  change(): void {
    const networkName = `soak-${++this.#changes}`
    const body = [...this.#captured, { ...this.#captured[0], networkName, key: `blue:${networkName}` }]
    for (const netmaster of this.#netmasters) netmaster.answer(NETWORKS_PATH, { body })
  }
}
