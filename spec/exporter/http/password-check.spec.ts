import { hashSync } from 'bcryptjs'
import t, { type Test } from 'tap'
import { PasswordCheck, TooBusyError } from '../../../lib/exporter/http/password-check.js'
import { OTHER_HASH, SECRET_HASH } from '../../support/web-config.js'

/** The 2^20 rounds of this take minutes: a comparison that does not end while the spec runs. */
const SLOW_HASH = SECRET_HASH.replace('$04$', '$20$')

function open(t: Test): PasswordCheck {
  const check = new PasswordCheck()
  t.teardown(() => check.stop())
  return check
}

t.test('right and wrong, several at once', async (t) => {
  const check = open(t)
  const answers = await Promise.all([
    check.matches('secret', SECRET_HASH),
    check.matches('other', SECRET_HASH),
    check.matches('other', OTHER_HASH),
    check.matches('', SECRET_HASH),
    check.matches('sécret', SECRET_HASH),
  ])
  t.strictSame(answers, [true, false, true, false, false])
})

t.test('of a long password the first 72 bytes are compared', async (t) => {
  const check = open(t)
  const long = 'a'.repeat(72)
  const hash = hashSync(`${long}b`, 4)
  t.equal(await check.matches(`${long}c`, hash), true)
  t.equal(await check.matches(`${long.slice(1)}bb`, hash), false)
})

t.test('the exporter goes on meanwhile', async (t) => {
  const check = open(t)
  const slow = check.matches('secret', SLOW_HASH).catch(() => 'ended')
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve))
  await check.stop()
  t.equal(await slow, 'ended')
})

t.test('too many are refused', async (t) => {
  const check = open(t)
  const waiting = Array.from({ length: 16 }, () => check.matches('secret', SLOW_HASH))
  const ended = Promise.allSettled(waiting)
  await t.rejects(check.matches('secret', SECRET_HASH), TooBusyError)
  await t.rejects(check.matches('secret', SECRET_HASH), { code: 'TOO_BUSY', name: 'TooBusyError' })
  await check.stop()
  t.ok((await ended).every(({ status }) => status === 'rejected'))
  t.equal(await check.matches('secret', SECRET_HASH), true, 'and after its end it begins anew')
})

t.test('the end of a check that never began', async () => {
  await new PasswordCheck().stop()
})
