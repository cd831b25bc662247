import type { OpenVSwitch, Row, Uuid, WantedColumn } from '../ovsdb/index.js'
import { compareNatural } from './natural-order.js'

/** What is read of each table. */
export const BRIDGE_COLUMNS = ['name', 'ports'] as const satisfies readonly WantedColumn<OpenVSwitch, 'Bridge'>[]
export const PORT_COLUMNS = ['_uuid', 'name', 'interfaces'] as const satisfies readonly WantedColumn<
  OpenVSwitch,
  'Port'
>[]
export const INTERFACE_COLUMNS = [
  '_uuid',
  'name',
  'type',
  'admin_state?',
  'link_state?',
  'external_ids',
  'statistics',
] as const satisfies readonly WantedColumn<OpenVSwitch, 'Interface'>[]

/** Whose endpoint an interface is. */
export interface InterfaceEndpoint {
  readonly tenant: string
  readonly network: string
  readonly group: string | undefined
  readonly host: string
  readonly container: string
}

/** A row of the Interface table, and where on the switch it is. Columns as in ovs-vswitchd.conf.db(5). */
export interface PlacedInterface extends Row<OpenVSwitch, 'Interface', (typeof INTERFACE_COLUMNS)[number]> {
  /** The name of its bridge; `undefined` when no bridge holds it. */
  readonly bridge: string | undefined
  /** The name of its port: the interface's own, except in a bond. */
  readonly port: string | undefined
  /** Absent where it is none, or nobody asked. */
  readonly endpoint?: InterfaceEndpoint
}

export interface SwitchRows {
  readonly bridges: readonly Row<OpenVSwitch, 'Bridge', (typeof BRIDGE_COLUMNS)[number]>[]
  readonly ports: readonly Row<OpenVSwitch, 'Port', (typeof PORT_COLUMNS)[number]>[]
  readonly interfaces: readonly Row<OpenVSwitch, 'Interface', (typeof INTERFACE_COLUMNS)[number]>[]
}

/**
 * Joins each interface with its port and its bridge, and sorts them by bridge and name; those in no bridge come last.
 * An interface that several ports claim is placed once, in the first bridge by name.
 */
export function placeInterfaces({ bridges, ports, interfaces }: SwitchRows): readonly PlacedInterface[] {
  const portOf = new Map(ports.map((port) => [port._uuid, port]))
  const placeOf = new Map<Uuid, { bridge: string; port: string }>()
  for (const bridge of bridges.toSorted((a, b) => compareNatural(a.name, b.name))) {
    for (const port of bridge.ports.map((uuid) => portOf.get(uuid))) {
      for (const uuid of port?.interfaces ?? []) {
        if (port !== undefined && !placeOf.has(uuid)) placeOf.set(uuid, { bridge: bridge.name, port: port.name })
      }
    }
  }
  return interfaces
    .map((row) => ({ bridge: undefined, port: undefined, ...row, ...placeOf.get(row._uuid) }))
    .sort((a, b) => compareBridges(a.bridge, b.bridge) || compareNatural(a.name, b.name))
}

function compareBridges(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return compareNatural(a, b)
}
