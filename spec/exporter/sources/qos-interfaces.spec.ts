import t from 'tap'
import { SourceError } from '../../../lib/exporter/collectors/collector.js'
import { QOS_READS, readQosInterfaces } from '../../../lib/exporter/sources/qos-interfaces.js'
import { SwitchReading } from '../../../lib/exporter/sources/switch.js'
import type { AnyTables } from '../../../lib/exporter/sources/table-reads.js'
import { scrapeOf } from '../../support/scrape.js'

const TABLES = {
  Bridge: [{ name: 'br0', ports: ['a', 'b', 'c'] }],
  Port: [
    { _uuid: 'a', name: 'plain', interfaces: ['1'], qos: undefined },
    { _uuid: 'b', name: 'shaped', interfaces: ['2'], qos: 'q' },
    { _uuid: 'c', name: 'bond', interfaces: ['4', '3'], qos: 'q' },
    { _uuid: 'd', name: 'of a bridge that is left out', interfaces: ['5'], qos: 'q' },
  ],
  Interface: [
    { _uuid: '1', name: 'eth1' },
    { _uuid: '4', name: 'eth4' },
    { _uuid: '3', name: 'eth3' },
    { _uuid: '2', name: 'eth2' },
    { _uuid: '5', name: 'eth5' },
  ],
} as unknown as AnyTables

t.test('the interfaces of ports with QoS, those of bonds too', async (t) => {
  const view = { endpoints: [], interfaces: [], unmatched: 0 }
  const reader = { read: async () => new SwitchReading(TABLES, view, new Map(), []) }
  t.strictSame(await readQosInterfaces(reader, scrapeOf()), ['eth2', 'eth3', 'eth4'])
  t.ok(QOS_READS.Port.includes('qos'))
})

t.test('a switch that cannot be read', async (t) => {
  const error = new SourceError('ovsdb: away')
  const reader = {
    read: async () => {
      throw error
    },
  }
  await t.rejects(readQosInterfaces(reader, scrapeOf()), error)
})
