import t from 'tap'
import { NOWHERE } from '../../../lib/correlation/index.js'
import { Places } from '../../../lib/exporter/sources/places.js'
import type { AnyTables, TableReads } from '../../../lib/exporter/sources/table-reads.js'
import { uuidNamed } from '../../support/uuid-named.js'

const SIGNAL = new AbortController().signal
const FRESH_MS = 60_000

/** A switch of one bridge, whose ports hold one interface each; counts what it is asked. */
class ScriptedSwitch {
  ports: readonly (readonly [port: string, uuid: string])[] = []
  asked: string[] = []
  failure: Error | undefined

  get rows() {
    return {
      Bridge: [{ name: 'br0', ports: this.ports.map(([port]) => uuidNamed(`port-${port}`)) }],
      Port: this.ports.map(([port, uuid]) => ({
        _uuid: uuidNamed(`port-${port}`),
        name: port,
        interfaces: [uuidNamed(uuid)],
      })),
    }
  }

  async read(reads: TableReads): Promise<AnyTables> {
    this.asked.push(Object.keys(reads).join(' and '))
    if (this.failure !== undefined) throw this.failure
    return this.rows
  }
}

function scene() {
  const script = new ScriptedSwitch()
  let now = 0
  const places = new Places(script, () => now)
  const topology = (...uuids: string[]) =>
    places.covering(
      uuids.map((uuid) => ({ uuid })),
      SIGNAL,
    )
  /** What was asked since the last time. */
  const asked = () => script.asked.splice(0)
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { script, places, topology, asked, pass }
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

t.test('asked again when it is to be forgotten: the switch may be another', async (t) => {
  const { script, places, topology, asked } = scene()
  script.ports = [['eth0', 'u0']]
  await topology('u0')
  t.strictSame(asked(), BOTH)
  places.forget()
  await topology('u0')
  t.strictSame(asked(), BOTH)
})

t.test('not asked again when rows are at hand; a place that is the same is the same object', async (t) => {
  const { script, places, topology, asked, pass } = scene()
  script.ports = [
    ['eth0', 'u0'],
    ['eth1', 'u1'],
  ]
  const before = places.update(script.rows.Bridge, script.rows.Port)
  t.strictSame(before.get('u0'), { bridge: 'br0', port: 'eth0' })
  script.ports = [
    ['eth0', 'u0'],
    ['bond', 'u1'],
  ]
  pass(FRESH_MS)
  const after = places.update(script.rows.Bridge, script.rows.Port)
  t.equal(after.get('u0'), before.get('u0'))
  t.strictSame(after.get('u1'), { bridge: 'br0', port: 'bond' })
  t.equal(await topology('u0'), after)
  t.strictSame(asked(), [])
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
  const { script, topology } = scene()
  script.ports = [['eth0', 'u0']]
  script.failure = new Error('no')
  await t.rejects(topology('u0'), script.failure)
  script.failure = undefined
  t.equal((await topology('u0')).get('u0')?.port, 'eth0')
})
