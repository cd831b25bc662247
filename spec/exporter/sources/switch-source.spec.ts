import t from 'tap'
import { NOWHERE } from '../../../lib/correlation/index.js'
import { type SwitchClient, SwitchSource } from '../../../lib/exporter/sources/switch-source.js'
import { createClient, type Status } from '../../../lib/ovsdb/index.js'
import { eventually } from '../../support/eventually.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { missing } from '../../support/which.js'

const SIGNAL = new AbortController().signal
const FRESH_MS = 60_000

/** A switch of one bridge, whose ports hold one interface each; counts what it is asked. */
class ScriptedSwitch {
  ports: readonly (readonly [port: string, uuid: string])[] = []
  asked: string[] = []
  failure: Error | undefined
  readonly #listeners: ((status: Status) => void)[] = []

  readonly client: SwitchClient = {
    select: (async (table: string) => this.#answer(table, [])) as SwitchClient['select'],
    selectMany: (async (selects: readonly { readonly table: string }[]) =>
      this.#answer(selects.map(({ table }) => table).join(' and '), [
        [{ name: 'br0', ports: this.ports.map(([port]) => `port-${port}`) }],
        this.ports.map(([port, uuid]) => ({ _uuid: `port-${port}`, name: port, interfaces: [uuid] })),
      ])) as unknown as SwitchClient['selectMany'],
    onStatus: (listener) => {
      this.#listeners.push(listener)
      return () => {}
    },
  }

  status(status: Status): void {
    for (const listener of this.#listeners) listener(status)
  }

  #answer(question: string, answer: unknown): unknown {
    this.asked.push(question)
    if (this.failure !== undefined) throw this.failure
    return answer
  }
}

function scene() {
  const script = new ScriptedSwitch()
  let now = 0
  const source = new SwitchSource(script.client, () => now)
  const topology = (...uuids: string[]) =>
    source.topology(
      uuids.map((uuid) => ({ uuid })),
      SIGNAL,
    )
  /** What was asked since the last time. */
  const asked = () => script.asked.splice(0)
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { script, source, topology, asked, pass }
}

const BOTH = ['Bridge and Port']

t.test('places are asked for once, in one transaction', async (t) => {
  const { script, topology, asked } = scene()
  script.ports = [
    ['eth0', 'u0'],
    ['eth1', 'u1'],
  ]
  t.strictSame((await topology('u0')).get('u0'), { bridge: 'br0', port: 'eth0' })
  t.strictSame(asked(), BOTH)
  t.strictSame((await topology('u0', 'u1')).get('u1'), { bridge: 'br0', port: 'eth1' })
  await topology()
  t.strictSame(asked(), [])
})

t.test('nothing is asked for no interface', async (t) => {
  const { topology, asked, pass } = scene()
  t.equal((await topology()).size, 0)
  pass(FRESH_MS * 10)
  await topology()
  t.strictSame(asked(), [])
})

t.test('asked again when an interface appears whose place is not known', async (t) => {
  const { script, topology, asked } = scene()
  script.ports = [['eth0', 'u0']]
  await topology('u0')
  script.ports = [...script.ports, ['eth1', 'u1']]
  t.strictSame((await topology('u0', 'u1')).get('u1'), { bridge: 'br0', port: 'eth1' })
  t.strictSame(asked(), [...BOTH, ...BOTH])
})

t.test('asked again after a minute, because a port can move', async (t) => {
  const { script, topology, asked, pass } = scene()
  script.ports = [['eth0', 'u0']]
  await topology('u0')
  script.ports = [['bond0', 'u0']]
  pass(FRESH_MS - 1)
  t.equal((await topology('u0')).get('u0')?.port, 'eth0')
  pass(1)
  t.equal((await topology('u0')).get('u0')?.port, 'bond0')
  t.strictSame(asked(), [...BOTH, ...BOTH])
})

t.test('asked again after the connection was lost: the switch may be another', async (t) => {
  const { script, topology, asked } = scene()
  script.ports = [['eth0', 'u0']]
  await topology('u0')
  script.status({ state: 'connecting', attempt: 1 })
  script.status({ state: 'connected', remote: 'tcp:127.0.0.1:6640' })
  await topology('u0')
  t.strictSame(asked(), BOTH)
  script.status({ state: 'disconnected', cause: new Error('gone'), retryInMs: 1 })
  await topology('u0')
  t.strictSame(asked(), BOTH)
})

t.test('an interface that nothing refers to is nowhere, and is not looked for at every scrape', async (t) => {
  const { script, topology, asked, pass } = scene()
  script.ports = [['eth0', 'u0']]
  t.equal((await topology('u0', 'lost')).get('lost'), NOWHERE)
  t.equal((await topology('u0', 'lost')).get('lost'), NOWHERE)
  t.strictSame(asked(), BOTH)
  script.ports = [...script.ports, ['found', 'lost']]
  pass(FRESH_MS)
  t.strictSame((await topology('u0', 'lost')).get('lost'), { bridge: 'br0', port: 'found' })
})

t.test('what goes wrong is passed on, and the next time it is tried again', async (t) => {
  const { script, source, topology } = scene()
  script.ports = [['eth0', 'u0']]
  script.failure = new Error('no')
  await t.rejects(source.interfaces(SIGNAL), script.failure)
  await t.rejects(topology('u0'), script.failure)
  script.failure = undefined
  t.equal((await topology('u0')).get('u0')?.port, 'eth0')
})

t.test('on a real ovsdb-server', { skip: missing('ovsdb-server') }, async (t) => {
  const ovsdb = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
  const client = createClient(ovsdb.remote, { database: 'Open_vSwitch' })
  t.teardown(() => client.close())
  const source = new SwitchSource(client)
  client.start()
  await eventually(() => client.status.state === 'connected')
  const rows = await source.interfaces(SIGNAL)
  const port = rows.find(({ name }) => name === 'vvport1')
  t.equal(port?.external_ids.get('endpoint-id')?.startsWith('web.blue-'), true)
  t.equal(port?.statistics.get('rx_packets'), 7)
  t.equal(typeof port?.type, 'string')
  const topology = await source.topology(
    rows.map(({ _uuid }) => ({ uuid: _uuid })),
    SIGNAL,
  )
  t.equal(topology.size, rows.length)
  t.strictSame(topology.get(port?._uuid ?? ''), { bridge: 'contivVxlanBridge', port: 'vvport1' })

  const gone = AbortSignal.abort(new Error('the scrape is over'))
  await t.rejects(source.interfaces(gone), /the scrape is over/)
  await t.rejects(source.topology([{ uuid: 'unknown' }], gone), /the scrape is over/)
})
