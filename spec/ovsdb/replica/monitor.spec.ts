import t from 'tap'
import { RemoteError, SessionClosedError } from '../../../lib/jsonrpc/index.js'
import { parseSchema } from '../../../lib/ovsdb/index.js'
import type { Told } from '../../../lib/ovsdb/replica/dialects.js'
import { Monitor, type MonitoredSession } from '../../../lib/ovsdb/replica/monitor.js'
import { planMonitor } from '../../../lib/ovsdb/replica/monitor-plan.js'
import { collectGarbage } from '../../support/collect-garbage.js'
import { eventually } from '../../support/eventually.js'
import { SCRIPTED_SCHEMA, silence } from '../../support/scripted-server.js'

const plan = planMonitor(parseSchema(SCRIPTED_SCHEMA), { Item: ['name'] }, {})
const uuid = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`
const item = (digit: number, name: string) => ({ Item: { [uuid(digit)]: { insert: { name } } } })

type Answer = (params: readonly unknown[]) => unknown

/** A session whose server answers what the spec says; what it tells is told at once. */
class PlayedSession implements MonitoredSession {
  readonly asked: string[] = []
  readonly #listeners = new Map<string, Set<(params: readonly unknown[]) => void>>()
  readonly #answers: Readonly<Record<string, Answer>>
  readonly closed: Promise<SessionClosedError>
  end: (cause?: Error) => void = () => {}

  constructor(answers: Readonly<Record<string, Answer>>) {
    this.#answers = answers
    this.closed = new Promise((resolve) => {
      this.end = (cause) => resolve(new SessionClosedError('the session ended', { cause }))
    })
  }

  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    this.asked.push(method)
    const answer = this.#answers[method]
    if (answer === undefined) throw new RemoteError(method, { error: 'unknown method' })
    return answer(params)
  }

  onNotification(method: string, listener: (params: readonly unknown[]) => void): () => void {
    const listeners = this.#listeners.get(method) ?? new Set()
    this.#listeners.set(method, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  abort(cause: Error): void {
    this.end(cause)
  }

  tell(method: string, ...params: readonly unknown[]): void {
    for (const listener of this.#listeners.get(method) ?? []) listener(params)
  }

  get listening(): readonly string[] {
    return [...this.#listeners].filter(([, listeners]) => listeners.size > 0).map(([method]) => method)
  }
}

function monitorOn(session: PlayedSession, patience = 0) {
  const told: string[] = []
  const refuse = { names: [] as string[] }
  const reader = {
    holds: () => false,
    read: ({ updates, resumed }: Told) => {
      for (const update of updates) {
        const name = update.kind === 'insert' ? String(update.new.name) : update.kind
        if (refuse.names.includes(name)) throw new Error(`${name} does not fit`)
        told.push(`${resumed ? 'and' : 'all'} ${name}`)
      }
    },
  }
  const monitor = new Monitor({ session, database: 'Scripted', plan, reader, patience })
  return { monitor, told, refuse }
}

t.test('what is told before the reply is read comes after it', async (t) => {
  const session: PlayedSession = new PlayedSession({
    monitor_cond_since: ([, id]) => {
      queueMicrotask(() => session.tell('update3', id, uuid(9), item(2, 'later')))
      session.tell('update3', 'of another monitor', uuid(9), item(3, 'other'))
      return [false, uuid(8), item(1, 'first')]
    },
  })
  const { monitor, told } = monitorOn(session)
  t.notOk(monitor.isTelling)
  await monitor.start()
  t.ok(monitor.isTelling && monitor.isConditional)
  t.strictSame(told, ['all first', 'and later'])
})

t.test('the reply, which may be all that a database holds, is not kept', async (t) => {
  const replies: WeakRef<object>[] = []
  const session = new PlayedSession({
    monitor_cond_since: () => {
      const reply = [false, uuid(8), item(1, 'first')]
      replies.push(new WeakRef(reply))
      return reply
    },
  })
  const { monitor, told } = monitorOn(session)
  await monitor.start()
  await eventually(() => {
    collectGarbage()
    return replies.every((reply) => reply.deref() === undefined)
  })
  t.equal(replies.length, 1)
  t.ok(monitor.isTelling)
  t.strictSame(told, ['all first'])
})

t.test('a server that tells and does not answer is given up', async (t) => {
  const session: PlayedSession = new PlayedSession({
    monitor_cond_since: ([, id]) => {
      session.tell('update3', id, uuid(9), item(1, 'early'))
      return silence()
    },
  })
  const { monitor, told } = monitorOn(session)
  void monitor.start()
  t.match(await monitor.ended, {
    code: 'SESSION_CLOSED',
    cause: { code: 'INVALID_UPDATE', message: /^update of database "Scripted": expected none ahead of the reply/ },
  })
  t.strictSame(told, [])
})

t.test('a server that answers other requests and not this one is given up', async (t) => {
  const session = new PlayedSession({ monitor_cond_since: silence, echo: () => [] })
  const { monitor } = monitorOn(session, 1)
  void monitor.start()
  t.match(await monitor.ended, { cause: { code: 'REQUEST_TIMEOUT', message: /monitor_cond_since/ } })
})

t.test('asks in the next best way of a server that does not know the best', async (t) => {
  const cond = new PlayedSession({ monitor_cond: () => item(1, 'a') })
  const one = monitorOn(cond)
  await one.monitor.start()
  t.strictSame(cond.asked, ['monitor_cond_since', 'monitor_cond'])
  t.ok(one.monitor.isConditional)
  t.strictSame(cond.listening, ['monitor_canceled', 'update2'])

  const string = () => {
    throw new RemoteError('monitor_cond', 'unknown method')
  }
  const plain = new PlayedSession({ monitor_cond: string, monitor: () => ({}) })
  const other = monitorOn(plain)
  await other.monitor.start()
  t.strictSame(plain.asked, ['monitor_cond_since', 'monitor_cond', 'monitor'])
  t.notOk(other.monitor.isConditional)

  const none = monitorOn(new PlayedSession({}))
  await t.rejects(none.monitor.start(), { code: 'REMOTE', method: 'monitor' })
  t.match(await none.monitor.ended, { code: 'REMOTE' })
})

t.test('a refusal is no reason to ask in another way', async (t) => {
  const refused = () => {
    throw new RemoteError('monitor_cond_since', { error: 'syntax error' })
  }
  const session = new PlayedSession({ monitor_cond_since: refused, monitor_cond: () => ({}) })
  const { monitor } = monitorOn(session)
  await t.rejects(monitor.start(), { code: 'REMOTE', error: { error: 'syntax error' } })
  t.strictSame(session.asked, ['monitor_cond_since'])
  t.strictSame(session.listening, [])
})

t.test('nobody resumes from nothing', async (t) => {
  const asked: unknown[] = []
  const session = new PlayedSession({
    monitor_cond_since: (params) => {
      asked.push(params[3])
      return [true, uuid(8), item(1, 'a')]
    },
  })
  const { monitor, told } = monitorOn(session)
  await monitor.start()
  const next = monitorOn(session)
  await next.monitor.start(uuid(7))
  t.strictSame(asked, ['00000000-0000-0000-0000-000000000000', uuid(7)])
  t.strictSame([told, next.told], [['all a'], ['and a']])
})

t.test('what does not fit ends the monitor, and the server is told', async (t) => {
  let id: unknown
  const answers = {
    monitor_cond_since: (params: readonly unknown[]) => {
      id = params[1]
      return [false, uuid(8), item(1, 'bad at first')]
    },
    monitor_cancel: () => ({}),
  }
  const session = new PlayedSession(answers)
  const { monitor, told, refuse } = monitorOn(session)
  await monitor.start()
  refuse.names.push('bad')
  session.tell('update3', id, uuid(9), item(2, 'bad'))
  session.tell('update3', id, uuid(9), item(3, 'late'))
  t.match(await monitor.ended, { message: 'bad does not fit' })
  t.notOk(monitor.isTelling)
  t.strictSame(told, ['all bad at first'])
  t.strictSame(session.asked, ['monitor_cond_since', 'monitor_cancel'])
  t.strictSame(session.listening, [])

  const first = new PlayedSession(answers)
  const other = monitorOn(first)
  other.refuse.names.push('bad at first')
  await t.rejects(other.monitor.start(), { message: 'bad at first does not fit' })
  t.strictSame(first.asked, ['monitor_cond_since', 'monitor_cancel'])

  const garbage = monitorOn(new PlayedSession({ ...answers, monitor_cond_since: () => 'hello' }))
  await t.rejects(garbage.monitor.start(), { code: 'INVALID_REPLY' })
})

t.test('canceled by the server', async (t) => {
  let id: unknown
  const session: PlayedSession = new PlayedSession({
    monitor_cond_since: (params) => {
      id = params[1]
      return [false, uuid(8), {}]
    },
  })
  const { monitor } = monitorOn(session)
  await monitor.start()
  session.tell('monitor_canceled', 'another')
  t.ok(monitor.isTelling)
  session.tell('monitor_canceled', id)
  t.match(await monitor.ended, { code: 'MONITOR_CANCELED' })
  monitor.cancel(new Error('too late'))
  t.strictSame(session.asked, ['monitor_cond_since'], 'it need not be canceled')

  const early: PlayedSession = new PlayedSession({
    monitor_cond_since: (params) => {
      session.tell('monitor_canceled', params[1])
      early.tell('monitor_canceled', params[1])
      return [false, uuid(8), item(1, 'a')]
    },
  })
  const other = monitorOn(early)
  await t.rejects(other.monitor.start(), { code: 'MONITOR_CANCELED' })
  t.strictSame(other.told, [])
})

t.test('the end of the session, and of this side', async (t) => {
  const session = new PlayedSession({ monitor_cond_since: () => [false, uuid(8), {}] })
  const { monitor } = monitorOn(session)
  await monitor.start()
  session.end()
  t.match(await monitor.ended, { code: 'SESSION_CLOSED' })

  const other = new PlayedSession({ monitor_cond_since: () => [false, uuid(8), item(1, 'a')] })
  const canceled = monitorOn(other)
  const start = canceled.monitor.start()
  canceled.monitor.cancel(new Error('no more'))
  await t.rejects(start, { message: 'no more' })
  t.strictSame(canceled.told, [])
  t.strictSame(other.asked, ['monitor_cond_since', 'monitor_cancel'])
})

t.test('another condition', async (t) => {
  const asked: unknown[] = []
  const session = new PlayedSession({
    monitor_cond_since: () => [false, uuid(8), {}],
    monitor_cond_change: (params) => {
      asked.push(params)
      return {}
    },
  })
  const { monitor } = monitorOn(session)
  await monitor.start()
  const other = planMonitor(parseSchema(SCRIPTED_SCHEMA), { Item: ['name'] }, { Item: false })
  await monitor.change(other)
  const [[id, same, conditions]] = asked as [[unknown, unknown, unknown]]
  t.equal(id, same)
  t.strictSame(conditions, { Item: [{ where: [false] }] })
})
