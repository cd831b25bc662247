import t from 'tap'
import type { ClusterObjects } from '../../../lib/contiv/index.js'
import { declaredCollector } from '../../../lib/exporter/collectors/declared-collector.js'
import { NETMASTER_OBJECTS } from '../../../lib/exporter/collectors/netmaster-objects.js'
import { parseExposition } from '../../support/exposition.js'
import { promtool } from '../../support/promtool.js'
import { scrapeOf, textOf } from '../../support/scrape.js'
import { missing } from '../../support/which.js'

const OBJECTS: ClusterObjects = {
  info: { leader: '10.0.0.1:9999', netmasters: ['10.0.0.1', '10.0.0.2'], netplugins: ['10.0.0.3'] },
  build: { version: '1.2', commit: 'abc' },
  policies: [
    { tenant: 'a', name: 'p' },
    { tenant: 'a', name: 'q' },
    { tenant: 'b', name: 'p' },
  ],
  rules: [
    { tenant: 'a', policy: 'p' },
    { tenant: 'a', policy: 'p' },
    { tenant: 'b', policy: 'gone' },
  ],
  netProfiles: [
    { tenant: 'a', name: 'gold', bandwidth: 1000, burst: 10, dscp: 6 },
    { tenant: 'a', name: 'free', bandwidth: undefined, burst: undefined, dscp: undefined },
  ],
  appProfiles: [{ tenant: 'a' }, { tenant: 'a' }, { tenant: 'b' }],
  serviceLoadBalancers: [
    { tenant: 'a', network: 'n' },
    { tenant: 'a', network: 'm' },
    { tenant: 'a', network: 'n' },
  ],
  externalContracts: [{ tenant: 'b' }],
}

const UNKNOWN: ClusterObjects = {
  info: undefined,
  build: undefined,
  policies: undefined,
  rules: undefined,
  netProfiles: undefined,
  appProfiles: undefined,
  serviceLoadBalancers: undefined,
  externalContracts: undefined,
}

async function text(objects: ClusterObjects): Promise<string> {
  const collector = declaredCollector(NETMASTER_OBJECTS, { read: async () => ({ objects, age: 1 }) })
  return textOf(await collector.gather(scrapeOf()))
}

t.test('every family', async (t) => {
  const lines = (await text(OBJECTS)).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  t.strictSame(lines, [
    'contiv_netmaster_nodes 2',
    'contiv_netplugin_nodes 1',
    'contiv_netmaster_leader_info{leader="10.0.0.1:9999"} 1',
    'contiv_netmaster_build_info{version="1.2",commit="abc"} 1',
    'contiv_tenant_policies{tenant="a"} 2',
    'contiv_tenant_policies{tenant="b"} 1',
    'contiv_policy_rules{tenant="a",policy="p"} 2',
    'contiv_policy_rules{tenant="b",policy="gone"} 1',
    'contiv_policy_rules{tenant="a",policy="q"} 0',
    'contiv_policy_rules{tenant="b",policy="p"} 0',
    'contiv_net_profile_bandwidth_bytes_per_second{tenant="a",net_profile="gold"} 1000',
    'contiv_net_profile_burst_bytes{tenant="a",net_profile="gold"} 10',
    'contiv_net_profile_dscp{tenant="a",net_profile="gold"} 6',
    'contiv_app_profiles{tenant="a"} 2',
    'contiv_app_profiles{tenant="b"} 1',
    'contiv_service_load_balancers{tenant="a",network="n"} 2',
    'contiv_service_load_balancers{tenant="a",network="m"} 1',
    'contiv_external_contracts_groups{tenant="b"} 1',
  ])
})

t.test('what Netmaster does not say is absent', async (t) => {
  t.equal(await text(UNKNOWN), '')
  t.equal(
    await text({ ...UNKNOWN, info: { leader: undefined, netmasters: [], netplugins: [] } }).then(
      (all) => parseExposition(all).length,
    ),
    2,
  )
  t.equal(
    await text({ ...UNKNOWN, policies: [{ tenant: 'a', name: 'p' }] }).then((all) => parseExposition(all).length),
    1,
    'nor is a rule, where rules are not known',
  )
})

t.test('each family is declared with the labels it has', async (t) => {
  const declared = new Map(
    NETMASTER_OBJECTS.families.map(({ name, labels }) => [name as string, labels as readonly string[]]),
  )
  for (const { name, samples } of parseExposition(await text(OBJECTS))) {
    for (const { labels } of samples) t.strictSame(Object.keys(labels), declared.get(name), name)
  }
})

t.test('promtool has nothing to say', { skip: missing('promtool') }, async (t) => {
  t.strictSame(await promtool(['check', 'metrics'], await text(OBJECTS)), { status: 0, stdout: '', stderr: '' })
})
