import { getEventListeners } from 'node:events'
import t from 'tap'
import { ClientFeed, type Taker } from '../../../lib/ovsdb/listen/client-feed.js'

function start(signal?: AbortSignal) {
  const takers = new Set<Taker<string>>()
  const calls = { ends: 0 }
  const feed = new ClientFeed<string>({
    take: (taker) => takers.add(taker),
    leave: (taker) => takers.delete(taker),
    onEnd: () => calls.ends++,
    signal,
  })
  const give = (value: string) => {
    const [taker] = takers
    if (taker === undefined) throw new Error('expected somebody who waits')
    takers.delete(taker)
    taker.resolve({ done: false, value })
  }
  return { feed, takers, calls, give }
}

t.test('hands on what it is given, until the reader leaves', async (t) => {
  const { signal } = new AbortController()
  const { feed, takers, calls, give } = start(signal)
  const [first, second] = [feed.next(), feed.next()]
  give('a')
  t.strictSame(await first, { done: false, value: 'a' })
  t.equal(takers.size, 1)
  t.strictSame(await feed.return(), { done: true, value: undefined })
  t.strictSame(await second, { done: true, value: undefined })
  t.equal(takers.size, 0)
  await feed[Symbol.asyncDispose]()
  t.equal(calls.ends, 1)
  t.equal(getEventListeners(signal, 'abort').length, 0)
  t.equal(feed[Symbol.asyncIterator](), feed)
})

t.test('a signal between two reads is told at the next', async (t) => {
  const controller = new AbortController()
  const { feed, calls } = start(controller.signal)
  controller.abort(new Error('enough'))
  t.equal(calls.ends, 1)
  await t.rejects(feed.next(), { message: 'enough' })
  t.strictSame(await feed.next(), { done: true, value: undefined })
})
