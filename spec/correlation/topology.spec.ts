import t from 'tap'
import { type BridgeRow, buildTopology, type PortRow } from '../../lib/correlation/topology.js'
import { uuidNamed } from '../support/uuid-named.js'

const port = (name: string, ...interfaces: string[]): PortRow => ({
  _uuid: uuidNamed(`port-${name}`),
  name,
  interfaces: interfaces.map(uuidNamed),
})
const bridge = (name: string, ...ports: string[]): BridgeRow => ({
  name,
  ports: ports.map((port) => uuidNamed(`port-${port}`)),
})

t.test('follows Bridge.ports and Port.interfaces', async (t) => {
  const topology = buildTopology(
    [bridge('br0', 'a', 'bond'), bridge('br1', 'b'), bridge('empty')],
    [port('a', 'i1'), port('bond', 'i2', 'i3'), port('b', 'i4'), port('none')],
  )
  t.strictSame(Object.fromEntries(topology), {
    i1: { bridge: 'br0', port: 'a' },
    i2: { bridge: 'br0', port: 'bond' },
    i3: { bridge: 'br0', port: 'bond' },
    i4: { bridge: 'br1', port: 'b' },
  })
})

t.test('a port on no bridge keeps its name; an interface of no port has no place', async (t) => {
  const topology = buildTopology([], [port('a', 'i1')])
  t.strictSame(topology.get('i1'), { bridge: '', port: 'a' })
  t.equal(topology.get('i2'), undefined)
  t.equal(buildTopology([bridge('br0', 'gone')], []).size, 0)
})

t.test('names are text from outside', async (t) => {
  const topology = buildTopology([bridge('__proto__', 'constructor')], [port('constructor', '__proto__', 'toString')])
  t.strictSame(topology.get('__proto__'), { bridge: '__proto__', port: 'constructor' })
  t.strictSame(topology.get('toString'), { bridge: '__proto__', port: 'constructor' })
  t.equal(topology.get('hasOwnProperty'), undefined)
})
