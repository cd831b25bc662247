import t from 'tap'
import { RemoteError, SessionClosedError } from '../../../lib/jsonrpc/index.js'
import { LockClaim, type LockingSession } from '../../../lib/ovsdb/lock/lock-claim.js'

/** A session whose server answers what the spec says. */
function play(answer: (method: string, tell: (method: string, lock?: string) => void) => unknown) {
  const listeners = new Map<string, Set<(params: readonly unknown[]) => void>>()
  let end: (cause: SessionClosedError) => void = () => {}
  const asked: string[] = []
  const told: string[] = []
  const tell = (method: string, lock = 'l') => {
    for (const listener of listeners.get(method) ?? []) listener([lock])
  }
  const session: LockingSession = {
    closed: new Promise((resolve) => {
      end = resolve
    }),
    request: async (method) => {
      asked.push(method)
      return answer(method, tell)
    },
    onNotification: (method, listener) => {
      const all = listeners.get(method) ?? new Set()
      listeners.set(method, all.add(listener))
      return () => all.delete(listener)
    },
  }
  const claim = new LockClaim(session, 'l', {
    waiting: () => told.push('waiting'),
    held: () => told.push('held'),
    stolen: () => told.push('stolen'),
    over: (cause) => told.push(`over: ${cause.name}`),
  })
  return { claim, asked, told, tell, end: () => end(new SessionClosedError('over')) }
}

t.test('what the server says before its reply is read comes after it', async (t) => {
  const { claim, told, tell } = play((_, tell) => {
    tell('locked')
    tell('stolen', 'another')
    return { locked: false }
  })
  await claim.start('lock')
  t.strictSame(told, ['waiting', 'held'])
  tell('stolen')
  t.strictSame(told, ['waiting', 'held', 'stolen'])

  const other = play((_, tell) => {
    tell('stolen')
    return { locked: true }
  })
  await other.claim.start('steal')
  t.strictSame(other.told, ['held', 'stolen'])

  const busy = play((_, tell) => {
    for (const method of ['locked', 'stolen', 'locked', 'stolen']) tell(method)
    return { locked: false }
  })
  await busy.claim.start('lock')
  t.strictSame(busy.told, ['waiting', 'stolen'], 'the last says how it stands')
  t.strictSame(other.asked, ['steal'])
})

t.test('withdrawn', async (t) => {
  const { claim, asked, told, tell, end } = play((method) => {
    if (method === 'unlock') throw new RemoteError('unlock', 'not locked')
    return { locked: false }
  })
  const start = claim.start('lock')
  await claim.withdraw({ timeout: 100 })
  await start
  tell('locked')
  end()
  await claim.withdraw({ timeout: 100 })
  t.strictSame(asked, ['lock', 'unlock'])
  t.strictSame(told, [])
})

t.test('a wait for the server that is given up', async (t) => {
  const unlock = async (limits: { signal?: AbortSignal; timeout?: number }) => {
    const { claim, asked } = play((method) => (method === 'unlock' ? new Promise(() => {}) : { locked: true }))
    await claim.start('lock')
    await claim.withdraw(limits)
    t.strictSame(asked, ['lock', 'unlock'], 'told it is all the same')
  }
  await unlock({ timeout: 1 })
  await unlock({ signal: AbortSignal.abort() })
})

t.test('the end', async (t) => {
  const session = play(() => ({ locked: true }))
  await session.claim.start('lock')
  session.end()
  await new Promise(setImmediate)
  t.strictSame(session.told, ['held', 'over: SessionClosedError'])
  await session.claim.withdraw({ timeout: 100 })
  t.strictSame(session.asked, ['lock'])

  const refused = play(() => {
    throw new RemoteError('lock', 'syntax error')
  })
  await refused.claim.start('lock')
  t.strictSame(refused.told, ['over: RemoteError'])
  await refused.claim.withdraw({ timeout: 100 })
  t.strictSame(refused.asked, ['lock'], 'what was not granted need not be given back')

  const garbage = play(() => ({ locked: 'yes' }))
  await garbage.claim.start('lock')
  t.strictSame(garbage.told, ['over: InvalidReplyError'])
})
