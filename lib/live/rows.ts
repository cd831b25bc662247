import { ENDPOINT_ID, type Identities, isEndpointId, NOWHERE, type Topology, turnRound } from '../correlation/index.js'
import type { Integer } from '../ovsdb/index.js'
import type { Row, RowState } from '../page/protocol.js'
import type { Statistics } from './rates.js'
import type { MonitoredInterface } from './switch-monitor.js'

/** Who the endpoints are. */
export interface RowIdentities extends Identities {
  /** Whether it was asked for, and nobody knows it. */
  isUnknown(id: string): boolean
}

/** What an interface is: whose, where, and how it is. Without identities none is of an endpoint that nobody knows. */
export function rowOf(monitored: MonitoredInterface, topology: Topology, identities: RowIdentities | undefined): Row {
  const { _uuid: id, name, type, external_ids, error } = monitored
  const endpointId = external_ids.get(ENDPOINT_ID)
  const endpoint = endpointId === undefined ? undefined : identities?.get(endpointId)
  return {
    id,
    kind: endpoint === undefined ? 'interface' : 'endpoint',
    interface: name,
    tenant: endpoint?.tenant ?? '',
    network: endpoint?.network ?? '',
    group: endpoint?.group ?? '',
    host: endpoint?.host ?? '',
    container: endpoint?.container ?? '',
    bridge: (topology.get(id) ?? NOWHERE).bridge,
    // An empty type is a network device of the system (ovs-vswitchd.conf.db(5), Interface.type).
    type: type || 'system',
    state: stateOf(monitored),
    error: error ?? '',
    unmatched:
      endpoint === undefined &&
      endpointId !== undefined &&
      isEndpointId(endpointId) &&
      identities?.isUnknown(endpointId) === true,
  }
}

/** The statistics from the side they are shown from: the container's where it is an endpoint. */
export function statisticsOf({ kind }: Row, statistics: Statistics): Statistics {
  if (kind === 'interface') return statistics
  const turned = new Map<string, Integer>()
  for (const [key, value] of statistics) turned.set(turnRound(key), value)
  return turned
}

export function sameRow(a: Row, b: Row): boolean {
  return (Object.keys(a) as (keyof Row)[]).every((key) => a[key] === b[key])
}

function stateOf({ error, admin_state, link_state }: MonitoredInterface): RowState {
  if (error) return 'error'
  if (admin_state === 'down') return 'off'
  return link_state ?? 'unknown'
}
