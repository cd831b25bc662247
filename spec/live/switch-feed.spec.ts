import t, { type Test } from 'tap'
import type { Endpoint } from '../../lib/contiv/index.js'
import { SwitchFeed, type WatchedIdentities } from '../../lib/live/switch-feed.js'
import { openClient, type RawOperation } from '../../lib/ovsdb/index.js'
import type { Message, SwitchSnapshot, SwitchUpdate } from '../../lib/page/protocol.js'
import { eventually } from '../support/eventually.js'
import { ManualClock } from '../support/manual-clock.js'
import { type OvsdbServer, startOvsdbServer } from '../support/ovsdb-server.js'
import { addBridge, addPort, setStatistics } from '../support/switch-operations.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

const endpoint = (id: string, container: string): Endpoint => ({
  id,
  tenant: 'blue',
  network: 'web',
  group: 'front',
  host: 'node-1',
  container,
  containerId: undefined,
})

/** Knows whom the spec tells it to know. */
class ScriptedIdentities extends Map<string, Endpoint> implements WatchedIdentities {
  error: Error | undefined
  learned: (readonly string[])[] = []
  asked = 0
  override get(id: string): Endpoint | undefined {
    this.asked++
    return super.get(id)
  }
  async learn(ids: ReadonlySet<string>): Promise<void> {
    this.learned.push([...ids])
  }
  isUnknown(id: string): boolean {
    return this.learned.length > 0 && !this.has(id)
  }
  status() {
    return { up: this.error === undefined, error: this.error, lastSuccess: new Date(1000) }
  }
}

async function scene(t: Test, ovsdb: OvsdbServer, identities?: WatchedIdentities, rate?: number) {
  const client = openClient(ovsdb.remote, { database: 'Open_vSwitch', backoff: { min: 10, max: 50 } })
  t.teardown(() => client.close())
  const clock = new ManualClock()
  const options = { client, remote: ovsdb.remote, mode: 'ovs', version: '1.2.3', identities, clock, rate }
  const feed = new SwitchFeed(options)
  const told: Message[] = []
  feed.start((message) => told.push(message))
  t.teardown(() => feed.stop())
  const last = <T>(type: string) => told.filter((message) => message.type === type).at(-1) as T
  await eventually(() => last<SwitchSnapshot | undefined>('switch')?.up)
  /** Lets the switch update its statistics after so many ms; resolves with what is told. */
  const count = async (ms: number, ...operations: readonly object[]): Promise<SwitchUpdate> => {
    clock.advance(ms)
    const before = told.length
    await ovsdb.transact(operations)
    return (await eventually(() => told[before])) as SwitchUpdate
  }
  /** Resolves when the feed's own client, and so the feed, knows what was written. */
  const write = (...operations: readonly object[]) => client.transactRaw(operations as RawOperation[])
  return { clock, feed, told, last, count, write }
}

async function startSwitch(t: Test): Promise<OvsdbServer> {
  const ovsdb = await startOvsdbServer(t)
  await ovsdb.transact([{ op: 'insert', table: 'Open_vSwitch', row: {} }])
  await ovsdb.transact(addBridge('br0'))
  const statistics = [['rx_bytes', 100] as const, ['tx_bytes', 200] as const]
  for (const id of ['a', 'b']) {
    const externalIds = [['endpoint-id', `web.blue-${id}`] as const]
    await ovsdb.transact(addPort({ bridge: 'br0', name: `veth-${id}`, externalIds, statistics }))
  }
  return ovsdb
}

t.test('only what changed is told, after each statistics update', { skip }, async (t) => {
  const ovsdb = await startSwitch(t)
  const { count, last, feed } = await scene(t, ovsdb)
  const snapshot = last<SwitchSnapshot>('switch')
  t.match(snapshot, { mode: 'ovs', version: '1.2.3', up: true, interval: 5000, banners: [] })
  const idOf = new Map(snapshot.rows.map((row) => [row.interface, row.id]))
  t.strictSame([...idOf.keys()].sort(), ['veth-a', 'veth-b'])
  t.ok(snapshot.samples.every(([, rates]) => rates.every((rate) => rate === null)))

  const first = await count(
    4000,
    ...setStatistics('veth-a', [
      ['rx_bytes', 1000],
      ['tx_bytes', 200],
    ]),
  )
  t.equal(first.sequence, 1)
  t.strictSame(first.samples?.[0]?.[1][0], null, 'one update makes no rate')
  const big = 2n ** 60n
  const second = await count(
    5000,
    ...setStatistics('veth-a', [
      ['rx_bytes', 6000],
      ['tx_bytes', 200],
      ['tx_errors', big],
    ]),
  )
  t.equal(second.sequence, 2)
  t.equal(second.time, new Date('2026-01-01T00:00:09Z').getTime())
  t.notOk(second.rows ?? second.gone ?? second.banners, 'nothing else changed')
  const samples = new Map(second.samples?.map(([id, ...rest]) => [id, rest]))
  t.strictSame(samples.get(idOf.get('veth-a') ?? ''), [
    [1000, 0, null, null, null, null, null, null],
    [6000, 200, null, null, null, null, null, big.toString()],
  ])
  t.equal(samples.get(idOf.get('veth-b') ?? '')?.[0]?.[0], 0)
  t.match(second.totals, [{ level: 'bridge', path: ['br0'], rows: 2, rates: [1000, 0] }])
  const third = await count(
    5000,
    ...setStatistics('veth-a', [
      ['rx_bytes', 6001],
      ['tx_bytes', 200],
    ]),
  )
  t.strictSame(
    third.samples?.map(([id]) => id),
    [idOf.get('veth-a')],
    'who stays idle is no news',
  )
  t.match(feed.snapshot(), { sequence: 3, samples: { length: 2 } })
})

