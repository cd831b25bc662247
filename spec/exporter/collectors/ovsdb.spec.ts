import t from 'tap'
import { OvsdbCollector } from '../../../lib/exporter/collectors/ovsdb.js'
import { samplesOf } from '../../support/samples.js'
import { scrapeOf, textOf } from '../../support/scrape.js'
import { readingOf } from '../../support/switch-rows.js'

t.test('up when the switch can be read, down when not', async (t) => {
  const up = await new OvsdbCollector({ read: async () => readingOf({}) }).gather(scrapeOf())
  t.strictSame([samplesOf(textOf(up)), up.error], [['ovs_up{} 1'], undefined])
  const error = new Error('refused')
  const down = await new OvsdbCollector({ read: () => Promise.reject(error) }).gather(scrapeOf())
  t.strictSame([samplesOf(textOf(down)), down.error], [['ovs_up{} 0'], error])
})
