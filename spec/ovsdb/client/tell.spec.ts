import t from 'tap'
import { tell } from '../../../lib/ovsdb/client/tell.js'

t.test('tells each, also when one throws or leaves', async (t) => {
  const thrown: (() => void)[] = []
  const queue = globalThis.queueMicrotask
  globalThis.queueMicrotask = (callback) => void thrown.push(callback)
  t.teardown(() => {
    globalThis.queueMicrotask = queue
  })
  const heard: unknown[] = []
  const leaver = (value: number) => {
    heard.push(['leaver', value])
    listeners.delete(leaver)
  }
  const listeners = new Set<(value: number) => void>([
    leaver,
    () => {
      throw new Error('a bug')
    },
    (value) => heard.push(['last', value]),
  ])
  tell(listeners, 1)
  tell(listeners, 2)
  t.strictSame(heard, [
    ['leaver', 1],
    ['last', 1],
    ['last', 2],
  ])
  t.equal(thrown.length, 2)
  for (const rethrow of thrown) t.throws(rethrow, new Error('a bug'), 'becomes an uncaught exception')
})
