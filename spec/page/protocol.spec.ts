import t from 'tap'
import { ALIVE_MS, CLOSE_TOO_MANY, COUNTERS, FEED_PATH, SILENCE_MS } from '../../lib/page/protocol.js'

t.test('a sign of life may be late, or lost once, before the connection is taken for lost', async (t) => {
  t.ok(SILENCE_MS > 2 * ALIVE_MS)
})

t.test('what both sides rely on', async (t) => {
  t.equal(new Set(COUNTERS).size, 8)
  t.ok(COUNTERS.every((key, index) => key.startsWith(index % 2 === 0 ? 'rx_' : 'tx_')))
  t.equal(FEED_PATH, '/live/feed')
  t.equal(CLOSE_TOO_MANY, 1013, 'try again later, as IANA lists it')
})
