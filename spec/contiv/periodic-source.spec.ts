import t, { type Test } from 'tap'
import { PeriodicSource } from '../../lib/contiv/periodic-source.js'
import { eventually } from '../support/eventually.js'
import { ManualClock } from '../support/manual-clock.js'

function scene(t: Test, interval = 15_000) {
  const clock = new ManualClock()
  const seen = { asked: 0, changes: 0, signals: [] as AbortSignal[], answer: async (): Promise<string> => 'one' }
  const source = new PeriodicSource({
    ask: (signal) => {
      seen.asked++
      seen.signals.push(signal)
      return seen.answer()
    },
    interval,
    clock,
    onChange: () => seen.changes++,
  })
  t.teardown(() => source.stop())
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds)
    await eventually(() => clock.timers > 0, { interval: 5 })
  }
  return { clock, source, seen, pass }
}

t.test('asks at once, then by its own schedule, however often it is asked', async (t) => {
  const { clock, source, seen, pass } = scene(t)
  t.strictSame(await source.current(), { reading: undefined, age: undefined, lastSuccess: undefined, error: undefined })
  source.start()
  source.start()
  t.strictSame(await source.current(), { reading: 'one', age: 0, lastSuccess: clock.start, error: undefined })
  clock.advance(5000)
  t.match(await source.current(), { age: 5 })
  t.equal(seen.asked, 1)
  seen.answer = async () => 'two'
  await pass(10_000)
  t.match(source.status(), { reading: 'two', age: 0 })
  t.equal(seen.asked, 2)
  t.equal(seen.changes, 1)
})

t.test(
  'nothing old is shown while it fails; it tries again sooner, ever more slowly, never more slowly than usual',
  async (t) => {
    const { clock, source, seen, pass } = scene(t)
    source.start()
    await source.current()
    seen.answer = async () => {
      throw new Error('away')
    }
    await pass(15_000)
    t.match(source.status(), { reading: undefined, age: 15, error: { message: 'away' } })
    t.equal(seen.changes, 2)
    const waits: number[] = []
    for (let i = 0; i < 12; i++) {
      waits.push(clock.nextIn ?? Number.NaN)
      await pass(clock.nextIn ?? 0)
    }
    t.ok((waits[0] ?? 0) < 15_000, 'sooner than usual')
    t.ok(waits.every((wait) => wait <= 15_000))
    t.equal(waits.at(-1), 15_000)
    t.equal(seen.changes, 2, 'the same failure is told once')
    seen.answer = async () => 'back'
    await pass(15_000)
    t.match(source.status(), { reading: 'back', error: undefined })
    t.equal(seen.changes, 3)
  },
)

t.test('another failure is told', async (t) => {
  const { source, seen, pass } = scene(t)
  seen.answer = async () => {
    throw new Error('one')
  }
  source.start()
  await source.current()
  seen.answer = async () => {
    throw new Error('other')
  }
  await pass(15_000)
  t.equal(seen.changes, 2)
})

t.test('whoever asks waits for the first attempt, and no longer than the signal', async (t) => {
  const { source, seen } = scene(t)
  seen.answer = () => new Promise(() => {})
  source.start()
  t.match(await source.current(AbortSignal.abort()), { reading: undefined, error: undefined })
})

t.test('stopping it ends the request under way, and nothing comes after', async (t) => {
  const { clock, source, seen } = scene(t)
  let fail = (_: Error) => {}
  seen.answer = () =>
    new Promise((_, reject) => {
      fail = reject
    })
  source.start()
  source[Symbol.dispose]()
  t.ok(seen.signals[0]?.aborted)
  fail(new Error('aborted'))
  await source.current()
  t.strictSame([clock.timers, seen.changes, source.status().error], [0, 0, undefined])
  source.start()
  t.equal(seen.asked, 1)
})

t.test('by the clock of the process', async (t) => {
  const source = new PeriodicSource({ ask: async () => 1, interval: 1_000_000 })
  source.start()
  const { reading, age } = await source.current()
  source.stop()
  t.equal(reading, 1)
  t.ok((age ?? -1) >= 0)
})
