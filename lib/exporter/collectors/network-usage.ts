import type { UsedNetwork } from '../../contiv/index.js'
import type { CollectorDeclaration, Sample } from './declaration.js'

/** What was read, and how many seconds ago. */
export interface NetworksReading {
  readonly networks: readonly UsedNetwork[]
  readonly age: number | undefined
}

const NETWORK_LABELS = ['tenant', 'network'] as const

/** How much of every network is in use. */
export const NETWORK_USAGE = {
  name: 'network_usage',
  help: 'the endpoints and the addresses of every network; asked of Netmaster once a minute',
  modes: ['netmaster'],
  enabled: true,
  families: [
    {
      name: 'contiv_network_endpoints',
      type: 'gauge',
      help: 'Number of endpoints, by network.',
      labels: NETWORK_LABELS,
      source: '/api/v1/inspect/networks/ numEndpoints',
      samples: ({ networks }) => networks.filter(({ infra }) => !infra).map((used) => [labelsOf(used), used.endpoints]),
    },
    {
      name: 'contiv_endpoint_group_endpoints',
      type: 'gauge',
      help: 'Number of endpoints, by endpoint group.',
      labels: [...NETWORK_LABELS, 'endpoint_group'],
      source: '/api/v1/inspect/networks/ endpoints',
      samples: ({ networks }) => networks.filter(({ infra }) => !infra).flatMap(groupSamples),
    },
    {
      name: 'contiv_network_allocated_addresses',
      type: 'gauge',
      help: 'Number of addresses that endpoints have, by network.',
      labels: NETWORK_LABELS,
      source: '/api/v1/inspect/networks/ allocatedAddressesCount',
      samples: ({ networks }) => networks.map((used) => [labelsOf(used), used.allocated]),
    },
    {
      name: 'contiv_network_free_addresses',
      type: 'gauge',
      help: 'Number of IPv4 addresses that are left for endpoints, by network.',
      labels: NETWORK_LABELS,
      source: '/api/v1/inspect/networks/ availableIPAddresses',
      samples: ({ networks }) => networks.map((used) => [labelsOf(used), used.free]),
    },
  ],
} as const satisfies CollectorDeclaration<NetworksReading>

function labelsOf({ tenant, network }: UsedNetwork) {
  return { tenant, network }
}

/** Groups that have no endpoint too; endpoints that have no group are in none. */
function groupSamples({ tenant, network, groups, configured }: UsedNetwork): readonly Sample[] {
  const counts = new Map(configured.map((group) => [group, 0]))
  for (const group of groups) if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1)
  return [...counts].map(([group, count]) => [{ tenant, network, endpoint_group: group }, count])
}
