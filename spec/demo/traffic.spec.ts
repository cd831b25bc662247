import t from 'tap'
import { seededRandom } from '../../lib/demo/random.js'
import { addTraffic } from '../../lib/demo/traffic.js'
import type { Integer } from '../../lib/ovsdb/index.js'

const BEFORE = new Map<string, Integer>([
  ['rx_bytes', 100],
  ['rx_custom_packets_1', 1],
  ['rx_dropped', 3],
  ['rx_packets', 1],
  ['rx_q0_bytes', 0],
  ['rx_q0_packets', 0],
  ['rx_q1_packets', 5],
  ['tx_bytes', Number.MAX_SAFE_INTEGER],
  ['tx_packets', 2n ** 60n],
])

const growth = (after: ReadonlyMap<string, Integer>, name: string) =>
  BigInt(after.get(name) ?? -1) - BigInt(BEFORE.get(name) ?? 0)

t.test('what counts the same grows the same', async (t) => {
  const random = seededRandom(1)
  for (let step = 0; step < 100; step++) {
    const after = addTraffic(BEFORE, random)
    const packets = growth(after, 'rx_packets')
    const bytes = growth(after, 'rx_bytes')
    const expected = [packets, packets, bytes, 0n, 0n]
    const counted = ['rx_q0_packets', 'rx_custom_packets_1', 'rx_q0_bytes', 'rx_q1_packets', 'rx_dropped']
    t.strictSame(
      counted.map((name) => growth(after, name)),
      expected,
    )
    t.ok(bytes >= packets * 60n && bytes <= packets * 1460n, `${bytes} bytes in ${packets} packets`)
  }
})

t.test('the directions differ, and the names stay', async (t) => {
  const after = addTraffic(BEFORE, seededRandom(1))
  t.not(growth(after, 'rx_packets'), growth(after, 'tx_packets'))
  t.ok(growth(after, 'rx_packets') > 0n)
  t.strictSame([...after.keys()], [...BEFORE.keys()])
})

t.test('counters stay exact beyond 2^53', async (t) => {
  const after = addTraffic(BEFORE, () => 0.5)
  t.equal(after.get('tx_packets'), 2n ** 60n + 1000n)
  t.equal(after.get('tx_bytes'), BigInt(Number.MAX_SAFE_INTEGER) + 760_000n)
  t.equal(after.get('rx_packets'), 1001)
})
