import { readFileSync } from 'node:fs'
import t from 'tap'
import { HttpClient } from '../../lib/contiv/http-client.js'
import { Inventory, type InventoryOptions, type InventoryStatus } from '../../lib/contiv/inventory.js'
import { EtcdLeader } from '../../lib/contiv/leader/etcd-leader.js'
import { Netmaster } from '../../lib/contiv/netmaster.js'
import { netmasterAnswers } from '../../lib/demo/netmaster.js'
import type { AnsweringServer } from '../support/answering-server.js'
import { inspection } from '../support/contiv.js'
import { type EtcdServer, startEtcdServer } from '../support/etcd-server.js'
import { eventually } from '../support/eventually.js'
import { ManualClock } from '../support/manual-clock.js'
import { startNetmaster } from '../support/netmaster-server.js'
import type { Scope } from '../support/scope.js'

const NETWORKS = '/api/v1/networks/'
const WEB = '/api/v1/inspect/networks/blue:web/'
const DB = '/api/v1/inspect/networks/blue:db/'
const CONTIVNET = '/api/v1/inspect/networks/default:contivnet/'
const INFRA = '/api/v1/inspect/networks/default:contivh1/'
const VERSION = '/version'
const WEB_1 = 'web.blue-c0ffee0000000000000000000000000000000000000000000000000000000001'
const WEB_7 = 'web.blue-08b9c31e2f76d7f224870c84399ddebf1bf8675bcf47929088809caf84546d9f'
const DB_1 = 'db.blue-68150cfc45bd62a7a166bb670b0a71ae123ece23eecdfe60aaf0a84e0bcb703d'
const SOLO_9 = 'contivnet.default-a374d92eaa4006f4515e2420e39f6d4227a9dd7bfd4c65b1b47e98c2f569a5e0'
const HOST_PORT = 'hostcontivh0'

const REFRESH_MS = 600_000
const PROBE_MS = 30_000
const TIMEOUT_MS = 1000

interface Scene {
  readonly netmaster: AnsweringServer
  readonly etcd: EtcdServer
  readonly clock: ManualClock
  readonly inventory: Inventory
  readonly changes: InventoryStatus[]
  /** Lets time pass, and waits for what that set going. */
  pass(milliseconds: number): Promise<void>
}

async function scene(t: Scope, options: Partial<InventoryOptions> = {}): Promise<Scene> {
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
    await eventually(() => clock.timers > 0, { interval: 5 })
  }
  return { netmaster, etcd, clock, inventory, changes, pass }
}

