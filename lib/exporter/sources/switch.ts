import type { InterfaceTraffic, Topology, View } from '../../correlation/index.js'
import { encodeLabels, type Labels } from '../exposition/labels.js'
import { interfaceLabels } from './interface-labels.js'
import type { AnyTables, RowOf, TableReads, Tables } from './table-reads.js'

/** A row that samples are about, and the labels of all of them. */
export interface Subject<Row> {
  readonly row: Row
  /** The labels by name, for samples that have further ones. */
  readonly names: Labels
  /** The same labels, encoded. */
  readonly labels: Uint8Array
}

/** What a collector sees of the switch: what was selected, and nothing of endpoints, who have series of their own. */
export interface Switch<Reads extends TableReads> {
  /** Every row of the tables that were asked for. */
  readonly tables: Tables<Reads>
  /** Bridges, labelled `bridge`. */
  readonly bridges: readonly Subject<RowOf<Reads, 'Bridge'>>[]
  /** Ports, labelled `bridge`, `port`. */
  readonly ports: readonly Subject<RowOf<Reads, 'Port'>>[]
  /** Interfaces, labelled `bridge`, `port`, `interface`, `type`. */
  readonly interfaces: readonly Subject<RowOf<Reads, 'Interface'>>[]
}

/** What bridges, ports and interfaces cannot do without to become subjects. */
export const SUBJECT_READS = {
  Bridge: ['name', 'ports'],
  Port: ['_uuid', 'name', 'interfaces'],
  Interface: ['_uuid', 'name', 'type', 'external_ids'],
} as const satisfies TableReads

type BareBridge = RowOf<typeof SUBJECT_READS, 'Bridge'>
type BarePort = RowOf<typeof SUBJECT_READS, 'Port'>
type BareInterface = RowOf<typeof SUBJECT_READS, 'Interface'>

/** What a scrape found in the switch. What a collector does not look at is not worked out. */
export class SwitchReading {
  readonly tables: AnyTables
  readonly view: View
  readonly topology: Topology
  /** The labels of `view.interfaces`, by index. */
  readonly interfaceLabels: readonly Uint8Array[]
  #bridges: readonly Subject<BareBridge>[] | undefined
  #ports: readonly Subject<BarePort>[] | undefined
  #interfaces: readonly Subject<BareInterface>[] | undefined

  constructor(tables: AnyTables, view: View, topology: Topology, interfaceLabels: readonly Uint8Array[]) {
    this.tables = tables
    this.view = view
    this.topology = topology
    this.interfaceLabels = interfaceLabels
  }

  get bridges(): readonly Subject<BareBridge>[] {
    this.#bridges ??= rowsOf<BareBridge>(this.tables.Bridge).map((row) => subject(row, { bridge: row.name }))
    return this.#bridges
  }

  get ports(): readonly Subject<BarePort>[] {
    this.#ports ??= this.#findPorts()
    return this.#ports
  }

  get interfaces(): readonly Subject<BareInterface>[] {
    this.#interfaces ??= this.#findInterfaces()
    return this.#interfaces
  }

  /** Ports with at least one interface that is told of. */
  #findPorts(): readonly Subject<BarePort>[] {
    const told = new Set(this.view.interfaces.map(({ uuid }) => uuid))
    const bridges = new Map(this.bridges.flatMap(({ row }) => row.ports.map((port) => [port as string, row.name])))
    return rowsOf<BarePort>(this.tables.Port)
      .filter(({ _uuid, interfaces }) => bridges.has(_uuid) && interfaces.some((uuid) => told.has(uuid)))
      .map((row) => subject(row, { bridge: bridges.get(row._uuid), port: row.name }))
  }

  #findInterfaces(): readonly Subject<BareInterface>[] {
    const rows = new Map(rowsOf<BareInterface>(this.tables.Interface).map((row) => [row._uuid as string, row]))
    return this.view.interfaces.map((traffic: InterfaceTraffic, index) => ({
      row: rows.get(traffic.uuid) as BareInterface,
      names: interfaceLabels(traffic, this.topology),
      labels: this.interfaceLabels[index] as Uint8Array,
    }))
  }
}

/** A row, and the labels of its samples. */
export function subject<Row>(row: Row, names: Labels): Subject<Row> {
  return { row, names, labels: encodeLabels(names) }
}

function rowsOf<Row>(rows: readonly object[] | undefined): readonly Row[] {
  return (rows ?? []) as readonly Row[]
}
