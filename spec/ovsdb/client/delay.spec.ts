import t from 'tap'
import { delay } from '../../../lib/ovsdb/client/delay.js'

t.test('ends by itself, or with its signal, and leaves nothing behind', async (t) => {
  const controller = new AbortController()
  const { signal } = controller
  let listeners = 0
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = (...args: unknown[]) => {
    listeners++
    Reflect.apply(addEventListener, signal, args)
  }
  signal.removeEventListener = (...args: unknown[]) => {
    listeners--
    Reflect.apply(removeEventListener, signal, args)
  }
  await delay(1, signal)
  t.equal(listeners, 0)
  const long = delay(2 ** 31 - 1, signal)
  t.equal(listeners, 1)
  controller.abort()
  await long
  t.equal(listeners, 0)
  await delay(2 ** 31 - 1, signal)
  t.notOk(process.getActiveResourcesInfo().includes('Timeout'))
})
