import { getEventListeners } from 'node:events'
import t from 'tap'
import { within } from '../../lib/ovsdb/within.js'

const never = () => new Promise<never>(() => {})

t.test('settles as the work does', async (t) => {
  const { signal } = new AbortController()
  t.equal(await within(Promise.resolve(1), 'work', {}), 1)
  t.equal(await within(Promise.resolve(1), 'work', { signal, timeout: 60_000 }), 1)
  await t.rejects(within(Promise.reject(new Error('no')), 'work', { signal, timeout: 60_000 }), { message: 'no' })
  t.equal(getEventListeners(signal, 'abort').length, 0)
  t.notOk(process.getActiveResourcesInfo().includes('Timeout'))
})

t.test('or when its limits come first, and leaves nothing behind', async (t) => {
  const { signal } = new AbortController()
  await t.rejects(within(never(), 'work', { signal, timeout: 1 }), {
    code: 'WAIT_TIMEOUT',
    message: 'expected work within 1 ms, got nothing',
  })
  t.equal(getEventListeners(signal, 'abort').length, 0)
  const controller = new AbortController()
  const work = within(never(), 'work', { signal: controller.signal, timeout: 60_000 })
  controller.abort(new Error('enough'))
  await t.rejects(work, { message: 'enough' })
  await t.rejects(within(never(), 'work', { signal: controller.signal }), { message: 'enough' })
  t.notOk(process.getActiveResourcesInfo().includes('Timeout'))
})

t.test('what fails later is no unhandled rejection', async (t) => {
  let fail: (error: Error) => void = () => {}
  const work = new Promise<never>((_, reject) => {
    fail = reject
  })
  await t.rejects(within(work, 'work', { timeout: 1 }), { code: 'WAIT_TIMEOUT' })
  fail(new Error('late'))
  await new Promise((resolve) => setImmediate(resolve))
})
