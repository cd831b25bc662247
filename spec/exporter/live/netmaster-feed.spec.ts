import t from 'tap'
import type { CountedLists, CountsStatus } from '../../../lib/contiv/index.js'
import { NetmasterFeed } from '../../../lib/exporter/live/netmaster-feed.js'
import type { Message } from '../../../lib/page/protocol.js'
import { ManualClock } from '../../support/manual-clock.js'

const listsOf = (...names: readonly string[]): CountedLists => ({
  tenants: names.map((name) => ({ name, networks: [] })),
  networks: [],
  endpointGroups: [],
})

function statusOf(lists: CountedLists | undefined, error?: Error): CountsStatus {
  const lastSuccess = new Date(5000)
  return { up: lists !== undefined, counts: undefined, lists, age: 1, lastSuccess, error, requests: 1 }
}

function scene() {
  const clock = new ManualClock()
  const told: Message[] = []
  const source = { now: statusOf(listsOf('blue')), status: () => source.now }
  const feed = new NetmasterFeed({ source, mode: 'netmaster', version: '1.2.3', clock })
  return { clock, told, source, feed, start: () => feed.start((message) => told.push(message)) }
}

t.test('all there is', async (t) => {
  const { feed, source } = scene()
  t.strictSame(feed.snapshot(), {
    type: 'netmaster',
    mode: 'netmaster',
    version: '1.2.3',
    time: 5000,
    tenants: [{ name: 'blue', networks: [] }],
    banners: [],
  })
  source.now = statusOf(undefined, new Error('refused'))
  t.match(feed.snapshot(), { tenants: null, banners: [{ id: 'netmaster', text: /refused/ }] })
})

t.test('what changes is told, and nothing else', async (t) => {
  const { clock, told, source, start } = scene()
  start()
  for (let i = 0; i < 5; i++) clock.advance(1000)
  t.strictSame(told, [])
  source.now = statusOf(listsOf('blue', 'green'))
  clock.advance(1000)
  t.match(told, [{ tenants: [{ name: 'blue' }, { name: 'green' }] }])
  source.now = statusOf(undefined, new Error('refused'))
  clock.advance(1000)
  clock.advance(1000)
  t.equal(told.length, 2)
  t.match(told[1], { tenants: null })
})

t.test('nobody watches: no timer', async (t) => {
  const { clock, feed, start } = scene()
  t.equal(clock.timers, 0)
  start()
  clock.advance(1000)
  t.equal(clock.timers, 1)
  feed.stop()
  t.equal(clock.timers, 0)
})
