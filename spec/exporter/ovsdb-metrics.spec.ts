import { Registry } from 'prom-client'
import t from 'tap'
import { ovsdbHooks } from '../../lib/exporter/ovsdb-metrics.js'

t.test('requests by method, in seconds, and bytes each way', async (t) => {
  const registry = new Registry()
  const hooks = ovsdbHooks(registry)
  hooks.onRequestEnd?.({ method: 'transact', milliseconds: 20, outcome: 'answered' })
  hooks.onRequestEnd?.({ method: 'transact', milliseconds: 5000, outcome: 'timeout' })
  hooks.onRequestEnd?.({ method: 'get_schema', milliseconds: 1, outcome: 'answered' })
  hooks.onReceived?.(100)
  hooks.onReceived?.(11)
  hooks.onSent?.(7)
  const lines = (await registry.metrics()).split('\n')
  const samples = [
    'request_duration_seconds_bucket{le="0.01",method="transact"} 0',
    'request_duration_seconds_bucket{le="0.025",method="transact"} 1',
    'request_duration_seconds_sum{method="transact"} 5.02',
    'request_duration_seconds_count{method="transact"} 2',
    'request_duration_seconds_count{method="get_schema"} 1',
    'received_bytes_total 111',
    'sent_bytes_total 7',
  ]
  for (const sample of samples) t.ok(lines.includes(`ovsdb_exporter_ovsdb_${sample}`), sample)
})
