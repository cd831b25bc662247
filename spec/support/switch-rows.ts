import { buildTopology, correlate } from '../../lib/correlation/index.js'
import { type AnyTableCollector, tableCollector } from '../../lib/exporter/collectors/table-collector.js'
import { InterfaceLabels } from '../../lib/exporter/sources/interface-labels.js'
import { SwitchReading } from '../../lib/exporter/sources/switch.js'
import type { AnyTables } from '../../lib/exporter/sources/table-reads.js'
import { samplesOf } from './samples.js'
import { scrapeOf, textOf } from './scrape.js'
import { uuidNamed } from './uuid-named.js'

/** What a spec says of the one bridge, port and interface, and of rows of other tables. */
export interface SwitchRows {
  readonly Bridge?: object
  readonly Port?: object
  readonly Interface?: object
  readonly [other: string]: object | readonly object[] | undefined
}

const EMPTY = new Map<never, never>()

/** A switch of one bridge `br0` with one port `p0` and one interface `i0`, as a collector sees it. */
export function readingOf({ Bridge, Port, Interface, ...others }: SwitchRows): SwitchReading {
  const bridges = [{ _uuid: uuidNamed('b'), name: 'br0', ports: [uuidNamed('p')], status: EMPTY, ...Bridge }]
  const ports = [
    { _uuid: uuidNamed('p'), name: 'p0', interfaces: [uuidNamed('i')], status: EMPTY, statistics: EMPTY, ...Port },
  ]
  const interfaces = [
    {
      _uuid: uuidNamed('i'),
      name: 'i0',
      type: '',
      external_ids: EMPTY,
      statistics: EMPTY,
      status: EMPTY,
      options: EMPTY,
      ...Interface,
    },
  ]
  const topology = buildTopology(bridges, ports)
  const view = correlate(interfaces, { get: () => undefined })
  const tables = { Bridge: bridges, Port: ports, Interface: interfaces, ...others } as AnyTables
  return new SwitchReading(tables, view, topology, new InterfaceLabels().encode(view.interfaces, topology))
}

/** What a collector tells of such a switch, as {@link samplesOf} writes it; `…` stands for the labels of the subject. */
export async function told(collector: AnyTableCollector, rows: SwitchRows): Promise<readonly string[]> {
  const reader = { read: async () => readingOf(rows) }
  const text = textOf(await tableCollector(collector, reader).gather(scrapeOf()))
  return samplesOf(text).map((sample) =>
    sample
      .replace(/\bbridge="br0",(.*)\binterface="i0",(.*)\bport="p0",(.*)\btype="system"/, '…,$1$2$3')
      .replace(/\bbridge="br0",(.*)\bport="p0"/, '…,$1')
      .replace('bridge="br0"', '…')
      .replace(/,+(?=[,}])/g, ''),
  )
}
