import t from 'tap'
import { RemoteError, SessionClosedError } from '../../../lib/jsonrpc/index.js'
import type { LockingSession } from '../../../lib/ovsdb/lock/lock-claim.js'
import { LockHolder } from '../../../lib/ovsdb/lock/lock-holder.js'

/** A session that answers each request with what is next. */
function sessionThat(...answers: readonly unknown[]) {
  const left = [...answers]
  const asked: string[] = []
  let end: (cause: SessionClosedError) => void = () => {}
  const listeners = new Map<string, (params: readonly unknown[]) => void>()
  const session: LockingSession = {
    closed: new Promise((resolve) => {
      end = resolve
    }),
    request: async (method) => {
      asked.push(method)
      const answer = left.shift()
      if (answer instanceof Error) throw answer
      return answer
    },
    onNotification: (method, listener) => {
      listeners.set(method, listener)
      return () => {}
    },
  }
  const notify = (method: 'locked' | 'stolen') => listeners.get(method)?.(['l'])
  return { session, asked, notify, end: () => end(new SessionClosedError('over')) }
}

const settled = () => new Promise(setImmediate)
const [held, waiting] = [{ locked: true }, { locked: false }]

t.test('from session to session', async (t) => {
  const holder = new LockHolder({ name: 'l', steal: true })
  const states: string[] = []
  holder.states.add(({ state }) => states.push(state))
  const first = sessionThat(waiting)
  holder.claim(first.session)
  await settled()
  first.end()
  await settled()
  t.strictSame(states, ['waiting'], 'who waits, waits on')

  const second = sessionThat(held)
  holder.claim(second.session)
  await settled()
  const { signal } = holder
  second.end()
  await settled()
  t.ok(signal.aborted)

  const third = sessionThat(held, {})
  holder.claim(third.session)
  await settled()
  t.strictSame(states, ['waiting', 'held', 'lost', 'held'])
  t.strictSame(
    [first, second, third].map(({ asked }) => asked),
    [['steal'], ['steal'], ['lock']],
    'it is stolen once',
  )
  await holder.close({})
  await holder.close({})
  t.strictSame(third.asked, ['lock', 'unlock'])
  holder.claim(sessionThat(held).session)
  await settled()
  t.strictSame(holder.state, { state: 'closed' })
})

t.test('refused', async (t) => {
  const holder = new LockHolder({ name: 'l', steal: false })
  holder.claim(sessionThat(new RemoteError('lock', 'no')).session)
  await settled()
  t.match(holder.state, { state: 'lost', cause: { code: 'REMOTE' } })
  t.match(holder.signal, { aborted: true })
})

t.test('told twice that it is held', async (t) => {
  const holder = new LockHolder({ name: 'l', steal: false })
  const states: string[] = []
  holder.states.add(({ state }) => states.push(state))
  const { session, notify } = sessionThat(held)
  holder.claim(session)
  await settled()
  const { signal } = holder
  notify('locked')
  t.equal(holder.signal, signal)
  notify('stolen')
  t.match(signal, { aborted: true, reason: { code: 'LOCK_STOLEN' } })
  notify('locked')
  t.notOk(holder.signal.aborted, 'it is held again')
  t.strictSame(states, ['held', 'lost', 'held'])
})