t.test('an interval that the switch cannot read is its default', { skip }, async (t) => {
  const ovsdb = await startSwitch(t)
  const row = { other_config: ['map', [['stats-update-interval', 'Infinity']]] }
  await ovsdb.transact([{ op: 'update', table: 'Open_vSwitch', where: [], row }])
  t.equal((await scene(t, ovsdb)).feed.snapshot().interval, 5000)
})

t.test('averaged over two updates', { skip }, async (t) => {
  const ovsdb = await startSwitch(t)
  const { last, count } = await scene(t, ovsdb, undefined, 10_000)
  const { interval, rows } = last<SwitchSnapshot>('switch')
  t.equal(interval, 10_000)
  t.notOk(
    rows.some(({ unmatched }) => unmatched),
    'nobody was asked who they are',
  )
  const bytes = (value: number) =>
    setStatistics('veth-a', [
      ['rx_bytes', value],
      ['tx_bytes', 200],
    ])
  await count(4000, ...bytes(1000))
  const { sequence, samples } = await count(10_000, ...bytes(21_000))
  t.equal(sequence, 2)
  t.equal(samples?.find(([, [rate]]) => rate !== 0)?.[1][0], 2000)
})

t.test('endpoints: from the container, learnt, lost', { skip }, async (t) => {
  const ovsdb = await startSwitch(t)
  const identities = new ScriptedIdentities([['web.blue-a', endpoint('web.blue-a', 'web-1')]])
  const { clock, told, last, count } = await scene(t, ovsdb, identities)
  const snapshot = last<SwitchSnapshot>('switch')
  const a = snapshot.rows.find((row) => row.interface === 'veth-a')
  t.match(a, { kind: 'endpoint', container: 'web-1', group: 'front' })
  t.strictSame(snapshot.samples.find(([id]) => id === a?.id)?.[2].slice(0, 2), [200, 100], 'turned round')
  t.strictSame(snapshot.banners, [], 'who was not asked for yet is not unknown')
  const asked = await eventually(() => told.find((message) => message.type === 'update'))
  t.match(asked, {
    rows: [{ interface: 'veth-b', unmatched: true }],
    banners: [{ id: 'unmatched', text: /^1 interface / }],
  })
  t.strictSame(identities.learned[0]?.toSorted(), ['web.blue-a', 'web.blue-b'])

  identities.set('web.blue-b', endpoint('web.blue-b', 'web-2'))
  clock.advance(2000)
  const learnt = await eventually(() =>
    told.find((message) => message !== asked && message.type === 'update' && message.rows),
  )
  t.match(learnt, { rows: [{ interface: 'veth-b', kind: 'endpoint', container: 'web-2' }], banners: [] })

  identities.error = new Error('refused')
  clock.advance(2000)
  t.match(told.at(-1), { type: 'update', banners: [{ id: 'netmaster', text: /refused/, since: 1000 }] })
  clock.advance(2000)
  t.equal(told.filter((message) => 'banners' in message).length, 4, 'told once')
  await count(
    1000,
    ...setStatistics('veth-b', [
      ['rx_bytes', 101],
      ['tx_bytes', 200],
    ]),
  )
  const { totals } = await count(
    5000,
    ...setStatistics('veth-b', [
      ['rx_bytes', 601],
      ['tx_bytes', 200],
    ]),
  )
  t.match(totals, [
    { level: 'tenant', path: ['blue'], rows: 2, rates: [0, 100] },
    { level: 'network', path: ['blue', 'web'] },
    { level: 'group', path: ['blue', 'web', 'front'] },
  ])
})

const stateOf = (name: string, state: 'up' | 'down') => ({
  op: 'update',
  table: 'Interface',
  where: [['name', '==', name]],
  row: { admin_state: 'up', link_state: state },
})

