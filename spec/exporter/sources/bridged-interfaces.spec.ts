import t from 'tap'
import { readBridgedInterfaces } from '../../../lib/exporter/sources/bridged-interfaces.js'
import { SwitchReading } from '../../../lib/exporter/sources/switch.js'
import type { AnyTables } from '../../../lib/exporter/sources/table-reads.js'
import { scrapeOf } from '../../support/scrape.js'

t.test('the interfaces of all ports of the bridges that were read', async (t) => {
  const tables = {
    Bridge: [{ name: 'br0', ports: ['a', 'b'] }],
    Port: [
      { _uuid: 'a', name: 'bond0', interfaces: ['1', '2'] },
      { _uuid: 'b', name: 'eth3', interfaces: ['3'] },
      { _uuid: 'c', name: 'eth4', interfaces: ['4'] },
    ],
    Interface: ['1', '2', '3', '4'].map((_uuid) => ({ _uuid, name: `eth${_uuid}` })),
  } as unknown as AnyTables
  const view = { endpoints: [], interfaces: [], unmatched: 0 }
  const reader = { read: async () => new SwitchReading(tables, view, new Map(), []) }
  t.strictSame(await readBridgedInterfaces(reader, scrapeOf()), new Set(['eth1', 'eth2', 'eth3']))
})
