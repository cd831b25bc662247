import t from 'tap'
import { placeInterfaces } from '../../lib/interfaces/place-interfaces.js'
import { uuidNamed } from '../support/uuid-named.js'
import { interfaceRow } from './interface-row.js'

function placed(rows: Parameters<typeof placeInterfaces>[0]) {
  return placeInterfaces(rows).map(({ bridge, port, name }) => [bridge, port, name])
}

t.test('finds the port and the bridge of each interface, and sorts by bridge and name', (t) => {
  const rows = {
    bridges: [
      { name: 'br10', ports: ['P3'].map(uuidNamed) },
      { name: 'br2', ports: ['P2', 'P1'].map(uuidNamed) },
    ],
    ports: [
      { _uuid: uuidNamed('P1'), name: 'bond0', interfaces: ['I10', 'I2'].map(uuidNamed) },
      { _uuid: uuidNamed('P2'), name: 'br2', interfaces: ['I0'].map(uuidNamed) },
      { _uuid: uuidNamed('P3'), name: 'veth1', interfaces: ['I3'].map(uuidNamed) },
    ],
    interfaces: [
      interfaceRow({ _uuid: uuidNamed('I3'), name: 'veth1' }),
      interfaceRow({ _uuid: uuidNamed('I10'), name: 'eth10' }),
      interfaceRow({ _uuid: uuidNamed('I2'), name: 'eth2' }),
      interfaceRow({ _uuid: uuidNamed('I0'), name: 'br2' }),
    ],
  }
  t.same(placed(rows), [
    ['br2', 'br2', 'br2'],
    ['br2', 'bond0', 'eth2'],
    ['br2', 'bond0', 'eth10'],
    ['br10', 'veth1', 'veth1'],
  ])
  t.end()
})

t.test('keeps every column of the row', (t) => {
  const row = interfaceRow({ _uuid: uuidNamed('I'), name: 'eth0', statistics: new Map([['rx_bytes', 2n ** 60n]]) })
  t.strictSame(placeInterfaces({ bridges: [], ports: [], interfaces: [row] }), [
    { bridge: undefined, port: undefined, ...row },
  ])
  t.end()
})

t.test('those in no bridge come last, with or without a port that knows them', (t) => {
  const rows = {
    bridges: [{ name: 'br0', ports: ['P1', 'gone'].map(uuidNamed) }],
    ports: [
      { _uuid: uuidNamed('P1'), name: 'z', interfaces: ['Z', 'gone'].map(uuidNamed) },
      { _uuid: uuidNamed('P2'), name: 'b', interfaces: ['B'].map(uuidNamed) },
    ],
    interfaces: [
      interfaceRow({ _uuid: uuidNamed('B'), name: 'b' }),
      interfaceRow({ _uuid: uuidNamed('A'), name: 'a' }),
      interfaceRow({ _uuid: uuidNamed('Z'), name: 'z' }),
    ],
  }
  t.same(placed(rows), [
    ['br0', 'z', 'z'],
    [undefined, undefined, 'a'],
    [undefined, undefined, 'b'],
  ])
  t.end()
})

t.test('an interface that two ports claim is there once, in the first bridge by name', (t) => {
  const rows = {
    bridges: [
      { name: 'br1', ports: ['P1'].map(uuidNamed) },
      { name: 'br0', ports: ['P0'].map(uuidNamed) },
    ],
    ports: [
      { _uuid: uuidNamed('P1'), name: 'one', interfaces: ['I'].map(uuidNamed) },
      { _uuid: uuidNamed('P0'), name: 'zero', interfaces: ['I'].map(uuidNamed) },
    ],
    interfaces: [interfaceRow({ _uuid: uuidNamed('I'), name: 'eth0' })],
  }
  t.same(placed(rows), [['br0', 'zero', 'eth0']])
  t.end()
})
