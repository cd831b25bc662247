import type { HardwareVtep } from './hardware-vtep.js'
import type { RowOf, TableReads, Tables } from './table-reads.js'

/** Which columns of which tables of `hardware_vtep` a collector needs. */
export type VtepReads = TableReads<HardwareVtep>

/** A row of one of the tables that were asked for. */
export type VtepRow<Reads extends VtepReads, Name extends keyof HardwareVtep> = RowOf<Reads, Name, HardwareVtep>

/** What a collector sees of a hardware VTEP: every row of the tables that were asked for. */
export interface Vtep<Reads extends VtepReads> {
  readonly tables: Tables<Reads, HardwareVtep>
}
