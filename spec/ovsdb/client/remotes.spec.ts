import t from 'tap'
import { Remotes } from '../../../lib/ovsdb/client/remotes.js'
import { ConnectError } from '../../../lib/ovsdb/errors.js'

const NEVER = new AbortController().signal

/** Remotes of which those in `good` can be reached. */
function make(good: Set<string>, onOpen = (_remote: string) => {}) {
  const tried: string[] = []
  const remotes = new Remotes<string, string>({
    remotes: ['a', 'b', 'c'],
    random: () => 0,
    open: async (remote, stop) => {
      tried.push(remote)
      onOpen(remote)
      stop.throwIfAborted()
      if (good.has(remote)) return `session with ${remote}`
      throw new ConnectError(remote, new Error(`${remote} is down`))
    },
  })
  return { remotes, tried }
}

t.test('the first that will do, and the next time the others before it', async (t) => {
  const good = new Set(['b'])
  const { remotes, tried } = make(good)
  t.equal(await remotes.open(NEVER), 'session with b')
  t.strictSame(tried.splice(0), ['a', 'b'])
  good.add('c')
  t.equal(await remotes.open(NEVER), 'session with c')
  t.strictSame(tried.splice(0), ['a', 'c'])
  good.delete('c')
  t.equal(await remotes.open(NEVER), 'session with b')
})

t.test('each once when all fail, and the error tells of all in the order given', async (t) => {
  const { remotes, tried } = make(new Set(['c']))
  await remotes.open(NEVER)
  tried.length = 0
  const { remotes: failing } = make(new Set())
  await t.rejects(failing.open(NEVER), {
    message: 'cannot connect to a: a is down; to b: b is down; to c: c is down',
    remote: 'a,b,c',
  })
  t.equal(failing.failures.length, 3)
})

t.test('the failures of a round are forgotten in the next', async (t) => {
  const good = new Set<string>()
  const { remotes } = make(good)
  await t.rejects(remotes.open(NEVER))
  good.add('a')
  await remotes.open(NEVER)
  t.strictSame(remotes.failures, [])
})

t.test('one remote: its own error', async (t) => {
  const error = new ConnectError('a', new Error('down'))
  const remotes = new Remotes({ remotes: ['a'], random: Math.random, open: () => Promise.reject(error) })
  t.equal(await remotes.open(NEVER).catch((thrown: unknown) => thrown), error)
})

t.test('told to stop, it tries no more', async (t) => {
  const controller = new AbortController()
  const { remotes, tried } = make(new Set(), (remote) => {
    if (remote === 'b') controller.abort(new Error('enough'))
  })
  await t.rejects(remotes.open(controller.signal), { message: 'enough' })
  t.strictSame(tried, ['a', 'b'])
  t.equal(remotes.failures.length, 1)
})

t.test('a mistake of the program is not taken for a server that is down', async (t) => {
  const remotes = new Remotes({
    remotes: ['a', 'b'],
    random: Math.random,
    open: () => Promise.reject(new TypeError('a bug')),
  })
  await t.rejects(remotes.open(NEVER), { name: 'TypeError' })
})