/** A promise, and the function that settles it. */
function gate(): { readonly closed: Promise<void>; open(): void } {
  let open = () => {}
  const closed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { closed, open }
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

t.test('many scrapes at once share one run', async (t) => {
  const { netmaster, inventory } = await scene(t)
  inventory.start()
  await Promise.all(Array.from({ length: 10 }, () => inventory.learn(new Set([WEB_1, DB_1]))))
  t.same(
    [NETWORKS, WEB, DB].map((path) => netmaster.count(path)),
    [1, 1, 1],
  )
  t.ok(inventory.get(WEB_1) && inventory.get(DB_1))
})

t.test('a scrape that cannot wait leaves the run alone', async (t) => {
  const { netmaster, inventory, pass } = await scene(t)
  inventory.start()
  await pass(0)
  const held = gate()
  netmaster.answer(WEB, () => {
    netmaster.answer(WEB, undefined)
    return { body: readFileSync('fixtures/netmaster/inspect-networks-blue__web.json', 'utf8'), delay: held.closed }
  })
  const abort = new AbortController()
  const learning = inventory.learn(new Set([WEB_1]), abort.signal)
  await netmaster.received(WEB, 1)
  abort.abort()
  await learning
  t.equal(inventory.get(WEB_1), undefined)
  held.open()
  await pass(0)
  t.equal(inventory.get(WEB_1)?.container, 'web-1')
  t.equal(netmaster.count(WEB), 1)
  await inventory.learn(new Set([DB_1]), abort.signal)
  t.equal(netmaster.count(DB), 0, 'a signal aborted before asks nothing')
})

t.test('a scrape in steady state does not wait for a probe', async (t) => {
  const { netmaster, clock, inventory } = await scene(t)
  inventory.start()
  const ids = new Set([WEB_1, HOST_PORT])
  await inventory.learn(ids)
  netmaster.answer(VERSION, { delay: gate().closed })
  clock.advance(PROBE_MS + 1)
  await netmaster.received(VERSION, 1)
  await inventory.learn(ids)
  t.pass('it came back while the probe is under way')
})

t.test('an id that Netmaster does not know costs no request on every scrape', async (t) => {
  const { netmaster, clock, inventory } = await scene(t)
  inventory.start()
  const ids = new Set(['web.blue-stale', HOST_PORT, 'contivh1.default-node-1'])
  t.notOk(inventory.isUnknown('web.blue-stale'), 'nobody was asked')
  const asked: number[] = []
  for (let second = 0; second < 29; second += 1) {
    const before = netmaster.count()
    await inventory.learn(ids)
    if (netmaster.count() > before && second > 0) asked.push(second)
    clock.advance(1000)
  }
  t.same(asked, [5, 15])
  t.equal(netmaster.count(WEB), 3)
  t.same(
    [NETWORKS, INFRA].map((path) => netmaster.count(path)),
    [1, 0],
  )
  t.equal(inventory.status().up, true)
  t.ok(inventory.isUnknown('web.blue-stale'))
})

t.test('a refresh takes what has changed', async (t) => {
  const { netmaster, clock, inventory, pass } = await scene(t)
  inventory.start()
  await inventory.learn(new Set([WEB_1, DB_1]))
  t.equal(inventory.status().age, 0)
  netmaster.answer(WEB, inspection('blue', 'web', [{ id: WEB_1.slice('web.blue-'.length), container: 'renamed' }]))
  for (let passed = 0; passed < REFRESH_MS - PROBE_MS; passed += PROBE_MS + 1) await pass(PROBE_MS + 1)
  t.equal(netmaster.count(NETWORKS), 1)
  t.equal(inventory.get(WEB_1)?.container, 'web-1')
  t.equal(inventory.status().age, clock.now() / 1000)
  await pass(PROBE_MS + 1)
  t.same(
    [NETWORKS, WEB, DB, CONTIVNET, INFRA].map((path) => netmaster.count(path)),
    [2, 2, 2, 0, 0],
  )
  t.equal(inventory.get(WEB_1)?.container, 'renamed')
  t.equal(inventory.status().age, 0)
})

t.test('where the next refresh is due before Netmaster has answered all of this one, each has an end', async (t) => {
  const { netmaster, clock, inventory, pass } = await scene(t, { refreshInterval: 100 })
  const { body } = netmasterAnswers('fixtures/netmaster')(WEB)
  netmaster.answer(WEB, () => {
    clock.advance(150)
    return { body }
  })
  inventory.start()
  await inventory.learn(new Set([WEB_1]))
  for (let refresh = 0; refresh < 2; refresh++) {
    await pass(150)
    t.equal(inventory.status().age, 0)
  }
})

t.test('a Netmaster that was never reached is tried ever more slowly, and no scrape waits for it', async (t) => {
  const { netmaster, clock, inventory, changes, pass } = await scene(t)
  await netmaster.down()
  t.match(inventory.status(), { up: false, error: undefined, lastSuccess: undefined })
  inventory.start()
  await pass(0)
  const delays: unknown[] = []
  for (let failure = 1; failure <= 7; failure++) {
    delays.push((clock.nextIn ?? 0) - 1)
    const { requests } = inventory.status()
    await inventory.learn(new Set([WEB_1]))
    t.equal(inventory.status().requests, requests)
    await pass(clock.nextIn ?? 0)
  }
  t.notOk(inventory.isUnknown(WEB_1), 'nobody could be asked')
  t.same(delays, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  t.match(inventory.status(), { up: false, error: { code: 'UNREACHABLE' }, age: undefined, endpoints: 0 })
  await netmaster.up()
  await pass(clock.nextIn ?? 0)
  t.match(inventory.status(), { up: true, error: undefined, endpoints: 1 }, 'what was outstanding is done')
  t.equal(inventory.get(WEB_1)?.container, 'web-1')
  t.same(
    changes.map(({ error }) => error?.message.split(' ')[1]),
    [`${netmaster.url}${NETWORKS}:`, `${netmaster.url}${VERSION}:`, undefined],
  )
})

t.test('what was learned stays while Netmaster is away', async (t) => {
  const { netmaster, inventory, changes, pass } = await scene(t)
  inventory.start()
  await inventory.learn(new Set([WEB_1]))
  await netmaster.down()
  await pass(PROBE_MS + 1)
  t.match(inventory.status(), { up: false, error: { code: 'UNREACHABLE' }, endpoints: 1 })
  t.equal(inventory.get(WEB_1)?.container, 'web-1')
  await pass(REFRESH_MS)
  t.equal(inventory.get(WEB_1)?.container, 'web-1', 'past a refresh that failed')
  await inventory.learn(new Set([WEB_1, DB_1]))
  t.equal(inventory.get(DB_1), undefined)
  await netmaster.up()
  await pass(PROBE_MS)
  t.match(inventory.status(), { up: true, endpoints: 2 })
  t.equal(netmaster.count(NETWORKS), 2, 'the refresh was made up for')
  t.same(
    changes.map(({ up }) => up),
    [true, false, true],
    'each change was told once',
  )
})

t.test('etcd may be away as long as the leader stays', async (t) => {
  const { etcd, inventory, pass } = await scene(t)
  inventory.start()
  await inventory.learn(new Set([WEB_1]))
  await etcd.down()
  await pass(PROBE_MS + 1)
  await inventory.learn(new Set([WEB_1, DB_1]))
  t.match(inventory.status(), { up: true, endpoints: 2 })
})

t.test('no leader, and a follower that knows of none, are both "not up"', async (t) => {
  const { netmaster, etcd, inventory, pass } = await scene(t)
  etcd.setLeader(undefined)
  inventory.start()
  await pass(0)
  t.match(inventory.status(), { up: false, error: { code: 'LEADER_NOT_FOUND' } })
  etcd.setLeader(`127.0.0.1:${netmaster.port}`)
  await pass(PROBE_MS)
  t.match(inventory.status(), { up: true })
  netmaster.answer(VERSION, { status: 500, body: 'Leader not found\n' })
  await pass(PROBE_MS + 1)
  t.match(inventory.status(), { up: false, error: { code: 'HTTP_STATUS' } })
})

t.test('follows the leader to another Netmaster', async (t) => {
  const { netmaster, etcd, inventory, changes, pass } = await scene(t)
  const other = await startNetmaster(t)
  inventory.start()
  await inventory.learn(new Set([WEB_1]))
  await netmaster.down()
  etcd.setLeader(`127.0.0.1:${other.port}`)
  await pass(PROBE_MS + 1)
  t.equal(other.count(VERSION), 1)
  t.same(
    changes.map(({ up }) => up),
    [true],
  )
})

t.test('a Netmaster that is too slow is not up', async (t) => {
  const { netmaster, inventory, pass } = await scene(t)
  netmaster.answer(NETWORKS, { delay: gate().closed })
  inventory.start()
  await pass(0)
  t.match(inventory.status(), { up: false, error: { code: 'UNREACHABLE', message: /within 1000 ms/ } })
})

t.test('a network that fails loses neither the others nor what was known of it', async (t) => {
  const { netmaster, inventory, changes, pass } = await scene(t)
  const bad = [
    { body: { Config: { networkName: 'web', tenantName: 'blue' }, Oper: { endpoints: 'no' } } },
    { body: { message: 'moved' } },
    inspection('blue', 'db', []),
    { status: 500, body: 'Key not found' },
    { body: '<html>' },
    { delay: gate().closed },
  ]
  for (const answer of bad) {
    const name = JSON.stringify(answer)
    netmaster.answer(WEB, undefined)
    inventory.start()
    await pass(PROBE_MS + 1)
    await inventory.learn(new Set([WEB_1]))
    t.match(inventory.status(), { up: true, error: undefined, endpoints: 1 }, name)
    netmaster.answer(WEB, answer)
    await inventory.learn(new Set([WEB_1, WEB_7, DB_1]))
    t.equal(inventory.get(WEB_1)?.container, 'web-1', name)
    t.equal(inventory.get(WEB_7), undefined, name)
    t.equal(inventory.get(DB_1)?.container, 'db-1', name)
    t.equal(inventory.status().up, false, name)
    await pass(REFRESH_MS)
    t.equal(inventory.status().endpoints, 2, `${name}: past a refresh`)
  }
  t.equal(changes.length, 2 * bad.length)
  t.equal(changes[1]?.error?.message, `GET ${WEB}: Oper.endpoints: expected array, got string`)
})

t.test('a network that vanishes between list and inspect is skipped', async (t) => {
  const { netmaster, inventory } = await scene(t)
  inventory.start()
  netmaster.answer(WEB, { status: 500, body: 'network not found\n' })
  await inventory.learn(new Set([WEB_1, DB_1]))
  t.match(inventory.status(), { up: true, error: undefined, endpoints: 1 })
  t.equal(inventory.get(DB_1)?.container, 'db-1')
})

t.test('a list that does not fit is told by its field, and the last good one goes on', async (t) => {
  const { netmaster, inventory, pass } = await scene(t)
  inventory.start()
  await inventory.learn(new Set([WEB_1]))
  netmaster.answer(NETWORKS, { body: [{ networkName: 5 }] })
  await pass(REFRESH_MS + PROBE_MS)
  t.match(inventory.status(), { up: false, error: { message: /\[0\]\.networkName: expected string, got number/ } })
  await inventory.learn(new Set([WEB_1, DB_1]))
  t.equal(inventory.status().endpoints, 2)
})

t.test('one that tells of networks is a Netmaster, if it has no version to tell', async (t) => {
  const { netmaster, clock, inventory, pass } = await scene(t)
  netmaster.answer(VERSION, { status: 404 })
  await netmaster.down()
  inventory.start()
  await pass(0)
  await netmaster.up()
  await pass(clock.nextIn ?? 0)
  t.match(inventory.status(), { up: true, error: undefined, networks: 3 })
  netmaster.answer(VERSION, { body: { Release: '1' } })
  netmaster.answer(NETWORKS, { body: { message: 'moved' } })
  await pass(clock.nextIn ?? 0)
  t.match(inventory.status(), { up: false, error: { message: /networks\/: expected array, got object/ } })
  netmaster.answer(NETWORKS, { body: [] })
  await pass(clock.nextIn ?? 0)
  t.match(inventory.status(), { up: true, error: undefined, networks: 0 })
})

t.test('after stop nothing is left', async (t) => {
  const { netmaster, clock, inventory } = await scene(t)
  inventory.start()
  await inventory.learn(new Set([DB_1]))
  netmaster.answer(WEB, { delay: gate().closed })
  const learning = inventory.learn(new Set([DB_1, WEB_1]))
  await netmaster.received(WEB, 1)
  inventory[Symbol.dispose]()
  await learning
  await eventually(async () => (await netmaster.connections()) === 0)
  t.equal(clock.timers, 0)
  const { requests } = inventory.status()
  inventory.start()
  await inventory.learn(new Set([DB_1, WEB_7]))
  t.equal(inventory.status().requests, requests)
  t.equal(inventory.get(DB_1)?.container, 'db-1', 'what was learned can still be read')
})

t.test('a stop between two runs cancels the next', async (t) => {
  const { clock, inventory, pass } = await scene(t)
  inventory.start()
  await pass(0)
  inventory.stop()
  t.equal(clock.timers, 0)
})

t.test('asks nothing before start', async (t) => {
  const { netmaster, inventory } = await scene(t)
  await inventory.learn(new Set([WEB_1]))
  t.equal(netmaster.count(), 0)
})
