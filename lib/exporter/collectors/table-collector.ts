import type { Switch } from '../sources/switch.js'
import type { SwitchReader } from '../sources/switch-reader.js'
import type { TableReads } from '../sources/table-reads.js'
import type { Collector } from './collector.js'
import type { CollectorDeclaration } from './declaration.js'
import { declaredCollector } from './declared-collector.js'

/** A collector of what OVSDB holds: what it reads, and its families. */
export interface TableCollectorDeclaration<Reads extends TableReads> extends CollectorDeclaration<Switch<Reads>> {
  readonly reads: Reads
}

/** One of them, whatever it reads. */
export type AnyTableCollector = CollectorDeclaration<never> & { readonly reads: TableReads }

/** Makes the collector; every one of a scrape sees the same reading. */
export function tableCollector(declaration: AnyTableCollector, reader: Pick<SwitchReader, 'read'>): Collector {
  return declaredCollector(declaration, { read: (scrape) => reader.read(scrape) as Promise<never> })
}
