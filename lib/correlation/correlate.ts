import type { Endpoint } from '../contiv/index.js'
import type { Integer, OpenVSwitch, Row } from '../ovsdb/index.js'
import { ENDPOINT_ID, isEndpointId } from './endpoint-id.js'

export type InterfaceRow = Row<OpenVSwitch, 'Interface', '_uuid' | 'name' | 'type' | 'external_ids' | 'statistics'>

/** What one interface counts, from the switch's side. */
export interface Traffic {
  readonly uuid: string
  readonly interface: string
  readonly statistics: ReadonlyMap<string, Integer>
}

/** An interface that belongs to an endpoint. */
export interface EndpointTraffic extends Traffic {
  readonly endpoint: Endpoint
}

/** An interface that belongs to no known endpoint. */
export interface InterfaceTraffic extends Traffic {
  readonly type: string
}

export interface View {
  readonly endpoints: readonly EndpointTraffic[]
  readonly interfaces: readonly InterfaceTraffic[]
  /** Interfaces among `interfaces` that carry the id of an endpoint nobody knows. */
  readonly unmatched: number
}

export interface Identities {
  /** The endpoint with that endpoint-id, as far as it is known. */
  get(id: string): Endpoint | undefined
}

/** Joins the switch's interfaces with Contiv's endpoints, by endpoint-id. Every interface comes out exactly once. */
export function correlate(rows: readonly InterfaceRow[], identities: Identities): View {
  const endpoints: EndpointTraffic[] = []
  const interfaces: InterfaceTraffic[] = []
  let unmatched = 0
  for (const { _uuid: uuid, name, type, external_ids, statistics } of rows) {
    const id = external_ids.get(ENDPOINT_ID)
    const endpoint = id === undefined ? undefined : identities.get(id)
    if (endpoint !== undefined) {
      endpoints.push({ uuid, interface: name, statistics, endpoint })
      continue
    }
    interfaces.push({ uuid, interface: name, statistics, type })
    if (id !== undefined && isEndpointId(id)) unmatched++
  }
  return { endpoints, interfaces, unmatched }
}

/** The endpoint-ids that the interfaces carry, host ports' left out. */
export function endpointIds(rows: readonly InterfaceRow[]): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const { external_ids } of rows) {
    const id = external_ids.get(ENDPOINT_ID)
    if (id !== undefined && isEndpointId(id)) ids.add(id)
  }
  return ids
}
