import t from 'tap'
import { trendOf } from '../../../bench/soak/trend.js'

t.test('what grows', async (t) => {
  t.match(trendOf([10, 11, 12, 13, 14], 1), { growth: 4, noise: 0, grows: true })
  t.match(trendOf([10, 11, 12, 13, 14], 4), { growth: 4, grows: false }, 'by no more than is tolerated')
  const uneven = [100, 104, 103, 107, 106, 110, 109, 113]
  t.ok(trendOf(uneven, 1).grows, 'above its scatter')
})

t.test('what does not', async (t) => {
  t.match(trendOf([7, 7, 7], 0), { growth: 0, noise: 0, grows: false })
  t.notOk(trendOf([14, 13, 12, 11], 0).grows, 'shrinks')
  const scattered = trendOf([100, 130, 90, 125, 95, 135, 105, 128], 1)
  t.ok(scattered.growth > 1 && !scattered.grows, 'a rise within the scatter')
})

t.test('what goes up and down between the same bounds does not grow', async (t) => {
  // The listeners of a program of whose leader changes some leave three more than others.
  const listeners = [37, 38, 38, 41, 38, 41, 41, 41, 41, 37, 41, 41, 41, 41, 44]
  const { growth, noise, grows } = trendOf(listeners, 0.5)
  t.ok(growth > 3 * noise, 'a line would call it growth')
  t.notOk(grows)
  t.ok(
    trendOf(
      [...listeners].map((value, round) => value + round),
      0.5,
    ).grows,
    'one more each round is seen in it',
  )
})

t.test('two values make no trend', async (t) => {
  t.throws(() => trendOf([1, 2], 0), /at least three values, got 2/)
})
