import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { EarlyNotifications } from '../../../lib/ovsdb/session/early-notifications.js'
import { eventually } from '../../support/eventually.js'

function earlyOn() {
  const given: Error[] = []
  return { early: new EarlyNotifications<string>({ abort: (cause) => void given.push(cause) }, 'D'), given }
}

t.test('keeps what comes, in order, until the reply', (t) => {
  const { early } = earlyOn()
  t.ok(early.isEarly)
  for (const one of ['a', 'b']) early.keep(one)
  t.strictSame(early.release(), ['a', 'b'])
  t.notOk(early.isEarly)
  early.keep('c')
  t.strictSame(early.release(), [])
  t.end()
})

t.test('gives the session up when there is no reply, once', async (t) => {
  const { early, given } = earlyOn()
  const answered = earlyOn()
  for (const one of ['a', 'b']) {
    early.keep(one)
    answered.early.keep(one)
  }
  answered.early.release()
  await eventually(() => given.length > 0)
  await setImmediate()
  t.strictSame(
    given.map(({ message }) => message),
    [`update of database "D": expected none ahead of the reply to its monitor, got 'a'`],
  )
  t.strictSame(answered.given, [])
})
