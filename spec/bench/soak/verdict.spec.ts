import t from 'tap'
import type { Sample } from '../../../bench/soak/sample.js'
import { censusRounds } from '../../../bench/soak/soak.js'
import { grows, judge } from '../../../bench/soak/verdict.js'

const ROUNDS = 28
const STILL: Sample = {
  rss: 100,
  heap: 20,
  buffers: 1,
  fds: 30,
  handles: 5,
  timers: 3,
  listeners: 40,
  entries: 1000,
  elements: 2000,
}
const CENSUSES = censusRounds(ROUNDS).map(() => new Map([['object Map', 100]]))

/** Judges rounds of which each is what `change` says, and otherwise like all others. */
function verdictOf(change: (round: number) => Partial<Sample>, censuses = CENSUSES, rounds = ROUNDS) {
  const samples = Array.from({ length: rounds }, (_, index) => ({ ...STILL, ...change(index + 1) }))
  const verdict = judge({ name: 'program', samples, censuses })
  const growing = verdict.quantities.filter((quantity) => quantity.grows).map(({ quantity }) => quantity)
  return { verdict, growing }
}

t.test('what stays as it is does not grow', async (t) => {
  const { verdict, growing } = verdictOf(() => ({}))
  t.strictSame(growing, [])
  t.notOk(grows(verdict))
})

t.test('what there is more of each round grows, and is named', async (t) => {
  const { verdict, growing } = verdictOf((round) => ({ listeners: 40 + round, heap: 20 + 0.1 * round }))
  t.strictSame(growing, ['heap', 'listeners'])
  t.ok(grows(verdict))
  t.match(
    verdict.quantities.find(({ quantity }) => quantity === 'listeners'),
    { growth: 14, level: 61 },
  )
})

t.test('what is made in the first half is made once', async (t) => {
  t.strictSame(verdictOf((round) => ({ entries: 1000 + 100 * Math.min(round, ROUNDS / 2) })).growing, [])
})

t.test('the steps of snapshots in resident memory are not growth, growth behind them is', async (t) => {
  const [first = 0, second = 0] = censusRounds(ROUNDS)
  const step = (round: number) => (round > second ? 110 : round > first ? 100 : 60)
  const still = verdictOf((round) => ({ rss: step(round) }))
  t.match(still.verdict.quantities[0], { quantity: 'rss', growth: 0, noise: 0, grows: false, level: 110 })
  const { growing, verdict } = verdictOf((round) => ({ rss: step(round) + Math.max(0, round - second) }))
  t.strictSame(growing, ['rss'])
  t.match(verdict.quantities[0], { quantity: 'rss', growth: ROUNDS - second - 1, level: 116 })
})

t.test('kinds of objects that there are more of at each census', async (t) => {
  const [first = 0, second = 0] = censusRounds(ROUNDS)
  const growing = [0, second - first, ROUNDS - first].map((more) => new Map([['object Map', 100 + more]]))
  const { verdict } = verdictOf(() => ({}), growing)
  t.match(verdict.kinds, [{ kind: 'object Map' }])
  t.ok(grows(verdict))
})

t.test('of few rounds there are enough of each', async (t) => {
  t.strictSame(verdictOf(() => ({}), CENSUSES, 4).growing, [])
})
