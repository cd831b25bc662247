import t from 'tap'
import { backoffDelay, DEFAULT_BACKOFF } from '../../../lib/ovsdb/client/backoff.js'

t.test('doubles with each failure, up to the maximum', async (t) => {
  const ceilings = [1, 2, 3, 4, 5, 6, 7, 100, 5000].map((failures) =>
    backoffDelay(failures, 1, { min: 100, max: 2000 }),
  )
  t.strictSame(ceilings, [100, 200, 400, 800, 1600, 2000, 2000, 2000, 2000])
})

t.test('is spread over the upper half', async (t) => {
  const delays = [0, 0.25, 0.5, 1].map((random) => backoffDelay(3, random, { min: 100, max: 2000 }))
  t.strictSame(delays, [200, 250, 300, 400])
})

t.test('is a whole number of milliseconds', async (t) => {
  t.equal(backoffDelay(1, 0.123, { min: 5, max: 5 }), 3)
})

t.test('has a default', async (t) => {
  t.equal(backoffDelay(1, 1), DEFAULT_BACKOFF.min)
  t.equal(backoffDelay(50, 1), DEFAULT_BACKOFF.max)
})
