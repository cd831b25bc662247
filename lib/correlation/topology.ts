import type { OpenVSwitch, Row } from '../ovsdb/index.js'

/** Where an interface sits in the switch. Empty names where nothing refers to it. */
export interface Place {
  readonly bridge: string
  readonly port: string
}

/** Places by the interface's UUID. */
export type Topology = ReadonlyMap<string, Place>

export const NOWHERE: Place = { bridge: '', port: '' }

export type BridgeRow = Row<OpenVSwitch, 'Bridge', 'name' | 'ports'>
export type PortRow = Row<OpenVSwitch, 'Port', '_uuid' | 'name' | 'interfaces'>

/** Follows Bridge.ports and Port.interfaces down to the interfaces. */
export function buildTopology(bridges: readonly BridgeRow[], ports: readonly PortRow[]): Topology {
  const bridgeOfPort = new Map<string, string>()
  for (const bridge of bridges) {
    for (const port of bridge.ports) bridgeOfPort.set(port, bridge.name)
  }
  const topology = new Map<string, Place>()
  for (const port of ports) {
    const place = { bridge: bridgeOfPort.get(port._uuid) ?? '', port: port.name }
    for (const uuid of port.interfaces) topology.set(uuid, place)
  }
  return topology
}
