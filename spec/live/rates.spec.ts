import fc from 'fast-check'
import t from 'tap'
import { countsOf, idleRates, NO_RATES, ratesBetween, sameStatistics, spanOf, sumRates } from '../../lib/live/rates.js'
import type { Integer } from '../../lib/ovsdb/index.js'
import { COUNTERS } from '../../lib/page/protocol.js'

const all = (value: Integer) => new Map<string, Integer>(COUNTERS.map((key) => [key, value]))
const at = (statistics: ReadonlyMap<string, Integer>, ms: number) => ({ statistics, at: ms })

t.test('what was counted, divided by the time it took', async (t) => {
  const rates = ratesBetween(at(all(100), 1000), at(all(600), 6000))
  t.strictSame(rates, [100, 100, 100, 100, 100, 100, 100, 100])
  t.strictSame(ratesBetween(at(all(0), 0), at(all(1), 5003))[0], 0.2)
})

t.test('what the switch does not report is absent', async (t) => {
  const before = new Map([
    ['rx_bytes', 1],
    ['tx_packets', 7],
  ])
  const now = new Map([
    ['rx_bytes', 11],
    ['tx_bytes', 5],
  ])
  t.strictSame(ratesBetween(at(before, 0), at(now, 1000)), [10, ...Array(7).fill(null)])
  t.strictSame(idleRates(now), [0, 0, null, null, null, null, null, null])
  t.strictSame(countsOf(now), [11, 5, null, null, null, null, null, null])
  t.strictSame(countsOf(new Map([['rx_bytes', -1]])), NO_RATES, 'a negative counter is none')
})

t.test('a reset: no counter of that device says anything', async (t) => {
  const now = all(1000)
  now.set('tx_errors', 3)
  t.strictSame(ratesBetween(at(all(500), 0), at(now, 5000)), NO_RATES)
  t.strictSame(ratesBetween(at(all(500), 0), at(all(0), 5000)), NO_RATES)
})

t.test('an absurd step is no traffic', async (t) => {
  t.strictSame(ratesBetween(at(all(0), 0), at(all(2n ** 62n), 5000)), NO_RATES)
})

t.test('beyond 2^53 the differences are as exact as below, and the counts keep their digits', async (t) => {
  const big = 2n ** 60n
  t.strictSame(ratesBetween(at(all(big), 0), at(all(big + 5n), 5000)), Array(8).fill(1))
  t.strictSame(ratesBetween(at(all(2 ** 53 - 3), 0), at(all(2n ** 53n + 2n), 5000)), Array(8).fill(1))
  t.equal(countsOf(all(big + 1n))[0], '1152921504606846977')
})

t.test('no rate is ever negative, and time times rate is what was counted', async (t) => {
  const counter = fc.oneof(fc.nat(), fc.bigInt(0n, 2n ** 63n - 1n))
  const property = fc.property(counter, counter, fc.integer({ min: 1000, max: 60_000 }), (a, b, ms) => {
    const [rate] = ratesBetween(at(all(a), 0), at(all(b), ms))
    const counted = BigInt(b) - BigInt(a)
    if (rate === null || rate === undefined) return counted < 0n || counted > 10n ** 12n
    return rate >= 0 && Math.abs((rate * ms) / 1000 - Number(counted)) <= ms / 1e6 + Number(counted) * 1e-9
  })
  t.equal(fc.check(property).counterexample, null)
})

t.test('sums hold what is known', async (t) => {
  t.strictSame(sumRates([[1, null, 0, null], [2, null, null, 5], NO_RATES]), [3, null, 0, 5, null, null, null, null])
  t.strictSame(sumRates([]), NO_RATES)
})

t.test('the same statistics', async (t) => {
  t.ok(sameStatistics(all(1), all(1)))
  t.notOk(sameStatistics(all(1), all(2)))
  t.notOk(sameStatistics(all(1), new Map()))
  t.notOk(sameStatistics(new Map([['a', 1]]), new Map([['b', 1]])))
})

t.test('a span is of whole updates, at least one', async (t) => {
  const cases = [
    [0, 5000],
    [1, 5000],
    [5000, 5000],
    [5400, 5000],
    [7000, 10_000],
    [10_000, 10_000],
    [60_000, 60_000],
  ] as const
  for (const [least, span] of cases) t.equal(spanOf(least, 5000), span, `${least}`)
})
