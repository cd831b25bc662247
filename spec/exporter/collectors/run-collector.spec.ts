import { once } from 'node:events'
import t from 'tap'
import type { Gathered, Scrape } from '../../../lib/exporter/collectors/collector.js'
import { runCollector } from '../../../lib/exporter/collectors/run-collector.js'
import { scrapeOf } from '../../support/scrape.js'

const NOTHING: Gathered = { age: 0, write: () => {} }

t.test('what it gathered, and how long it took', async (t) => {
  const outcome = await runCollector({ name: 'a', gather: async () => NOTHING }, scrapeOf())
  t.equal(outcome.gathered, NOTHING)
  t.equal(outcome.name, 'a')
  t.equal(outcome.failure, undefined)
  t.ok(outcome.seconds >= 0 && outcome.seconds < 100)
})

t.test('one that rejects or throws has failed', async (t) => {
  const error = new Error('no')
  const rejecting = { name: 'a', gather: () => Promise.reject(error) }
  const throwing = {
    name: 'a',
    gather: () => {
      throw error
    },
  }
  for (const collector of [rejecting, throwing]) {
    const { failure, gathered } = await runCollector(collector, scrapeOf())
    t.strictSame([failure, gathered], [error, undefined])
  }
  const { failure } = await runCollector({ name: 'a', gather: () => Promise.reject('no') }, scrapeOf())
  t.match(failure, new Error('no'))
})

t.test('the scrape is told to it, with the end of its own time', async (t) => {
  const scrape = scrapeOf(undefined, 'a', 'b')
  let told: Scrape | undefined
  const gather = async (given: Scrape) => {
    told = given
    await once(given.signal, 'abort')
    return NOTHING
  }
  const outcome = await runCollector({ name: 'a', timeout: 5, gather }, scrape)
  t.equal(told?.key, scrape.key)
  t.equal(told?.collectors, scrape.collectors)
  t.match(told?.signal.reason, { message: 'no answer within 5 ms' })
  t.notOk(scrape.signal.aborted)
  t.equal(outcome.gathered, NOTHING, 'what it has when its time is over counts')
})

t.test('one that does not listen is left behind', async (t) => {
  const deaf = { name: 'a', gather: () => new Promise<never>(() => {}) }
  t.match(await runCollector({ ...deaf, timeout: 5 }, scrapeOf()), { failure: { message: 'no answer within 5 ms' } })
  const deadline = new AbortController()
  const running = runCollector(deaf, scrapeOf(deadline.signal))
  deadline.abort(new Error('the scrape is over'))
  t.match(await running, { gathered: undefined, failure: { message: 'the scrape is over' } })
  t.match(await runCollector(deaf, scrapeOf(deadline.signal)), { failure: { message: 'the scrape is over' } })
})

t.test('one that has its answer at hand gives it although the scrape is over', async (t) => {
  const over = scrapeOf(AbortSignal.abort(new Error('the scrape is over')))
  t.equal((await runCollector({ name: 'a', gather: async () => NOTHING }, over)).gathered, NOTHING)
})
