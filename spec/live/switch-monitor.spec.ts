import t, { type Test } from 'tap'
import { type SwitchListener, SwitchMonitor, type SwitchState } from '../../lib/live/switch-monitor.js'
import { connect } from '../../lib/ovsdb/index.js'
import { CAPTURED_NODE } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { ManualClock } from '../support/manual-clock.js'
import { oldSchemaFile } from '../support/old-schema.js'
import { type OvsdbServer, startOvsdbServer, VSWITCH_SCHEMA } from '../support/ovsdb-server.js'
import { run } from '../support/run.js'
import { addPort, movePort, removePort, setStatistics } from '../support/switch-operations.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool', 'ovs-appctl')

interface Told {
  readonly kind: 'initial' | 'changed' | 'counted' | 'lost'
  readonly names: readonly string[]
}

async function scene(t: Test, { remote }: OvsdbServer) {
  const client = await connect(remote, { database: 'Open_vSwitch', backoff: { min: 10, max: 50 } })
  t.teardown(() => client.close())
  const told: Told[] = []
  let state: SwitchState | undefined
  const tell = (kind: Told['kind'], next?: SwitchState) => {
    state = next
    told.push({ kind, names: [...(next?.interfaces.values() ?? [])].map(({ name }) => name).sort() })
  }
  const listener: SwitchListener = {
    initial: (read) => tell('initial', read()),
    changed: (read, counted) => tell(counted.length > 0 ? 'counted' : 'changed', read()),
    lost: () => tell('lost'),
  }
  const clock = new ManualClock()
  const monitor = new SwitchMonitor(client, listener, clock)
  t.teardown(() => monitor.close())
  return { monitor, clock, told, state: () => state, kinds: () => told.map(({ kind }) => kind) }
}

/** How many monitors the server keeps for its clients. */
async function monitorsOf(ovsdb: OvsdbServer): Promise<number> {
  const report = await run('ovs-appctl', [`--target=${ovsdb.unixctl}`, 'memory/show'])
  return Number(/monitors:(\d+)/.exec(report)?.[1] ?? 0)
}

t.test('the switch is told whole, then what changes in it', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const { monitor, told, state, kinds } = await scene(t, ovsdb)
  monitor.open()
  await eventually(() => kinds().join() === 'initial')
  const names = told[0]?.names ?? []
  t.ok(names.includes('contivh0'))
  const [, vvport1] = [...(state()?.interfaces ?? [])].find(([, { name }]) => name === 'vvport1') ?? []
  t.equal(state()?.topology.get(vvport1?._uuid ?? '')?.bridge, 'contivVxlanBridge')

  await ovsdb.transact(setStatistics('vvport1', [['rx_bytes', 2n ** 60n]]))
  await eventually(() => kinds().join() === 'initial,counted')
  const counted = [...(state()?.interfaces.values() ?? [])].find(({ name }) => name === 'vvport1')
  t.strictSame([...(counted?.statistics ?? [])], [['rx_bytes', 2n ** 60n]])

  await ovsdb.transact(addPort({ bridge: 'contivVxlanBridge', name: 'new0' }))
  await eventually(() => told.at(-1)?.names.includes('new0'))
  await ovsdb.transact(setStatistics('new0', [['rx_bytes', 1]]))
  await ovsdb.transact(await removePort(ovsdb, 'contivVxlanBridge', 'new0'))
  await eventually(() => told.at(-1)?.names.includes('new0') === false)
  t.notOk(kinds().slice(2).includes('counted'), 'the first statistics of an interface are no update of all')

  const before = state()?.topology
  await ovsdb.transact(setStatistics('vvport1', [['rx_bytes', 2n ** 61n]]))
  await eventually(() => kinds().at(-1) === 'counted')
  t.equal(state()?.topology, before, 'it is built anew only when a port or a bridge changed')
  await ovsdb.transact(await movePort(ovsdb, 'contivVxlanBridge', 'contivVlanBridge', 'vvport1'))
  await eventually(() => state()?.topology.get(vvport1?._uuid ?? '')?.bridge === 'contivVlanBridge')

  const config = ['map', [['stats-update-interval', '10000']]]
  await ovsdb.transact([{ op: 'update', table: 'Open_vSwitch', where: [], row: { other_config: config } }])
  await eventually(() => state()?.statsUpdateInterval === '10000')
})

t.test('nothing is watched before it is opened, nor after it is closed', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const { monitor, told } = await scene(t, ovsdb)
  const others = await monitorsOf(ovsdb)
  for (let round = 1; round <= 3; round++) {
    monitor.open()
    await eventually(() => told.length === round)
    t.equal(await monitorsOf(ovsdb), others + 1)
    monitor.close()
    await eventually(async () => (await monitorsOf(ovsdb)) === others)
  }
  await ovsdb.transact(setStatistics('vvport1', [['rx_bytes', 1]]))
  t.equal(told.length, 3)
})

t.test('a server that goes and comes back', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const { monitor, told, kinds } = await scene(t, ovsdb)
  monitor.open()
  await eventually(() => kinds().join() === 'initial')
  await ovsdb.kill()
  await eventually(() => kinds().includes('lost'))
  await ovsdb.restart()
  await eventually(() => kinds().at(-1) === 'initial')
  t.strictSame(told.at(-1)?.names, told[0]?.names)
  // Statistics are not kept over a restart: the first ones are written into nothing.
  for (const bytes of [4, 5]) await ovsdb.transact(setStatistics('vvport1', [['rx_bytes', bytes]]))
  await eventually(() => kinds().at(-1) === 'counted')
})

t.test('a database that is converted to what can be watched', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t, { schema: oldSchemaFile(t) })
  const { monitor, clock, kinds } = await scene(t, ovsdb)
  monitor.open()
  await eventually(() => kinds().join() === 'lost' && clock.timers === 1)
  clock.advance(clock.nextIn ?? 0)
  await eventually(() => kinds().join() === 'lost,lost' && clock.timers === 1)
  await run('ovsdb-client', ['convert', ovsdb.unix, VSWITCH_SCHEMA])
  await eventually(() => {
    clock.advance(clock.nextIn ?? 0)
    return kinds().at(-1) === 'initial'
  })
  t.equal(clock.timers, 0)
  monitor.close()

  const other = await scene(t, await startOvsdbServer(t, { schema: oldSchemaFile(t) }))
  other.monitor.open()
  await eventually(() => other.clock.timers === 1)
  other.monitor.close()
  t.equal(other.clock.timers, 0, 'nothing is left of one that is closed')
})
