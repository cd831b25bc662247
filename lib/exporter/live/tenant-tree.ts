import type { CountedLists } from '../../contiv/index.js'
import type { GroupNode, NetworkNode, TenantNode } from '../../page/protocol.js'

/** Netmaster's lists as tenants that hold networks that hold groups, each sorted by name. */
export function tenantTree({ tenants, networks, endpointGroups }: CountedLists): readonly TenantNode[] {
  // What belongs to a tenant or network that is not in its own list (any more) is shown nevertheless.
  const tree = new Map<string, Map<string, GroupNode[]>>()
  const networksOf = (tenant: string) => getOrMake(tree, tenant, () => new Map<string, GroupNode[]>())
  const groupsOf = (tenant: string, network: string) => getOrMake(networksOf(tenant), network, (): GroupNode[] => [])
  for (const { name } of tenants) networksOf(name)
  for (const { tenant, name } of networks) groupsOf(tenant, name)
  for (const { tenant, network, name, policies, netProfile } of endpointGroups) {
    groupsOf(tenant, network).push({
      name,
      policies: policies.map((key) => ownName(key, tenant)).sort(),
      netProfile: netProfile === undefined ? null : ownName(netProfile, tenant),
    })
  }
  return sorted(
    [...tree].map(([name, inside]) => ({
      name,
      networks: sorted(
        [...inside].map(([network, groups]): NetworkNode => ({ name: network, groups: sorted(groups) })),
      ),
    })),
  )
}

/** Without the tenant in front: keys are `<tenant>:<name>`. */
function ownName(key: string, tenant: string): string {
  return key.startsWith(`${tenant}:`) ? key.slice(tenant.length + 1) : key
}

function sorted<T extends { readonly name: string }>(nodes: readonly T[]): readonly T[] {
  return nodes.toSorted((a, b) => Number(a.name > b.name) - Number(a.name < b.name))
}

function getOrMake<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make()
  map.set(key, value)
  return value
}
