import t from 'tap'
import { compare, median, quantile, tail } from '../../bench/statistics.js'

t.test('quantiles', async (t) => {
  t.equal(median([3, 1, 2]), 2)
  t.equal(median([4, 1, 3, 2]), 2.5)
  t.equal(median([10, 9, 1]), 9, 'sorts as numbers')
  t.equal(quantile([7], 0.25), 7)
  t.equal(quantile([1, 2, 3, 4, 5], 0.25), 2)
  t.equal(quantile([1, 2, 3, 4, 5], 0.75), 4)
  t.equal(quantile([0, 10], 0.25), 2.5)
  t.equal(quantile([5, 1, 3], 1), 5)
  const samples = [2, 1]
  median(samples)
  t.strictSame(samples, [2, 1], 'leaves the samples as they are')
  t.throws(() => median([]), { message: 'expected at least one sample, got none' })
})

t.test('the slow end is named for what it is', async (t) => {
  t.strictSame(tail([1, 9, 2]), { name: 'max', value: 9 })
  const hundred = Array.from({ length: 101 }, (_, index) => index)
  t.strictSame(tail(hundred), { name: 'p99', value: 99 })
})

t.test('a comparison is of the medians, its spread of the pairs', async (t) => {
  t.strictSame(compare([2, 4, 9], [1, 4, 3]), { ratio: 4 / 3, low: 1.5, high: 2.5 })
  t.throws(() => compare([1, 2], [1]), { message: 'expected pairs, got 2 samples against 1' })
})
