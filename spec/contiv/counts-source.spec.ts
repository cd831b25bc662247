import t from 'tap'
import { CountsSource, type CountsStatus } from '../../lib/contiv/counts-source.js'
import { HttpClient } from '../../lib/contiv/http-client.js'
import { FixedLeader } from '../../lib/contiv/leader/fixed-leader.js'
import { Netmaster } from '../../lib/contiv/netmaster.js'
import { eventually } from '../support/eventually.js'
import { ManualClock } from '../support/manual-clock.js'
import { startNetmaster } from '../support/netmaster-server.js'
import type { Scope } from '../support/scope.js'

const TENANTS = '/api/v1/tenants/'
const NETWORKS = '/api/v1/networks/'
const GROUPS = '/api/v1/endpointGroups/'

async function scene(t: Scope) {
  const netmaster = await startNetmaster(t)
  const clock = new ManualClock()
  const http = new HttpClient({ timeout: 1000 })
  const changes: CountsStatus[] = []
  const source = new CountsSource({
    netmaster: new Netmaster({ leader: new FixedLeader(new URL(netmaster.url)), http }),
    clock,
    onChange: (status) => changes.push(status),
  })
  t.teardown(() => source.stop())
  /** Lets time pass, and waits for what that set going. */
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds)
    await eventually(() => clock.timers > 0, { interval: 5 })
  }
  return { netmaster, clock, source, changes, pass }
}

t.test('counts at once, then by its own schedule, however often it is asked', async (t) => {
  const { netmaster, clock, source, changes, pass } = await scene(t)
  t.match(await source.current(), { up: false, counts: undefined, error: undefined, age: undefined }, 'not started')
  source.start()
  source.start()
  const [first, second] = await Promise.all([source.current(), source.current()])
  t.match(first, { up: true, counts: { tenants: 3 }, age: 0, error: undefined, requests: 3 })
  t.equal(first.counts, second.counts)
  t.equal(netmaster.count(), 3)
  t.equal(clock.nextIn, 15_000)
  clock.advance(5000)
  t.match(await source.current(), { age: 5, lastSuccess: clock.start })
  t.equal(netmaster.count(), 3)
  netmaster.answer(TENANTS, { body: [] })
  await pass(10_000)
  t.match(await source.current(), { up: true, counts: { tenants: 0 }, age: 0 })
  t.same(
    [TENANTS, NETWORKS, GROUPS].map((path) => netmaster.count(path)),
    [2, 2, 2],
  )
  t.equal(changes.length, 1)
})

t.test(
  'shows no numbers while they cannot be had, and tries again ever more slowly, but not more slowly than usual',
  async (t) => {
    const { netmaster, clock, source, changes, pass } = await scene(t)
    source.start()
    await source.current()
    netmaster.answer(NETWORKS, { status: 500, body: 'no' })
    await pass(15_000)
    t.match(source.status(), { up: false, counts: undefined, age: 15, error: { code: 'HTTP_STATUS' } })
    const delays: unknown[] = []
    for (let failure = 1; failure <= 7; failure++) {
      delays.push(clock.nextIn)
      await pass(clock.nextIn ?? 0)
    }
    t.same(delays, [1000, 2000, 4000, 8000, 15_000, 15_000, 15_000], 'never longer than its own interval')
    t.same(
      changes.map(({ up }) => up),
      [true, false],
      'told once',
    )
    netmaster.answer(NETWORKS, undefined)
    await pass(30_000)
    t.match(source.status(), { up: true, counts: { tenants: 3 }, age: 0, error: undefined })
    t.equal(clock.nextIn, 15_000)
    t.equal(changes.length, 3)
  },
)

t.test('waits for the first attempt only, and not longer than the caller does', async (t) => {
  const { netmaster, clock, source } = await scene(t)
  let release = () => {}
  netmaster.answer(TENANTS, { body: [], delay: new Promise<void>((resolve) => (release = resolve)) })
  source.start()
  t.match(await source.current(AbortSignal.abort()), { up: false, error: undefined })
  const waiting = source.current()
  await netmaster.received(TENANTS, 1)
  release()
  t.match(await waiting, { up: true, counts: { tenants: 0 } })
  netmaster.answer(TENANTS, { delay: new Promise(() => {}) })
  clock.advance(15_000)
  await netmaster.received(TENANTS, 2)
  t.match(
    await source.current(),
    { up: true, counts: { tenants: 0 } },
    'the last is shown while the next is on its way',
  )
})

t.test('an attempt ends when all its requests have, so that two never overlap', async (t) => {
  const { netmaster, source } = await scene(t)
  let opened = false
  let open = () => {}
  const closed = new Promise<void>((resolve) => {
    open = resolve
  })
  netmaster.answer(TENANTS, { body: [], delay: closed })
  netmaster.answer(NETWORKS, { status: 500 })
  source.start()
  const ended = source.current().then(() => opened)
  await netmaster.received(TENANTS, 1)
  await eventually(async () => (await netmaster.connections()) === 1)
  opened = true
  open()
  t.ok(await ended)
  t.match(source.status(), { up: false, error: { code: 'HTTP_STATUS' } })
})

t.test('after stop nothing is left', async (t) => {
  const { netmaster, clock, source, changes } = await scene(t)
  for (const path of [TENANTS, NETWORKS, GROUPS]) netmaster.answer(path, { delay: new Promise(() => {}) })
  source.start()
  await netmaster.received(TENANTS, 1)
  source[Symbol.dispose]()
  await source.current()
  await eventually(async () => (await netmaster.connections()) === 0)
  t.equal(clock.timers, 0)
  source.start()
  t.match(source.status(), { up: false, error: undefined })
  t.same(changes, [])
})

t.test('a stop between two attempts cancels the next', async (t) => {
  const { netmaster, clock, source } = await scene(t)
  source.start()
  await source.current()
  source.stop()
  t.equal(clock.timers, 0)
  t.equal(netmaster.count(), 3)
})
