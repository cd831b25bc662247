import t from 'tap'
import { Locks } from '../../lib/ovsdb-server/locks.js'

function client(name: string, told: string[]) {
  return { notify: (method: string, [lock]: readonly [string]) => void told.push(`${name} ${method} ${lock}`) }
}

t.test('one has it, the others are next in the order in which they asked', async (t) => {
  const told: string[] = []
  const locks = new Locks()
  const [a, b, c] = [client('a', told), client('b', told), client('c', told)]
  t.strictSame(locks.lock('l', a), { locked: true })
  t.strictSame(locks.lock('l', b), { locked: false })
  t.strictSame(locks.lock('l', c), { locked: false })
  t.strictSame(locks.lock('m', b), { locked: true }, 'each lock is one of its own')
  t.strictSame(
    [a, b, c].map((one) => locks.isOwner('l', one)),
    [true, false, false],
  )
  t.strictSame(locks.unlock('l', b), {}, 'who waits may leave')
  t.strictSame(told, [])
  locks.unlock('l', a)
  t.strictSame(told, ['c locked l'])
  t.ok(locks.isOwner('l', c))
})

t.test('a thief goes before, and gives it back to whom it was taken from', async (t) => {
  const told: string[] = []
  const locks = new Locks()
  const [a, b] = [client('a', told), client('b', told)]
  t.strictSame(locks.steal('l', a), { locked: true }, 'of nobody')
  t.strictSame(locks.steal('l', b), { locked: true })
  t.strictSame([told, locks.isOwner('l', a), locks.isOwner('l', b)], [['a stolen l'], false, true])
  locks.unlock('l', b)
  t.strictSame(told, ['a stolen l', 'a locked l'])
})

t.test('who is gone has none', async (t) => {
  const told: string[] = []
  const locks = new Locks()
  const [a, b] = [client('a', told), client('b', told)]
  for (const name of ['l', 'm']) locks.lock(name, a)
  locks.lock('l', b)
  locks.leave(a)
  t.strictSame(told, ['b locked l'])
  t.strictSame(locks.lock('m', b), { locked: true })
})

t.test('what is refused', async (t) => {
  const locks = new Locks()
  const a = client('a', [])
  locks.lock('l', a)
  for (const again of [() => locks.lock('l', a), () => locks.steal('l', a)]) {
    t.throws(again, { code: 'syntax error', message: /must issue "unlock" before new "lock"/ })
  }
  for (const name of ['', 'a b', 5, undefined]) t.throws(() => locks.lock(name, a), { code: 'syntax error' })
  t.throws(() => locks.unlock('m', a), { message: /"unlock" without "lock" or "steal"/ })
})
