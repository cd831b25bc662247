import t from 'tap'
import type { Counts, CountsStatus } from '../../../lib/contiv/index.js'
import { CountsCollector } from '../../../lib/exporter/collectors/counts.js'
import type { MetricNames } from '../../../lib/exporter/config/config.js'
import { parseExposition } from '../../support/exposition.js'
import { promtool } from '../../support/promtool.js'
import { scrapeOf, textOf } from '../../support/scrape.js'
import { missing } from '../../support/which.js'

const COUNTS: Counts = {
  tenants: 3,
  networks: [
    { tenant: 'blue', count: 2 },
    { tenant: 'default', count: 1 },
  ],
  endpointGroups: [{ tenant: 'blue', network: 'web', count: 2 }],
  policies: [{ tenant: 'blue', network: 'web', endpointGroup: 'frontend', count: 4 }],
  netProfiles: [{ tenant: 'blue', network: 'web', endpointGroup: 'a"b\\c\nd', count: 1 }],
}

const UP: CountsStatus = {
  up: true,
  counts: COUNTS,
  lists: { tenants: [], networks: [], endpointGroups: [] },
  age: 1,
  lastSuccess: new Date(0),
  error: undefined,
  requests: 4,
}

async function text(status: CountsStatus, names: MetricNames): Promise<string> {
  const collector = new CountsCollector({ current: async () => status }, names)
  return textOf(await collector.gather(scrapeOf()))
}

async function samples(status: CountsStatus, names: MetricNames) {
  const families = parseExposition(await text(status, names)).filter(
    ({ name }) => !/^contiv_(netmaster_|inventory_age)/.test(name),
  )
  return families.flatMap(({ samples }) => samples.map(({ name, labels, value }) => ({ [name]: value, ...labels })))
}

const CLASSIC = [
  { count_of_tenants: '3' },
  { count_of_networks: '2', tenant: 'blue' },
  { count_of_networks: '1', tenant: 'default' },
  { count_of_endpointGroups: '2', tenant: 'blue', network: 'web' },
  { count_of_policies: '4', tenant: 'blue', network: 'web', endpointGroup: 'frontend' },
  { count_of_netprofiles: '1', tenant: 'blue', network: 'web', endpointGroup: 'a"b\\c\nd' },
]

const STANDARD = [
  { contiv_tenants: '3' },
  { contiv_networks: '2', tenant: 'blue' },
  { contiv_networks: '1', tenant: 'default' },
  { contiv_endpoint_groups: '2', tenant: 'blue', network: 'web' },
  { contiv_policies: '4', tenant: 'blue', network: 'web', endpoint_group: 'frontend' },
  { contiv_net_profiles: '1', tenant: 'blue', network: 'web', endpoint_group: 'a"b\\c\nd' },
]

t.test('classic, standard, or each family by both names', async (t) => {
  t.strictSame(await samples(UP, 'classic'), CLASSIC)
  t.strictSame(await samples(UP, 'standard'), STANDARD)
  const both = await samples(UP, 'both')
  t.equal(both.length, CLASSIC.length + STANDARD.length)
  t.strictSame(both.slice(0, 2), [CLASSIC[0], STANDARD[0]])
})

t.test('every count is a gauge, and says what it counts', async (t) => {
  const families = parseExposition(await text(UP, 'both')).filter(
    ({ name }) => !/^contiv_(netmaster_|inventory_age)/.test(name),
  )
  t.ok(families.every(({ type }) => type === 'gauge'))
  t.strictSame(
    [...new Set(families.map(({ help }) => help))],
    [
      'Number of tenants.',
      'Number of networks, by tenant.',
      'Number of endpoint groups, by network.',
      'Number of policies, by endpoint group.',
      'Number of net profiles, by endpoint group.',
    ],
  )
})

t.test('what has no rows is absent', async (t) => {
  const none = { tenants: 0, networks: [], endpointGroups: [], policies: [], netProfiles: [] }
  t.strictSame(await samples({ ...UP, counts: none }, 'both'), [{ count_of_tenants: '0' }, { contiv_tenants: '0' }])
})

t.test('while Netmaster is down there is no count', async (t) => {
  const down = { ...UP, up: false, counts: undefined, error: new Error('refused') }
  t.strictSame(await samples(down, 'both'), [])
  t.match(await text(down, 'both'), /^contiv_netmaster_up 0$/m)
  t.match(await text(UP, 'both'), /^contiv_netmaster_up 1$/m)
  t.match(await text(UP, 'both'), /^contiv_netmaster_requests_total 4$/m)
  t.match(await text(UP, 'both'), /^contiv_inventory_age_seconds 1$/m)
  const gather = (status: CountsStatus) =>
    new CountsCollector({ current: async () => status }, 'both').gather(scrapeOf())
  t.match(await gather(UP), { age: 1, error: undefined })
  t.match(await gather(down), { error: new Error('refused') })
})

t.test('the source is told when the scrape is over', async (t) => {
  const deadline = AbortSignal.abort()
  let told: AbortSignal | undefined
  const current = async (signal: AbortSignal) => {
    told = signal
    return UP
  }
  await new CountsCollector({ current }, 'both').gather(scrapeOf(deadline))
  t.equal(told, deadline)
})

t.test('promtool has nothing to say of the standard names', { skip: missing('promtool') }, async (t) => {
  const outcome = await promtool(['check', 'metrics'], await text(UP, 'standard'))
  t.strictSame(outcome, { status: 0, stdout: '', stderr: '' })
})
