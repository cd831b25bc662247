import fc from 'fast-check'
import t from 'tap'
import { turnRound } from '../../lib/correlation/direction.js'

t.test('what the switch received the endpoint sent, and the reverse', async (t) => {
  t.equal(turnRound('rx_packets'), 'tx_packets')
  t.equal(turnRound('tx_packets'), 'rx_packets')
  t.equal(turnRound('rx_q0_bytes'), 'tx_q0_bytes')
  t.equal(turnRound('tx_'), 'rx_')
})

t.test('a key without a direction in front stays', async (t) => {
  for (const key of ['collisions', 'upcall_packets', 'rx', 'rxq0_bytes', 'ovs_tx_retries', 'RX_packets', '']) {
    t.equal(turnRound(key), key)
  }
})

t.test('turned twice every key is itself again, so no two keys ever become one', async () => {
  const key = fc.oneof(
    fc.string(),
    fc.string().map((rest) => `rx_${rest}`),
    fc.string().map((rest) => `tx_${rest}`),
  )
  fc.assert(fc.property(key, (text) => turnRound(turnRound(text)) === text))
})
