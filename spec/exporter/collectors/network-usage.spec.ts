import t from 'tap'
import type { UsedNetwork } from '../../../lib/contiv/index.js'
import { declaredCollector } from '../../../lib/exporter/collectors/declared-collector.js'
import { NETWORK_USAGE } from '../../../lib/exporter/collectors/network-usage.js'
import { parseExposition } from '../../support/exposition.js'
import { promtool } from '../../support/promtool.js'
import { scrapeOf, textOf } from '../../support/scrape.js'
import { missing } from '../../support/which.js'

const WEB: UsedNetwork = {
  tenant: 'blue',
  network: 'web',
  infra: false,
  configured: ['front', 'idle'],
  endpoints: 4,
  groups: ['front', 'front', undefined, 'unlisted'],
  allocated: 3,
  free: 0,
}
const HOSTS: UsedNetwork = { ...WEB, network: 'contivh1', infra: true, configured: [], groups: ['x'], free: 7 }
const NO_SUBNET: UsedNetwork = { ...WEB, network: 'flat', configured: [], groups: [], endpoints: 0, free: undefined }

async function text(...networks: readonly UsedNetwork[]): Promise<string> {
  const collector = declaredCollector(NETWORK_USAGE, { read: async () => ({ networks, age: 1 }) })
  return textOf(await collector.gather(scrapeOf()))
}

t.test('endpoints and addresses', async (t) => {
  const lines = (await text(WEB, HOSTS, NO_SUBNET)).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const labels = (network: string) => `tenant="blue",network="${network}"`
  t.strictSame(lines, [
    `contiv_network_endpoints{${labels('web')}} 4`,
    `contiv_network_endpoints{${labels('flat')}} 0`,
    `contiv_endpoint_group_endpoints{${labels('web')},endpoint_group="front"} 2`,
    `contiv_endpoint_group_endpoints{${labels('web')},endpoint_group="idle"} 0`,
    `contiv_endpoint_group_endpoints{${labels('web')},endpoint_group="unlisted"} 1`,
    `contiv_network_allocated_addresses{${labels('web')}} 3`,
    `contiv_network_allocated_addresses{${labels('contivh1')}} 3`,
    `contiv_network_allocated_addresses{${labels('flat')}} 3`,
    `contiv_network_free_addresses{${labels('web')}} 0`,
    `contiv_network_free_addresses{${labels('contivh1')}} 7`,
  ])
})

t.test('no network, no sample', async (t) => {
  t.equal(await text(), '')
})

t.test('each family is declared with the labels it has', async (t) => {
  const declared = new Map(
    NETWORK_USAGE.families.map(({ name, labels }) => [name as string, labels as readonly string[]]),
  )
  for (const { name, samples } of parseExposition(await text(WEB))) {
    for (const { labels } of samples) t.strictSame(Object.keys(labels), declared.get(name), name)
  }
})

t.test('promtool has nothing to say', { skip: missing('promtool') }, async (t) => {
  t.strictSame(await promtool(['check', 'metrics'], await text(WEB)), { status: 0, stdout: '', stderr: '' })
})
