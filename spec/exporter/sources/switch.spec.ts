import t from 'tap'
import type { View } from '../../../lib/correlation/index.js'
import { encodeLabels } from '../../../lib/exporter/exposition/labels.js'
import { SwitchReading, subject } from '../../../lib/exporter/sources/switch.js'
import { readingOf } from '../../support/switch-rows.js'

t.test('bridges, ports and interfaces with their labels', async (t) => {
  const reading = readingOf({})
  const names = { bridge: 'br0', port: 'p0', interface: 'i0', type: 'system' }
  t.match(reading.bridges, [{ row: { name: 'br0' }, names: { bridge: 'br0' } }])
  t.match(reading.ports, [{ row: { name: 'p0' }, names: { bridge: 'br0', port: 'p0' } }])
  t.match(reading.interfaces, [{ row: { name: 'i0' }, names }])
  t.strictSame(Buffer.from(reading.interfaces[0]?.labels ?? []), encodeLabels(names))
  t.equal(reading.ports, reading.ports, 'worked out once')
})

t.test('ports of endpoints only, and ports on no bridge that is told of, are left out', async (t) => {
  const view: View = {
    endpoints: [],
    interfaces: [{ uuid: 'i1', interface: 'eth1', type: '', statistics: new Map() }],
    unmatched: 0,
  }
  const tables = {
    Bridge: [{ name: 'br0', ports: ['endpoint', 'mixed', 'empty'] }],
    Port: [
      { _uuid: 'endpoint', name: 'endpoint', interfaces: ['i0'] },
      { _uuid: 'mixed', name: 'mixed', interfaces: ['i0', 'i1'] },
      { _uuid: 'empty', name: 'empty', interfaces: [] },
      { _uuid: 'elsewhere', name: 'elsewhere', interfaces: ['i1'] },
    ],
    Interface: [],
  }
  const reading = new SwitchReading(tables, view, new Map(), [encodeLabels({})])
  t.strictSame(
    reading.ports.map(({ row }) => row.name),
    ['mixed'],
  )
})

t.test('tables that were not read hold nothing', async (t) => {
  const reading = new SwitchReading({}, { endpoints: [], interfaces: [], unmatched: 0 }, new Map(), [])
  t.strictSame([reading.bridges, reading.ports, reading.interfaces], [[], [], []])
})

t.test('a subject carries its labels by name and encoded', async (t) => {
  const names = { target: 'tcp:a' }
  t.strictSame(subject('row', names), { row: 'row', names, labels: encodeLabels(names) })
})