t.test('however many transactions come, rows are worked out once a turn', { skip }, async (t) => {
  const ovsdb = await startSwitch(t)
  const identities = new ScriptedIdentities([['web.blue-a', endpoint('web.blue-a', 'web-1')]])
  const { clock, told, last, feed, write } = await scene(t, ovsdb, identities)
  clock.advance(250)
  const before = told.length
  await write(stateOf('veth-a', 'up'))
  t.match(told.slice(before), [{ rows: [{ interface: 'veth-a', state: 'up' }] }], 'the first is told at once')
  const asked = identities.asked
  for (let n = 0; n < 100; n++) await write(stateOf('veth-a', n % 2 ? 'up' : 'down'), stateOf('veth-b', 'up'))
  await write(stateOf('veth-a', 'down'), ...addPort({ bridge: 'br0', name: 'new0' }))
  t.equal(told.length, before + 1)
  t.ok(identities.asked - asked <= 4, `asked ${identities.asked - asked} times`)
  clock.advance(250)
  t.equal(told.length, before + 2, 'the others in one')
  const rows = last<SwitchUpdate>('update').rows?.map((row) => [row.interface, row.state, row.bridge])
  t.strictSame(rows?.toSorted(), [
    ['new0', 'unknown', 'br0'],
    ['veth-a', 'down', 'br0'],
    ['veth-b', 'up', 'br0'],
  ])
  await write(stateOf('veth-a', 'up'))
  await ovsdb.kill()
  await eventually(() => last<SwitchSnapshot>('switch').up === false)
  t.match(told[before + 2], { rows: [{ interface: 'veth-a', state: 'up' }] }, 'nor is it lost with the connection')
  feed.stop()
  t.equal(clock.timers, 0)
})

t.test('statistics keep their own time, whichever turn tells of them', { skip }, async (t) => {
  const ovsdb = await startSwitch(t)
  const { clock, told, last, write } = await scene(t, ovsdb)
  const bytes = (name: string, value: number) => setStatistics(name, [['rx_bytes', value]])
  const rates = () => last<SwitchUpdate>('update').samples?.map(([, [rate]]) => rate)
  await write(...bytes('veth-a', 1000), ...bytes('veth-b', 1000))
  clock.advance(4900)
  await write(stateOf('veth-a', 'up'))
  clock.advance(100)
  await write(...bytes('veth-a', 6000), ...bytes('veth-b', 11_000))
  t.strictSame(rates()?.toSorted(), [1000, 2000], 'an update of all waits for no turn')
  t.equal(last<SwitchUpdate>('update').time, clock.date().getTime())
  clock.advance(1500)
  await write(stateOf('veth-a', 'down'))
  clock.advance(100)
  const before = told.length
  await write(...bytes('veth-b', 15_800))
  clock.advance(50)
  await write(...bytes('veth-a', 12_600))
  t.equal(told.length, before)
  clock.advance(100)
  t.strictSame(rates()?.toSorted(), [3000, 4000], 'over 1600 ms and 1650 ms, as they were written')
  t.equal(last<SwitchUpdate>('update').time, undefined)
})

t.test('interfaces come and go', { skip }, async (t) => {
  const ovsdb = await startSwitch(t)
  const { count } = await scene(t, ovsdb)
  const added = await count(1000, ...addPort({ bridge: 'br0', name: 'new0' }))
  t.match(added.rows, [{ interface: 'new0', bridge: 'br0' }])
  t.equal(added.time, undefined, 'no statistics update')
  const [id] = added.rows?.map((row) => row.id) ?? []
  const gone = await count(1000, {
    op: 'mutate',
    table: 'Bridge',
    where: [],
    mutations: [['ports', 'delete', await portOf(ovsdb)]],
  })
  t.strictSame(gone.gone, [id])
})

async function portOf(ovsdb: OvsdbServer): Promise<unknown> {
  const where = [['name', '==', 'new0']]
  const [result] = await ovsdb.transact([{ op: 'select', table: 'Port', where, columns: ['_uuid'] }])
  return (result as { rows: readonly { _uuid: unknown }[] }).rows[0]?._uuid
}

