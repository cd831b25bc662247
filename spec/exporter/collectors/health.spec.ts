import t from 'tap'
import { writeCollectorHealth } from '../../../lib/exporter/collectors/health.js'
import { parseExposition } from '../../support/exposition.js'
import { samplesOf } from '../../support/samples.js'
import { textOf } from '../../support/scrape.js'

const write = () => {}

t.test('success, duration, and age where it is known', async (t) => {
  const text = textOf({
    write: (writer) =>
      writeCollectorHealth(writer, [
        { name: 'good', seconds: 0.5, gathered: { write, age: 0 }, failure: undefined },
        { name: 'old', seconds: 0, gathered: { write, age: 30 }, failure: undefined },
        { name: 'half', seconds: 1, gathered: { write, age: undefined, error: new Error('away') }, failure: undefined },
        { name: 'bad', seconds: 2, gathered: undefined, failure: new Error('no') },
      ]),
  })
  t.strictSame(samplesOf(text), [
    'ovs_collector_data_age_seconds{collector="good"} 0',
    'ovs_collector_data_age_seconds{collector="old"} 30',
    'ovs_collector_duration_seconds{collector="bad"} 2',
    'ovs_collector_duration_seconds{collector="good"} 0.5',
    'ovs_collector_duration_seconds{collector="half"} 1',
    'ovs_collector_duration_seconds{collector="old"} 0',
    'ovs_collector_success{collector="bad"} 0',
    'ovs_collector_success{collector="good"} 1',
    'ovs_collector_success{collector="half"} 0',
    'ovs_collector_success{collector="old"} 1',
  ])
  t.equal(parseExposition(text).length, 3)
})

t.test('no collector, no health', async (t) => {
  t.equal(textOf({ write: (writer) => writeCollectorHealth(writer, []) }), '')
})
