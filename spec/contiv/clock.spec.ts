import t from 'tap'
import { SYSTEM_CLOCK } from '../../lib/contiv/clock.js'

t.test('calls once, after the time', async (t) => {
  const before = SYSTEM_CLOCK.now()
  await new Promise<void>((resolve) => SYSTEM_CLOCK.after(5, resolve))
  t.ok(SYSTEM_CLOCK.now() > before)
})

t.test('does not call when cancelled', async (t) => {
  let called = false
  const cancel = SYSTEM_CLOCK.after(1, () => {
    called = true
  })
  cancel()
  await new Promise<void>((resolve) => SYSTEM_CLOCK.after(5, resolve))
  t.notOk(called)
})

t.test('gives the time of day, and chance from 0 to 1', async (t) => {
  t.ok(SYSTEM_CLOCK.date() instanceof Date)
  const random = SYSTEM_CLOCK.random()
  t.ok(random >= 0 && random < 1)
})
