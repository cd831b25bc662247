import t from 'tap'
import { RateLimiter } from '../../../lib/exporter/http/rate-limiter.js'

t.test('so many at once, then one after each interval, and never more than at first', async (t) => {
  let now = 5000
  const limiter = new RateLimiter({ interval: 1000, burst: 3 }, () => now)
  const taken = (times: number) => Array.from({ length: times }, () => limiter.take()).filter(Boolean).length
  t.equal(taken(5), 3)
  now += 999
  t.equal(taken(2), 0)
  now += 1
  t.equal(taken(2), 1)
  now += 2500
  t.equal(taken(5), 2)
  now += 500
  t.equal(taken(5), 1, 'half of one was left')
  now += 1_000_000
  t.equal(taken(9), 3)
})

t.test('by the real clock', async (t) => {
  const limiter = new RateLimiter({ interval: 1_000_000, burst: 1 })
  t.strictSame([limiter.take(), limiter.take()], [true, false])
})
