import type { EndpointGroup, Network, Tenant } from './payload.js'

/** The lists of Netmaster that are counted. */
export interface CountedLists {
  readonly tenants: readonly Tenant[]
  readonly networks: readonly Network[]
  readonly endpointGroups: readonly EndpointGroup[]
}

/** How many of each there are. What has none has no row: 0 is never said. */
export interface Counts {
  readonly tenants: number
  /** Per tenant. */
  readonly networks: readonly TenantCount[]
  /** Per network. */
  readonly endpointGroups: readonly NetworkCount[]
  /** Per endpoint group. */
  readonly policies: readonly EndpointGroupCount[]
  /** Per endpoint group; a group has one at most. */
  readonly netProfiles: readonly EndpointGroupCount[]
}

export interface TenantCount {
  readonly tenant: string
  readonly count: number
}

export interface NetworkCount extends TenantCount {
  readonly network: string
}

export interface EndpointGroupCount extends NetworkCount {
  readonly endpointGroup: string
}

/** Counts what the lists hold. Pure. */
export function countLists({ tenants, networks, endpointGroups }: CountedLists): Counts {
  const groupRows = (count: (group: EndpointGroup) => number) =>
    endpointGroups.map((group) => ({
      tenant: group.tenant,
      network: group.network,
      endpointGroup: group.name,
      count: count(group),
    }))
  return {
    tenants: tenants.length,
    networks: tenants.map((tenant) => ({ tenant: tenant.name, count: tenant.networks.length })).filter(isSome),
    endpointGroups: networks
      .map(({ tenant, name, endpointGroups: { length } }) => ({ tenant, network: name, count: length }))
      .filter(isSome),
    policies: groupRows((group) => group.policies.length).filter(isSome),
    netProfiles: groupRows((group) => (group.netProfile === undefined ? 0 : 1)).filter(isSome),
  }
}

function isSome({ count }: TenantCount): boolean {
  return count > 0
}
