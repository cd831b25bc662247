import t from 'tap'
import { settledOrAborted } from '../../lib/contiv/wait.js'

const never = new Promise<void>(() => {})

t.test('resolves when the promise settles, either way', async (t) => {
  await settledOrAborted(Promise.resolve(), undefined)
  await settledOrAborted(Promise.reject(new Error('no')), new AbortController().signal)
  t.pass('both came back')
})

t.test('resolves when the signal is aborted, before or while waiting', async (t) => {
  await settledOrAborted(never, AbortSignal.abort())
  const abort = new AbortController()
  const waiting = settledOrAborted(never, abort.signal)
  abort.abort()
  await waiting
  t.pass('both came back')
})

t.test('leaves no listener behind', async (t) => {
  const abort = new AbortController()
  const { signal } = abort
  let listeners = 0
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    listeners++
    addEventListener.apply(signal, args)
  }
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    listeners--
    removeEventListener.apply(signal, args)
  }
  await settledOrAborted(Promise.resolve(), signal)
  t.equal(listeners, 0)
})
