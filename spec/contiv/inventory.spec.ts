import { readFileSync } from 'node:fs'
import t from 'tap'
import { HttpClient } from '../../lib/contiv/http-client.js'
import { Inventory, type InventoryOptions, type InventoryStatus } from '../../lib/contiv/inventory.js'
import { EtcdLeader } from '../../lib/contiv/leader/etcd-leader.js'
import { Netmaster } from '../../lib/contiv/netmaster.js'
import type { AnsweringServer, Test } from '../support/answering-server.js'
import { startEtcdServer } from '../support/etcd-server.js'
import { ManualClock } from '../support/manual-clock.js'
import { startNetmaster } from '../support/netmaster-server.js'
import { until } from '../support/until.js'

const NETWORKS = '/api/v1/networks/'
const WEB = '/api/v1/inspect/networks/blue:web/'
const DB = '/api/v1/inspect/networks/blue:db/'
const CONTIVNET = '/api/v1/inspect/networks/default:contivnet/'
const INFRA = '/api/v1/inspect/networks/default:contivh1/'

const WEB_1 = 'web.blue-c0ffee0000000000000000000000000000000000000000000000000000000001'
const WEB_7 = 'web.blue-08b9c31e2f76d7f224870c84399ddebf1bf8675bcf47929088809caf84546d9f'
const DB_1 = 'db.blue-68150cfc45bd62a7a166bb670b0a71ae123ece23eecdfe60aaf0a84e0bcb703d'
const SOLO_9 = 'contivnet.default-a374d92eaa4006f4515e2420e39f6d4227a9dd7bfd4c65b1b47e98c2f569a5e0'
const HOST_PORT = 'hostcontivh0'

const TIMEOUT_MS = 1000

interface Scene {
  readonly netmaster: AnsweringServer
  readonly etcd: Awaited<ReturnType<typeof startEtcdServer>>
  readonly clock: ManualClock
  readonly inventory: Inventory
  readonly changes: InventoryStatus[]
  readonly client: Netmaster
  /** Lets time pass, and waits for what that set going. */
  pass(milliseconds: number): Promise<void>
}

async function scene(t: Test, options: Partial<InventoryOptions> = {}): Promise<Scene> {
  const netmaster = await startNetmaster(t)
  const etcd = await startEtcdServer(t, { leader: `127.0.0.1:${netmaster.port}` })
  const clock = new ManualClock()
  const http = new HttpClient({ timeout: TIMEOUT_MS })
  const client = new Netmaster({ leader: new EtcdLeader([new URL(etcd.url)], http), http })
  const changes: InventoryStatus[] = []
  const onChange = (status: InventoryStatus) => changes.push(status)
  const inventory = new Inventory({ netmaster: client, clock, onChange, ...options })
  t.teardown(() => inventory.stop())
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds)
    await until('the run has ended', () => clock.timers > 0)
  }
  return { netmaster, etcd, clock, inventory, changes, client, pass }
}

/** The ids of the captured node. */
function capturedIds(): ReadonlySet<string> {
  const text = readFileSync('fixtures/reference/ovs-vsctl-list-interface.txt', 'utf8')
  return new Set([...text.matchAll(/endpoint-id=([^}"]+)/g)].map(([, id]) => id ?? ''))
}

t.test('learns the endpoints of the captured node, and then asks nothing', async (t) => {
  const { netmaster, etcd, inventory } = await scene(t)
  inventory.start()
  const ids = capturedIds()
  await inventory.learn(ids)
  const known = [...ids].filter((id) => inventory.get(id) !== undefined)
  t.equal(ids.size, 9)
  t.same(
    [...ids].filter((id) => !known.includes(id)),
    [HOST_PORT],
  )
  t.same(inventory.get(WEB_7), {
    id: WEB_7,
    tenant: 'blue',
    network: 'web',
    group: 'frontend',
    host: 'vm',
    container: 'web-7',
    containerId: undefined,
  })
  t.equal(inventory.get(SOLO_9)?.group, undefined)
  t.match(inventory.status(), { up: true, error: undefined, endpoints: 8, networks: 3, requests: 5 })
  t.same(
    [NETWORKS, WEB, DB, CONTIVNET, INFRA].map((path) => netmaster.count(path)),
    [1, 1, 1, 1, 0],
  )
  for (let scrape = 0; scrape < 5; scrape++) await inventory.learn(new Set(ids))
  t.equal(netmaster.count() + etcd.count(), 5, 'a steady state costs nothing')
})

t.test('asks only about the networks that may hold an unknown id', async (t) => {
  const { netmaster, inventory } = await scene(t)
  inventory.start()
  await inventory.learn(new Set([WEB_1, HOST_PORT]))
  t.same(
    [WEB, DB, CONTIVNET].map((path) => netmaster.count(path)),
    [1, 0, 0],
  )
  await inventory.learn(new Set([WEB_1, WEB_7, DB_1]))
  t.same(
    [WEB, DB, CONTIVNET].map((path) => netmaster.count(path)),
    [2, 1, 0],
  )
  t.equal(inventory.status().endpoints, 3)
})
