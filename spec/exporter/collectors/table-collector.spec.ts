import t from 'tap'
import { BRIDGE } from '../../../lib/exporter/collectors/bridge.js'
import type { Scrape } from '../../../lib/exporter/collectors/collector.js'
import { tableCollector } from '../../../lib/exporter/collectors/table-collector.js'
import { scrapeOf, textOf } from '../../support/scrape.js'
import { readingOf } from '../../support/switch-rows.js'

t.test('reads what the scrape reads, and tells its families', async (t) => {
  const told: Scrape[] = []
  const collector = tableCollector(BRIDGE, {
    read: async (scrape) => {
      told.push(scrape)
      return readingOf({})
    },
  })
  const scrape = scrapeOf()
  t.equal(collector.name, 'bridge')
  t.match(textOf(await collector.gather(scrape)), /^ovs_bridge_ports\{bridge="br0"\} 1$/m)
  t.strictSame(told, [scrape])
})

t.test('fails when the switch cannot be read', async (t) => {
  const error = new Error('refused')
  await t.rejects(tableCollector(BRIDGE, { read: () => Promise.reject(error) }).gather(scrapeOf()), error)
})
