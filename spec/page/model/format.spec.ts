import t from 'tap'
import { formatCount, formatDuration, formatRate, scaleRate, UNKNOWN } from '../../../lib/page/model/format.js'

t.test('rates in three digits', async (t) => {
  const cases: readonly (readonly [number | null, string])[] = [
    [null, UNKNOWN],
    [0, '0 bit/s'],
    [0.2, '0.20 bit/s'],
    [9.994, '9.99 bit/s'],
    [9.996, '10.0 bit/s'],
    [99.96, '100 bit/s'],
    [999.4, '999 bit/s'],
    [999.6, '1.00 kbit/s'],
    [1_234_000, '1.23 Mbit/s'],
    [25_000_000_000, '25.0 Gbit/s'],
    [1e15, '1000 Tbit/s'],
  ]
  for (const [rate, text] of cases) t.equal(formatRate(rate, 'bit/s'), text)
})

t.test('counts in all their digits', async (t) => {
  t.equal(formatCount(null), UNKNOWN)
  t.equal(formatCount(0), '0')
  t.equal(formatCount(1_234_567), '1,234,567')
  t.equal(formatCount('9223372036854775807'), '9,223,372,036,854,775,807')
})

t.test('durations', async (t) => {
  const texts = [-5, 0, 59_999, 95_000, 3_600_000, 7_380_000, 50 * 3_600_000].map(formatDuration)
  t.strictSame(texts, ['0 s', '0 s', '59 s', '1 min 35 s', '1 h 0 min', '2 h 3 min', '2 d 2 h'])
})

t.test('digits and prefix apart, where there is no room for a unit', async (t) => {
  t.strictSame([0, 12.34, 1_234_000].map(scaleRate), [
    ['0', ''],
    ['12.3', ''],
    ['1.23', 'M'],
  ])
})
