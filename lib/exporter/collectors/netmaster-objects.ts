import type { ClusterObjects, NetProfile } from '../../contiv/index.js'
import type { Labels } from '../exposition/labels.js'
import type { CollectorDeclaration, FamilyDeclaration, Sample } from './declaration.js'

/** What was read, and how many seconds ago. */
export interface ObjectsReading {
  readonly objects: ClusterObjects
  readonly age: number | undefined
}

const PROFILE_LABELS = ['tenant', 'net_profile'] as const

/** What Netmaster says of itself and of what it holds, beside the counts that there have always been. */
export const NETMASTER_OBJECTS = {
  name: 'netmaster_objects',
  help: 'the nodes and the version of Netmaster, policies, rules, profiles, load balancers and external contracts',
  modes: ['netmaster'],
  enabled: true,
  families: [
    {
      name: 'contiv_netmaster_nodes',
      type: 'gauge',
      help: 'Number of nodes on which a Netmaster is registered.',
      labels: [],
      source: '/info netmaster-nodes',
      samples: ({ objects: { info } }) => [[{}, info?.netmasters.length]],
    },
    {
      name: 'contiv_netplugin_nodes',
      type: 'gauge',
      help: 'Number of nodes on which a Netplugin is registered.',
      labels: [],
      source: '/info netplugin-nodes',
      samples: ({ objects: { info } }) => [[{}, info?.netplugins.length]],
    },
    {
      name: 'contiv_netmaster_leader_info',
      type: 'info',
      help: 'Always 1; the label says where the Netmaster is that leads.',
      labels: ['leader'],
      source: '/info leader-ip',
      samples: ({ objects: { info } }) => (info?.leader === undefined ? [] : [[{ leader: info.leader }, 1]]),
    },
    {
      name: 'contiv_netmaster_build_info',
      type: 'info',
      help: 'Always 1; the labels say which build the Netmaster is, where it knows.',
      labels: ['version', 'commit'],
      source: '/version',
      samples: ({ objects: { build } }) => (build === undefined ? [] : [[{ ...build }, 1]]),
    },
    {
      name: 'contiv_tenant_policies',
      type: 'gauge',
      help: 'Number of policies, by tenant.',
      labels: ['tenant'],
      source: '/api/v1/policys/',
      samples: ({ objects }) => countBy(objects.policies, ({ tenant }) => ({ tenant })),
    },
    {
      name: 'contiv_policy_rules',
      type: 'gauge',
      help: 'Number of rules, by policy.',
      labels: ['tenant', 'policy'],
      source: '/api/v1/rules/',
      samples: ({ objects }) => rulesByPolicy(objects),
    },
    profileFamily(
      'bandwidth_bytes_per_second',
      'Bandwidth that a net profile allows, with a K of 1024 as Netplugin has it.',
      'bandwidth',
    ),
    profileFamily('burst_bytes', 'Burst that a net profile allows, as Open vSwitch takes it.', 'burst'),
    profileFamily('dscp', 'DSCP that a net profile sets.', 'dscp'),
    {
      name: 'contiv_app_profiles',
      type: 'gauge',
      help: 'Number of application profiles, by tenant.',
      labels: ['tenant'],
      source: '/api/v1/appProfiles/',
      samples: ({ objects }) => countBy(objects.appProfiles, ({ tenant }) => ({ tenant })),
    },
    {
      name: 'contiv_service_load_balancers',
      type: 'gauge',
      help: 'Number of service load balancers, by network.',
      labels: ['tenant', 'network'],
      source: '/api/v1/serviceLBs/',
      samples: ({ objects }) => countBy(objects.serviceLoadBalancers, ({ tenant, network }) => ({ tenant, network })),
    },
    {
      name: 'contiv_external_contracts_groups',
      type: 'gauge',
      help: 'Number of groups of external contracts, by tenant.',
      labels: ['tenant'],
      source: '/api/v1/extContractsGroups/',
      samples: ({ objects }) => countBy(objects.externalContracts, ({ tenant }) => ({ tenant })),
    },
  ],
} as const satisfies CollectorDeclaration<ObjectsReading>

function profileFamily<Name extends string>(
  name: Name,
  help: string,
  member: 'bandwidth' | 'burst' | 'dscp',
): FamilyDeclaration<ObjectsReading> {
  return {
    name: `contiv_net_profile_${name}`,
    type: 'gauge',
    help,
    labels: PROFILE_LABELS,
    source: `/api/v1/netprofiles/ ${member === 'dscp' ? 'DSCP' : member}`,
    samples: ({ objects: { netProfiles = [] } }) =>
      netProfiles.map((profile: NetProfile) => [
        { tenant: profile.tenant, net_profile: profile.name },
        profile[member],
      ]),
  }
}

/** A policy without rules lets through what it is to stop: it is told. */
function rulesByPolicy({ policies = [], rules }: ClusterObjects): readonly Sample[] {
  if (rules === undefined) return []
  const counted = countBy(rules, ({ tenant, policy }) => ({ tenant, policy }))
  const known = new Set(counted.map(([labels]) => JSON.stringify(labels)))
  const without = policies
    .map(({ tenant, name }) => ({ tenant, policy: name }))
    .filter((labels) => !known.has(JSON.stringify(labels)))
  return [...counted, ...without.map((labels) => [labels, 0] as const)]
}

/** One sample for each set of labels there is, and how many have it. */
function countBy<T>(objects: readonly T[] | undefined, labelsOf: (object: T) => Labels): readonly [Labels, number][] {
  const counts = new Map<string, [Labels, number]>()
  for (const object of objects ?? []) {
    const labels = labelsOf(object)
    const key = JSON.stringify(labels)
    const count = counts.get(key) ?? [labels, 0]
    count[1]++
    counts.set(key, count)
  }
  return [...counts.values()]
}
