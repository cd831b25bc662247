import t from 'tap'
import { labelsOf, unknownIn } from './known-metrics.js'

t.test('what there is', async (t) => {
  for (const expression of [
    'up{job="a", instance="b"}',
    'sum by (daemon) (rate(ovs_coverage_events_total{event="x"}[5m]))',
    'count(contiv_endpoint_receive_packets_total)',
    'rate(ovsdb_exporter_scrape_duration_seconds_bucket{le="1"}[1m])',
    'max_over_time(ovs_up[1d]) == 1',
  ]) {
    t.strictSame(unknownIn(expression), [], expression)
  }
})

t.test('what there is not', async (t) => {
  for (const [expression, ...told] of [
    ['1 + 1', 'asks for nothing'],
    ['ovs_down', 'ovs_down is not in the catalogue'],
    ['ovs_up{bridge="a"}', 'ovs_up has no label bridge'],
    ['sum by (queue) (ovs_up)', 'no metric in it has the label queue'],
    ['rate(ovs_bridges[5m])', 'ovs_bridges is a gauge, and rate wants a counter'],
    ['ovs_coverage_events_total', 'ovs_coverage_events_total is a counter and wants rate, irate, increase, resets'],
    [
      'max_over_time(ovs_fdb_moved_total[5m])',
      'ovs_fdb_moved_total is a counter and wants rate, irate, increase, resets',
    ],
  ] as const) {
    t.strictSame(unknownIn(expression), told, expression)
  }
})

t.test('the labels that a result can have', async (t) => {
  t.strictSame(labelsOf('sum(ovs_fdb_entries) + up'), ['job', 'instance', 'bridge'])
})
