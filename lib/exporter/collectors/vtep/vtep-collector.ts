import type { HardwareVtep } from '../../sources/hardware-vtep.js'
import type { SharedReading } from '../../sources/shared-reading.js'
import { type Subject, subject } from '../../sources/switch.js'
import type { AnyTables } from '../../sources/table-reads.js'
import type { Vtep, VtepReads } from '../../sources/vtep.js'
import type { Collector } from '../collector.js'
import type { CollectorDeclaration, Sample } from '../declaration.js'
import { declaredCollector } from '../declared-collector.js'
import { distinct } from '../samples.js'

/** A collector of what the database `hardware_vtep` holds: what it reads, and its families. */
export interface VtepCollectorDeclaration<Reads extends VtepReads> extends CollectorDeclaration<Vtep<Reads>> {
  readonly reads: Reads
}

/** One of them, whatever it reads. */
export type AnyVtepCollector = CollectorDeclaration<never> & { readonly reads: VtepReads }

/** No mode has them: a hardware VTEP is probed. */
export const NO_MODES = [] as const

/** Makes the collector; every one of a scrape sees the same reading. */
export function vtepCollector(
  declaration: AnyVtepCollector,
  reader: Pick<SharedReading<{ readonly tables: AnyTables<HardwareVtep> }>, 'read'>,
): Collector {
  return declaredCollector(declaration, { read: (scrape) => reader.read(scrape) as Promise<never> })
}

/** The labels of an object of the VTEP. */
export type VtepLabels = Readonly<Record<string, string>>

/** Rows and the labels of their samples; of those that the schema allows to have the same name, the first. */
export function subjects<Row>(rows: readonly (readonly [row: Row, names: VtepLabels])[]): readonly Subject<Row>[] {
  return distinct(rows, ([, names]) => JSON.stringify(names)).map(([row, names]) => subject(row, names))
}

/** One sample for each fault there can be, 1 for those that are there; one that is not in the list comes after it. */
export function* faults<Row>(
  all: readonly Subject<Row>[],
  known: readonly string[],
  faultsOf: (row: Row) => readonly string[] | undefined,
): Iterable<Sample> {
  for (const { row, labels } of all) {
    const present = faultsOf(row)
    if (present === undefined) continue
    for (const fault of new Set([...known, ...present])) {
      yield [labels, present.includes(fault) ? 1 : 0, ['fault', fault]]
    }
  }
}
