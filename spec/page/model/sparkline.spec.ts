import t from 'tap'
import { SPARKLINE_UPDATES, sparklinePath } from '../../../lib/page/model/sparkline.js'

t.test('from the bottom at 0 to the top at the largest, the latest at the right edge', async (t) => {
  t.equal(sparklinePath([0, 10, 5]), 'M94.3 19.0L97.1 1.0L100.0 10.0')
  t.match(sparklinePath(Array(SPARKLINE_UPDATES).fill(1)), /^M0\.0 1\.0L.*L100\.0 1\.0$/)
  t.equal(sparklinePath([0, 0]), 'M97.1 19.0L100.0 19.0')
})

t.test('broken where nothing is known', async (t) => {
  t.equal(sparklinePath([]), '')
  t.equal(sparklinePath([null, null]), '')
  t.equal(sparklinePath([1, 1, null, 1, 1]).match(/M/g)?.length, 2)
  t.equal(sparklinePath([1, null]), 'M97.1 1.0h0.1', 'a single value is a dot')
})
