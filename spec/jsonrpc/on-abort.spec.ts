import { getEventListeners } from 'node:events'
import t from 'tap'
import { onAbort } from '../../lib/jsonrpc/on-abort.js'

const listenersOf = (signal: AbortSignal) => getEventListeners(signal, 'abort').length

t.test('however many wait, the signal has one listener, and none when they have left', async (t) => {
  const controller = new AbortController()
  const { signal } = controller
  const told: string[] = []
  const leave = ['a', 'b', 'c'].map((name) => onAbort(signal, () => told.push(name)))
  t.equal(listenersOf(signal), 1)
  leave[1]?.()
  leave[1]?.()
  t.equal(listenersOf(signal), 1)
  leave[0]?.()
  leave[2]?.()
  t.equal(listenersOf(signal), 0)
  onAbort(signal, () => told.push('d'))
  onAbort(signal, () => told.push('e'))
  t.equal(listenersOf(signal), 1)
  controller.abort()
  t.strictSame(told, ['d', 'e'], 'those who stayed')
})

t.test('one listener twice is two', async (t) => {
  const controller = new AbortController()
  let told = 0
  const listener = () => told++
  onAbort(controller.signal, listener)()
  const leave = onAbort(controller.signal, listener)
  onAbort(controller.signal, listener)
  leave()
  controller.abort()
  t.equal(told, 1)
})

t.test('no signal, or one that is over', async (t) => {
  onAbort(undefined, () => t.fail('nobody aborts'))()
  const signal = AbortSignal.abort()
  onAbort(signal, () => t.fail('it was before'))()
  t.equal(listenersOf(signal), 0)
})
