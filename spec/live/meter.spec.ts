import t from 'tap'
import { Meter } from '../../lib/live/meter.js'
import { NO_RATES } from '../../lib/live/rates.js'

const INTERVAL = 5000

/** A switch whose interfaces count received bytes only. */
function scene() {
  const meter = new Meter()
  const all = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([id, bytes]) => [id, new Map([['rx_bytes', bytes]])] as const)
  return {
    meter,
    reset: (counts: Readonly<Record<string, number>>) => meter.reset(all(counts)),
    update: (at: number, counts: Readonly<Record<string, number>>) => meter.update(all(counts), at, INTERVAL),
    rate: (id: string) => meter.rates(id)[0],
  }
}

t.test('two updates make a rate; what was there before the first one does not', async (t) => {
  const { reset, update, rate } = scene()
  reset({ a: 1_000_000 })
  t.equal(rate('a'), null)
  t.strictSame(update(4000, { a: 1_001_000 }), { whole: true, changed: ['a'] })
  t.equal(rate('a'), null, 'since when it counted is not known')
  t.strictSame(update(9000, { a: 1_006_000 }), { whole: true, changed: ['a'] })
  t.equal(rate('a'), 1000)
})

t.test('who is not among those that changed has counted nothing since the update before', async (t) => {
  const { reset, update, rate } = scene()
  reset({ a: 0, b: 0 })
  update(5000, { a: 1, b: 1 })
  update(10_000, { a: 5001, b: 5001 })
  t.equal(rate('b'), 1000)
  t.strictSame(update(15_000, { a: 10_001, b: 5001 }).changed, ['a', 'b'])
  t.equal(rate('b'), 0)
  t.strictSame(update(20_000, { a: 15_001, b: 5001 }).changed, ['a'], 'and goes on counting nothing: no news')
  update(25_000, { a: 20_001, b: 6001 })
  t.equal(rate('b'), 200, 'since the last update, not since the last change')
})

t.test('after a silence the rate is the mean over all of it', async (t) => {
  const { reset, update, rate } = scene()
  reset({ a: 0 })
  update(5000, { a: 1 })
  update(65_000, { a: 60_001 })
  t.equal(rate('a'), 1000)
})

t.test('what is written of one interface in between says nothing of the others', async (t) => {
  const { reset, update, rate } = scene()
  reset({ a: 0, b: 0 })
  update(5000, { a: 1, b: 1 })
  update(10_000, { a: 5001, b: 5001 })
  t.strictSame(update(12_000, { a: 5001, b: 7001 }), { whole: false, changed: ['b'] })
  t.strictSame([rate('a'), rate('b')], [1000, 1000])
  t.strictSame(update(15_000, { a: 10_001, b: 10_001 }).whole, true)
  t.strictSame([rate('a'), rate('b')], [1000, 1000])
})

t.test('what is told together may have been written at different times', async (t) => {
  const { meter, reset, update, rate } = scene()
  reset({ a: 0, b: 0, c: 0 })
  update(5000, { a: 0, b: 0, c: 0 })
  const reading = (id: string, bytes: number, at?: number) => [id, new Map([['rx_bytes', bytes]]), at] as const
  meter.update([reading('a', 4000, 7000), reading('b', 4400), reading('c', 0)], 7200, INTERVAL)
  t.strictSame([rate('a'), rate('b'), rate('c')], [2000, 2000, null])
  update(10_000, { a: 7000, b: 7200, c: 5000 })
  t.strictSame([rate('a'), rate('b'), rate('c')], [1000, 1000, 1000])
})

t.test('two moments too close to each other make no rate', async (t) => {
  const { reset, update, rate } = scene()
  reset({ a: 0 })
  update(5000, { a: 1 })
  update(10_000, { a: 5001 })
  t.strictSame(update(10_001, { a: 9001 }), { whole: false, changed: [] })
  update(15_000, { a: 10_001 })
  t.equal(rate('a'), 1000, 'nothing of it is lost')
})

t.test('a reset is a gap, not a spike', async (t) => {
  const { reset, update, rate } = scene()
  reset({ a: 0 })
  update(5000, { a: 1_000_000 })
  update(10_000, { a: 0 })
  t.equal(rate('a'), null)
  update(15_000, { a: 5000 })
  t.equal(rate('a'), 1000)
})

t.test('interfaces come and go', async (t) => {
  const { meter, reset, update, rate } = scene()
  reset({ a: 0 })
  update(5000, { a: 1 })
  t.strictSame(update(10_000, { a: 2, b: 1_000_000 }).changed, ['a', 'b'])
  t.equal(rate('b'), null)
  update(15_000, { a: 3, b: 1_005_000 })
  t.equal(rate('b'), 1000)
  update(20_000, { b: 1_010_000 })
  t.strictSame(meter.rates('a'), NO_RATES)
  meter.forget('b')
  t.equal(rate('b'), null)
})

t.test('averaged over several updates: those between are none', async (t) => {
  const meter = new Meter()
  const update = (at: number, bytes: number) =>
    meter.update([['a', new Map([['rx_bytes', bytes]])]], at, INTERVAL, 10_000)
  meter.reset([['a', new Map([['rx_bytes', 0]])]])
  t.equal(update(5000, 100).whole, true)
  t.strictSame(update(10_003, 70_000), { whole: false, changed: [] })
  t.equal(meter.rates('a')[0], null)
  t.strictSame(update(14_990, 10_090), { whole: true, changed: ['a'] }, 'an update may be early')
  t.equal(meter.rates('a')[0], 1000)
  update(20_000, 99_000)
  t.equal(meter.rates('a')[0], 1000)
})
