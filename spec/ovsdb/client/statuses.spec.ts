import t from 'tap'
import type { Status } from '../../../lib/ovsdb/client/status.js'
import { followStatus } from '../../../lib/ovsdb/client/statuses.js'

/** A status that changes when told. */
function source() {
  const listeners = new Set<(status: Status) => void>()
  return {
    status: { state: 'connecting', attempt: 1 } as Status,
    listeners,
    onStatus(listener: (status: Status) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(status: Status) {
      this.status = status
      for (const listener of [...listeners]) listener(status)
    },
  }
}

const connecting = (attempt: number): Status => ({ state: 'connecting', attempt })
const CONNECTED: Status = { state: 'connected', remote: 'tcp:h:1' }
const CLOSED: Status = { state: 'closed' }

t.test('the status there is, then each that follows, to the end', async (t) => {
  const given = source()
  const statuses = followStatus(given)
  t.strictSame(await statuses.next(), { done: false, value: connecting(1) })
  for (const status of [CONNECTED, connecting(1), CLOSED]) {
    const next = statuses.next()
    given.set(status)
    t.strictSame(await next, { done: false, value: status })
  }
  t.strictSame(await statuses.next(), { done: true, value: undefined })
  t.equal(given.listeners.size, 0)
})

t.test('who comes after the end hears of it', async (t) => {
  const given = source()
  given.set(CLOSED)
  const seen: Status[] = []
  for await (const status of followStatus(given)) seen.push(status)
  t.strictSame(seen, [CLOSED])
})

t.test('a slow reader is told the latest only', async (t) => {
  const given = source()
  const statuses = followStatus(given)
  await statuses.next()
  for (let attempt = 2; attempt < 1000; attempt++) given.set(connecting(attempt))
  t.strictSame((await statuses.next()).value, connecting(999))
  given.set(CONNECTED)
  given.set(CLOSED)
  t.strictSame((await statuses.next()).value, CLOSED)
  t.ok((await statuses.next()).done)
})

t.test('who leaves is told no more', async (t) => {
  const given = source()
  for await (const _ of followStatus(given)) break
  t.equal(given.listeners.size, 0)
})

t.test('a signal ends it, while it waits and before', async (t) => {
  const given = source()
  const controller = new AbortController()
  const statuses = followStatus(given, controller.signal)
  await statuses.next()
  const next = statuses.next()
  const reason = new Error('enough')
  controller.abort(reason)
  await t.rejects(next, reason)
  t.equal(given.listeners.size, 0)
  await t.rejects(followStatus(given, controller.signal).next(), reason)
  t.equal(given.listeners.size, 0)
})

t.test('who leaves while waiting is let go', async (t) => {
  const given = source()
  const statuses = followStatus(given)
  await statuses.next()
  const pending = [statuses.next(), statuses.next()]
  t.strictSame(await statuses.return?.(), { done: true, value: undefined })
  t.strictSame(await Promise.all(pending), [
    { done: true, value: undefined },
    { done: true, value: undefined },
  ])
  t.equal(given.listeners.size, 0)
})

t.test('disposing of it ends it', async (t) => {
  const given = source()
  {
    await using statuses = followStatus(given)
    await statuses.next()
    t.equal(given.listeners.size, 1)
  }
  t.equal(given.listeners.size, 0)
})
