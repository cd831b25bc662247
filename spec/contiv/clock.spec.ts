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

t.test('what is to wait for months is not called at once', async (t) => {
  let called = 0
  const waiting = [2 ** 31, 5e9, Number.POSITIVE_INFINITY].map((time) => SYSTEM_CLOCK.after(time, () => called++))
  await new Promise<void>((resolve) => SYSTEM_CLOCK.after(50, resolve))
  t.equal(called, 0)
  for (const cancel of waiting) cancel()
})

t.test('gives the time of day, and chance from 0 to 1', async (t) => {
  t.ok(SYSTEM_CLOCK.date() instanceof Date)
  const random = SYSTEM_CLOCK.random()
  t.ok(random >= 0 && random < 1)
})
