import { readFileSync } from 'node:fs'
import t from 'tap'
import { countLists } from '../../lib/contiv/counts.js'
import { endpointGroupsPayload, networksPayload, parsePayload, tenantsPayload } from '../../lib/contiv/payload.js'

function captured(name: string): unknown {
  return JSON.parse(readFileSync(`fixtures/netmaster/${name}.json`, 'utf8'))
}

const COUNTS = countLists({
  tenants: parsePayload(tenantsPayload, captured('tenants'), 'tenants'),
  networks: parsePayload(networksPayload, captured('networks'), 'networks'),
  endpointGroups: parsePayload(endpointGroupsPayload, captured('endpointGroups'), 'endpointGroups'),
})

function classicLine(name: string, row: object): string {
  const { count, ...labels } = row as Record<string, string | number>
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  return `count_of_${name}${pairs.length > 0 ? `{${pairs.join(', ')}}` : ''} ${count}`
}

t.test('counts what the Ruby exporter counted, and the net profiles it overlooked', async (t) => {
  const families: Record<string, readonly object[]> = {
    tenants: [{ count: COUNTS.tenants }],
    networks: COUNTS.networks,
    endpointGroups: COUNTS.endpointGroups,
    policies: COUNTS.policies,
    netprofiles: COUNTS.netProfiles,
  }
  const lines = Object.entries(families).flatMap(([name, rows]) => rows.map((row) => classicLine(name, row)))
  const reference = readFileSync('fixtures/reference/netmaster.metrics.txt', 'utf8').trim().split('\n')
  const overlooked = 'count_of_netprofiles{tenant="blue", network="web", endpointGroup="frontend"} 1'
  t.same(lines.sort(), [...reference, overlooked].sort())
})

t.test('what has none has no row', async (t) => {
  const none = countLists({ tenants: [], networks: [], endpointGroups: [] })
  t.same(none, { tenants: 0, networks: [], endpointGroups: [], policies: [], netProfiles: [] })
})