t.test('the database goes and comes back: no rate is made up for the time between', { skip }, async (t) => {
  const ovsdb = await startSwitch(t)
  const { clock, told, last, count } = await scene(t, ovsdb)
  await count(
    5000,
    ...setStatistics('veth-a', [
      ['rx_bytes', 200],
      ['tx_bytes', 200],
    ]),
  )
  await count(
    5000,
    ...setStatistics('veth-a', [
      ['rx_bytes', 300],
      ['tx_bytes', 200],
    ]),
  )
  await ovsdb.kill()
  await eventually(() => last<SwitchSnapshot>('switch').up === false)
  const lost = last<SwitchSnapshot>('switch')
  t.match(lost.banners, [{ id: 'ovsdb', level: 'error' }])
  t.match(lost.rows, [{ state: 'unknown' }, { state: 'unknown' }], 'what there was is named')
  t.strictSame(lost.samples, [], 'and counts nothing')
  const snapshots = () => told.filter(({ type }) => type === 'switch').length
  t.equal(snapshots(), 2, 'told once')
  clock.advance(60_000)
  await ovsdb.restart()
  await eventually(() => last<SwitchSnapshot>('switch').up)
  const back = last<SwitchSnapshot>('switch')
  t.strictSame(back.banners, [])
  // Statistics are not kept over a restart of the database: the first ones are written into nothing.
  const bytes = (value: number) =>
    setStatistics('veth-a', [
      ['rx_bytes', value],
      ['tx_bytes', 200],
    ])
  await ovsdb.transact(bytes(9_000_000))
  const next = await count(1000, ...bytes(9_100_000))
  t.ok(next.samples?.every(([, rates]) => rates.every((rate) => rate === null)))
  const after = await count(5000, ...bytes(9_100_500))
  t.strictSame(after.samples?.find(([, [rate]]) => rate !== null)?.[1][0], 100)
})

t.test('a switch that falls silent: no rate is known, which is said, and none made up', { skip }, async (t) => {
  const ovsdb = await startSwitch(t)
  const { clock, told, last, count, feed } = await scene(t, ovsdb)
  const bytes = (value: number) =>
    setStatistics('veth-a', [
      ['rx_bytes', value],
      ['tx_bytes', 200],
    ])
  const rates = () =>
    feed
      .snapshot()
      .samples.flatMap(([, values]) => values.filter((rate) => rate !== null))
      .toSorted()
  await count(4000, ...bytes(1000))
  await count(5000, ...bytes(6000))
  t.strictSame(rates(), [0, 0, 0, 1000])
  const before = told.length
  clock.advance(12_500)
  t.equal(told.length, before, 'so long may an update take')
  clock.advance(2000)
  const since = new Date('2026-01-01T00:00:09Z').getTime()
  const silence = last<SwitchUpdate>('update')
  t.match(silence, { sequence: 2, banners: [{ id: 'silence', level: 'warning', since }] })
  t.equal(silence.time, undefined, 'nothing was counted')
  t.equal(silence.samples?.length, 2)
  t.strictSame(
    silence.samples?.flatMap(([, values]) => values.filter((rate) => rate !== null)),
    [],
  )
  t.ok(silence.samples?.some(([, , counts]) => counts[0] === 6000))
  t.match(silence.totals, [{ path: ['br0'], rates: [null, null] }])
  t.match(feed.snapshot(), { up: true, banners: [{ id: 'silence' }] })
  clock.advance(60_000)
  t.equal(told.length, before + 1, 'told once')
  const renamed = await count(1, ...bytes(6000), ...addPort({ bridge: 'br0', name: 'new0' }))
  t.match([renamed.sequence, renamed.banners], [2, undefined], 'what else is written is no statistics')
  const again = await count(1000, ...bytes(9_000_000))
  t.match(again, { sequence: 4, banners: [] }, 'what was missed is a gap')
  t.strictSame(rates(), [])
  await count(5000, ...bytes(9_000_500))
  t.equal(rates().at(-1), 100)
})

t.test('a switch that is silent from the first', { skip }, async (t) => {
  const ovsdb = await startSwitch(t)
  const { clock, told, last } = await scene(t, ovsdb)
  clock.advance(12_501)
  const since = clock.start.getTime()
  t.match(told.at(-1), { type: 'update', sequence: 0, banners: [{ id: 'silence', since }] })
  await ovsdb.kill()
  await eventually(() => last<SwitchSnapshot>('switch').up === false)
  t.match(last<SwitchSnapshot>('switch').banners, [{ id: 'ovsdb' }], 'the cause stands for what comes of it')
  t.equal(last<SwitchSnapshot>('switch').banners.length, 1)
  const before = told.length
  clock.advance(60_000)
  t.equal(told.length, before, 'nobody listens meanwhile')
})

t.test('stopped it tells nothing, holds nothing and waits for nothing', { skip }, async (t) => {
  const ovsdb = await startSwitch(t)
  const { clock, feed, told } = await scene(t, ovsdb)
  feed.stop()
  t.equal(clock.timers, 0)
  const before = told.length
  await ovsdb.transact(setStatistics('veth-a', [['rx_bytes', 200]]))
  t.equal(told.length, before)
  t.match(feed.snapshot(), { up: false, rows: [], samples: [], totals: [] })
})
