import t from 'tap'
import { RequestLog } from '../../../bench/simulation/request-log.js'

t.test('rates are of the kinds and the time asked for', async (t) => {
  const clock = { time: 0, now: () => clock.time }
  const log = new RequestLog(clock)
  log.add('inspect', 3)
  clock.time = 1999
  log.add('list')
  log.add('inspect')
  clock.time = 2000
  log.add('inspect', 100)
  t.strictSame(log.rate(['inspect'], 0, 2000), { mean: 2, peak: 3 })
  t.strictSame(log.rate(['inspect', 'list'], 1000, 2000), { mean: 2, peak: 2 })
  t.strictSame(log.rate(['refused'], 0, 4000), { mean: 0, peak: 0 })
})
