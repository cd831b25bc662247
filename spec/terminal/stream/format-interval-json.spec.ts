import t from 'tap'
import { formatIntervalJson } from '../../../lib/terminal/stream/format-interval-json.js'
import { interval } from '../../support/intervals.js'
import { liveRow } from '../../support/live-rows.js'

t.test('one line, an object that drives no terminal', async (t) => {
  const text = formatIntervalJson(interval(), { endpoints: true })
  t.match(text, /^[ -~]+\n$/)
  const { interfaces, ...rest } = JSON.parse(text)
  t.strictSame(rest, { time: '2026-01-01T12:00:00.000Z', up: true, interval: 5.001 })
  t.strictSame(interfaces[0], {
    bridge: 'br0',
    interface: '\x1b[2Jeth "0",\u009b',
    type: 'system',
    uuid: 'uuid-1',
    state: 'up',
    error: null,
    endpoint: null,
    rates: { rx_bytes: 1000.5, tx_bytes: 0, rx_packets: 3, tx_packets: 0, rx_dropped: 1, tx_dropped: 2, rx_errors: 0 },
    statistics: {
      rx_bytes: 1000.5,
      tx_bytes: 0,
      rx_packets: 3,
      tx_packets: 0,
      rx_dropped: 1,
      tx_dropped: 2,
      rx_errors: 0,
    },
  })
  t.match(interfaces[1], {
    bridge: null,
    endpoint: { tenant: 'blue', network: 'web', group: null, host: '', container: 'web-1' },
    rates: {},
  })
  t.notOk('endpoint' in JSON.parse(formatIntervalJson(interval(), {})).interfaces[0])
})

t.test('counters are exact', async (t) => {
  const live = { ...liveRow('eth0'), counts: ['9223372036854775807', ...Array.from({ length: 7 }, () => null)] }
  t.match(formatIntervalJson(interval({ rows: [live] }), {}), '"statistics":{"rx_bytes":9223372036854775807}')
})

t.test('an outage, and where nothing was told', async (t) => {
  const outage = { text: 'refused', since: 0 }
  const lost = JSON.parse(formatIntervalJson(interval({ up: false, outage, seconds: null }), {}))
  t.match(lost, { up: false, error: 'refused', since: '1970-01-01T00:00:00.000Z', interval: null })
  t.strictSame(lost.interfaces[0].rates, {})
})
