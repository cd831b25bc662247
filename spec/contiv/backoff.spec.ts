import fc from 'fast-check'
import t from 'tap'
import { Backoffs, backoffDelay, jittered } from '../../lib/contiv/backoff.js'

const POLICY = { first: 1000, max: 30_000 }
const MIDDLE = 0.5

t.test('jitter stays within a fifth', async (t) => {
  t.equal(jittered(1000, 0), 800)
  t.equal(jittered(1000, MIDDLE), 1000)
  t.equal(jittered(1000, 1), 1200)
})

t.test('the delay doubles from the first to the maximum', async (t) => {
  const delays = [1, 2, 3, 4, 5, 6, 7].map((failures) => backoffDelay(failures, POLICY, MIDDLE))
  t.same(delays, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  const chance = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), chance, (failures, random) => {
      const delay = backoffDelay(failures, POLICY, random)
      return delay >= 800 && delay <= 36_000
    }),
  )
})

t.test('a thing that failed is held back, longer each time, until it is cleared', async (t) => {
  const backoffs = new Backoffs(POLICY, () => MIDDLE)
  t.ok(backoffs.allows('a', 0))
  t.equal(backoffs.nextAt, Number.POSITIVE_INFINITY)
  backoffs.failed('a', 0)
  t.notOk(backoffs.allows('a', 999))
  t.ok(backoffs.allows('a', 1000))
  backoffs.failed('a', 1000)
  t.notOk(backoffs.allows('a', 2999))
  t.ok(backoffs.allows('a', 3000))
  t.ok(backoffs.allows('b', 0), 'another is free')
  backoffs.failed('b', 0)
  t.equal(backoffs.nextAt, 1000)
  backoffs.clear('b')
  t.notOk(backoffs.has('b'))
  backoffs.clear('a')
  backoffs.failed('a', 5000)
  t.ok(backoffs.allows('a', 6000), 'begins anew')
})

t.test('tells the error that is oldest, and forgets what nobody wants', async (t) => {
  const backoffs = new Backoffs(POLICY, () => MIDDLE)
  t.equal(backoffs.error, undefined)
  backoffs.failed('silent', 0)
  backoffs.failed('a', 0, new Error('first'))
  backoffs.failed('b', 0, new Error('second'))
  backoffs.failed('a', 0, new Error('first again'))
  t.equal(backoffs.error?.message, 'first again')
  backoffs.retain((key) => key === 'b')
  t.equal(backoffs.size, 1)
  t.equal(backoffs.error?.message, 'second')
})
