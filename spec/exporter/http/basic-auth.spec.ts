import t from 'tap'
import { BasicAuth } from '../../../lib/exporter/http/basic-auth.js'
import { basic } from '../../support/web-config.js'

const USERS = new Map([
  ['alice', 'hash of secret'],
  ['bob', 'hash of other'],
])

/** An authentication in which `hash of x` is the hash of x, and what was asked of it. */
function open() {
  const asked: string[] = []
  const auth = new BasicAuth(async (password, hash) => {
    asked.push(`${password} ${hash}`)
    return hash === `hash of ${password}`
  })
  return { auth, asked }
}

t.test('a user with the right password', async (t) => {
  const { auth } = open()
  t.equal(await auth.admits(USERS, basic('alice', 'secret')), true)
  t.equal(await auth.admits(USERS, basic('alice', 'secret').replace('Basic', 'bAsIc ')), true)
  const odd = new Map([['al ice', 'hash of a:b:ü']])
  t.equal(await auth.admits(odd, basic('al ice', 'a:b:ü')), true)
})

t.test('nobody else', async (t) => {
  const { auth } = open()
  const token = basic('alice', 'secret').slice('Basic '.length)
  const headers = [
    '',
    'Basic',
    'Basic ',
    `Bearer ${token}`,
    token,
    `Basic ${token} x`,
    `Basic ${token}, Basic ${token}`,
    'Basic !!!!',
    `Basic ${Buffer.from('alice').toString('base64')}`,
    basic('alice', ''),
    basic('alice', 'other'),
    basic('alice', 'Secret'),
    basic('bob', 'secret'),
    basic('carol', 'secret'),
    basic('', 'secret'),
    basic('', ''),
    basic('__proto__', 'secret'),
  ]
  for (const header of headers) t.equal(await auth.admits(USERS, header), false, header)
})

t.test('somebody unknown costs as much as somebody known', async (t) => {
  const { auth, asked } = open()
  t.equal(await auth.admits(USERS, basic('carol', 'secret')), false, 'with the password of somebody else, too')
  t.strictSame(asked, ['secret hash of secret'])
})

t.test('the same is asked once: right, wrong, at the same time', async (t) => {
  const { auth, asked } = open()
  const right = basic('alice', 'secret')
  const wrong = basic('alice', 'wrong')
  const answers = await Promise.all([right, right, wrong, right, wrong].map((header) => auth.admits(USERS, header)))
  t.strictSame(answers, [true, true, false, true, false])
  t.equal(await auth.admits(USERS, right), true)
  t.equal(await auth.admits(USERS, wrong), false)
  t.equal(asked.length, 2)
})

t.test('a changed hash is asked anew', async (t) => {
  const { auth, asked } = open()
  t.equal(await auth.admits(USERS, basic('alice', 'secret')), true)
  t.equal(await auth.admits(new Map([['alice', 'hash of new']]), basic('alice', 'secret')), false)
  t.equal(await auth.admits(new Map(), basic('alice', 'secret')), false)
  t.equal(asked.length, 3)
})

t.test('however many wrong ones come, the right one is kept, and few of them', async (t) => {
  const { auth, asked } = open()
  const right = basic('alice', 'secret')
  await auth.admits(USERS, right)
  for (let i = 0; i < 500; i++) await auth.admits(USERS, basic('alice', `guess ${i}`))
  asked.length = 0
  await auth.admits(USERS, right)
  await auth.admits(USERS, basic('alice', 'guess 499'))
  await auth.admits(USERS, basic('alice', 'guess 400'))
  t.strictSame(asked, [])
  await auth.admits(USERS, basic('alice', 'guess 0'))
  t.equal(asked.length, 1)
})

t.test('a comparison that fails is told, and made again the next time', async (t) => {
  let broken = true
  const auth = new BasicAuth(async () => {
    if (broken) throw new Error('no thread')
    return true
  })
  await t.rejects(auth.admits(USERS, basic('alice', 'secret')), { message: 'no thread' })
  broken = false
  t.equal(await auth.admits(USERS, basic('alice', 'secret')), true)
})
