import t from 'tap'
import { MessageTooLargeError, ProtocolError, SessionClosedError } from '../../../lib/jsonrpc/index.js'
import { Connection } from '../../../lib/ovsdb/client/connection.js'
import type { Status } from '../../../lib/ovsdb/client/status.js'
import { ClientClosedError, ConnectError, InvalidUpdateError, NotConnectedError } from '../../../lib/ovsdb/errors.js'
import { eventually } from '../../support/eventually.js'
import type { Scope } from '../../support/scope.js'

const REMOTE = 'tcp:127.0.0.1:6640'
const SHORT = { min: 1, max: 2 }
const LONG = { min: 1_000_000, max: 1_000_000 }

/** A session that ends when told. */
class FakeSession {
  readonly closed: Promise<SessionClosedError>
  closes = 0
  end: (reason: SessionClosedError) => void = () => {}

  constructor() {
    this.closed = new Promise((resolve) => {
      this.end = resolve
    })
  }

  close(): Promise<SessionClosedError> {
    this.closes++
    this.end(new SessionClosedError('closed by this side'))
    return this.closed
  }
}

/** An attempt under way. */
interface Attempt {
  readonly signal: AbortSignal
  succeed(): FakeSession
  fail(cause: unknown): void
}

function start(scope: Scope, backoff = SHORT, servers = 1, reconnects = true) {
  const attempts: Attempt[] = []
  const statuses: Status[] = []
  const connection = new Connection<{ readonly session: FakeSession; readonly remote: string }>({
    remote: REMOTE,
    backoff,
    servers,
    reconnects,
    establish: (signal) =>
      new Promise((resolve, reject) => {
        const succeed = () => {
          const session = new FakeSession()
          resolve({ session, remote: REMOTE })
          return session
        }
        attempts.push({ signal, succeed, fail: reject })
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
  })
  connection.onStatus((status) => statuses.push(status))
  connection.start()
  scope.teardown(() => connection.close())
  return {
    connection,
    attempts,
    statuses,
    attempt: (n: number) => eventually(() => attempts[n - 1], { interval: 1 }),
    /** Waits until so many statuses were told. */
    told: (n: number) => eventually(() => statuses.length >= n && statuses, { interval: 1 }),
    succeed: async (n: number) => {
      const session = (await eventually(() => attempts[n - 1], { interval: 1 })).succeed()
      await eventually(() => connection.status.state === 'connected', { interval: 1 })
      return session
    },
  }
}

function states(statuses: readonly Status[]): readonly string[] {
  return statuses.map((status) => (status.state === 'connecting' ? `connecting ${status.attempt}` : status.state))
}

t.test('tells every change in order, from connecting to closed', async (t) => {
  const { connection, statuses, succeed, told } = start(t)
  t.strictSame(connection.status, { state: 'connecting', attempt: 1 })
  const session = await succeed(1)
  t.strictSame(connection.status, { state: 'connected', remote: REMOTE })
  const reason = new SessionClosedError('kill -9')
  session.end(reason)
  await told(4)
  t.match(statuses[2], { state: 'disconnected', cause: reason })
  await succeed(2)
  await connection.close()
  t.strictSame(states(statuses), ['connecting 1', 'connected', 'disconnected', 'connecting 1', 'connected', 'closed'])
  t.equal(connection.status, statuses.at(-1))
})

t.test('one that cannot reconnect is closed by the end of its session, or of its only attempt', async (t) => {
  const { connection, attempts, statuses } = start(t, SHORT, 1, false)
  const session = attempts[0]?.succeed()
  await eventually(() => connection.status.state === 'connected')
  const cause = new SessionClosedError('gone')
  session?.end(cause)
  const reason = await connection.closed()
  t.strictSame(reason, new ClientClosedError(cause))
  t.equal(reason.cause, cause)
  t.throws(() => connection.current(), reason)
  t.strictSame(
    statuses.map(({ state }) => state),
    ['connecting', 'connected', 'closed'],
  )
  t.equal(attempts.length, 1)

  const failing = start(t, SHORT, 1, false)
  const failure = new ConnectError(REMOTE, new Error('no'))
  failing.attempts[0]?.fail(failure)
  t.equal((await failing.connection.closed()).cause, failure)
  await failing.connection.close()
  t.equal(failing.attempts.length, 1)
})

t.test('counts attempts that fail, and tells why', async (t) => {
  const { statuses, attempt, told, succeed } = start(t)
  const refused = new Error('ECONNREFUSED')
  for (let n = 1; n <= 3; n++) {
    ;(await attempt(n)).fail(refused)
    await told(2 * n)
  }
  await succeed(4)
  t.strictSame(states(statuses), [
    ...['connecting 1', 'disconnected', 'connecting 2', 'disconnected', 'connecting 3', 'disconnected'],
    ...['connecting 4', 'connected'],
  ])
  for (const status of statuses) if (status.state === 'disconnected') t.equal(status.cause, refused)
})

t.test('a cause that is no Error becomes one', async (t) => {
  const { attempt, told } = start(t, LONG)
  ;(await attempt(1)).fail('text')
  const [, status] = await told(2)
  t.match(status, { cause: new ConnectError(REMOTE, 'text') })
})

t.test('hands out the session, or says at once why there is none', async (t) => {
  const { connection, attempt, succeed, told } = start(t)
  t.throws(() => connection.current(), new NotConnectedError(REMOTE, new Error('still connecting')))
  const session = await succeed(1)
  t.equal(connection.current().session, session)
  const broke = new SessionClosedError('the session broke')
  session.end(broke)
  await told(3)
  t.throws(() => connection.current(), { name: 'NotConnectedError', cause: broke })
  await attempt(2)
  t.equal(connection.status.state, 'connecting')
  t.throws(() => connection.current(), { cause: broke }, 'also while it is connecting again')
  const refused = new Error('ECONNREFUSED')
  ;(await attempt(2)).fail(refused)
  await attempt(3)
  t.throws(() => connection.current(), { cause: refused })
  await succeed(3)
  t.ok(connection.current())
  await connection.close()
  t.throws(() => connection.current(), ClientClosedError)
})

t.test('never says that it is still connecting when it was connected', async (t) => {
  const { connection, succeed } = start(t)
  const session = await succeed(1)
  session.end(new SessionClosedError('the session broke'))
  for (let microtask = 0; microtask < 20; microtask++) {
    if (connection.status.state !== 'connected') break
    t.doesNotThrow(() => connection.current())
    await undefined
  }
  t.throws(() => connection.current(), { message: /the session broke$/ })
})

t.test('waits ever longer for a server that ends each session at once', async (t) => {
  const { statuses, attempt, told } = start(t, { min: 100, max: 100_000 })
  for (let n = 1; n <= 4; n++) {
    ;(await attempt(n)).succeed().end(new SessionClosedError('go away'))
    await told(3 * n)
  }
  const delays = statuses.flatMap((status) => (status.state === 'disconnected' ? [status.retryInMs] : []))
  t.equal(delays.length, 4)
  t.ok((delays[0] ?? 0) <= 100, 'the first time soon')
  t.ok((delays[3] ?? 0) >= 200, `then later: ${delays}`)
})

t.test('begins anew after a session that was good', async (t) => {
  const { attempt, succeed, told, statuses } = start(t)
  for (let n = 1; n <= 2; n++) (await attempt(n)).fail(new Error('ECONNREFUSED'))
  const session = await succeed(3)
  const connectedAt = performance.now()
  await eventually(() => performance.now() > connectedAt + 2 * SHORT.max)
  session.end(new SessionClosedError('kill -9'))
  await told(8)
  t.strictSame(states(statuses).slice(4), ['connecting 3', 'connected', 'disconnected', 'connecting 1'])
})

/** Ends a session once it has lasted longer than so many milliseconds. */
async function endAfter(milliseconds: number, session: FakeSession, cause?: Error): Promise<void> {
  const connectedAt = performance.now()
  await eventually(() => performance.now() > connectedAt + milliseconds, { interval: 1 })
  session.end(new SessionClosedError('given up', { cause }))
}

t.test('a session given up for what the server sent was not good, unless it was long', async (t) => {
  const refusals = [
    new MessageTooLargeError(1),
    new ProtocolError('garbage'),
    new InvalidUpdateError('Item', 'a row', undefined),
  ]
  const { succeed, told, statuses } = start(t, { min: 1, max: 100_000 })
  for (const [index, cause] of [...refusals, new Error('ECONNRESET')].entries()) {
    await endAfter(20, await succeed(index + 1), cause)
    await told(3 * (index + 1) + 1)
  }
  t.strictSame(
    states(statuses).filter((state) => state.startsWith('connecting')),
    ['connecting 1', 'connecting 2', 'connecting 3', 'connecting 4', 'connecting 1'],
  )

  const long = start(t)
  for (const n of [1, 2]) {
    await endAfter(2 * SHORT.max, await long.succeed(n), refusals[0])
    await long.told(3 * n + 1)
  }
  t.strictSame(states(long.statuses).slice(3), ['connecting 1', 'connected', 'disconnected', 'connecting 1'])
})

t.test('where each server sends what is refused, there is a pause', async (t) => {
  const { succeed, told, statuses } = start(t, { min: 1, max: 1_000_000 }, 2)
  for (const n of [1, 2]) {
    await endAfter(20, await succeed(n), new MessageTooLargeError(1))
    await told(3 * n + 1)
  }
  const retries = statuses.flatMap((status) => (status.state === 'disconnected' ? [status.retryInMs] : []))
  t.equal(retries[0], 0)
  t.ok((retries[1] ?? 0) > 0, 'when all have failed')
})

t.test('where there are others to turn to, a session that was good is replaced at once', async (t) => {
  const { attempt, succeed, told, statuses } = start(t, { min: 5, max: 1_000_000 }, 2)
  const session = await succeed(1)
  const connectedAt = performance.now()
  await eventually(() => performance.now() > connectedAt + 10)
  session.end(new SessionClosedError('kill -9'))
  await attempt(2)
  t.match(statuses[2], { state: 'disconnected', retryInMs: 0 })
  ;(await attempt(2)).fail(new Error('ECONNREFUSED'))
  await told(5)
  const failed = statuses[4]
  t.ok(failed?.state === 'disconnected' && failed.retryInMs > 0, 'but not after a round that failed')
})

t.test('with others to turn to, a server that ends each session at once is left alone all the same', async (t) => {
  const { attempt, told, statuses } = start(t, { min: 1000, max: 1_000_000 }, 3)
  for (const n of [1, 2, 3]) (await attempt(n)).succeed().end(new SessionClosedError('go away'))
  await told(9)
  const retries = statuses.flatMap((status) => (status.state === 'disconnected' ? [status.retryInMs] : []))
  t.strictSame(retries.slice(0, 2), [0, 0], 'the others are tried first')
  t.ok((retries[2] ?? 0) >= 500, 'all have failed')
})

t.test('closed() tells the reason, once', async (t) => {
  const { connection, succeed } = start(t)
  let told = false
  const closed = connection.closed().then((reason) => {
    told = true
    return reason
  })
  await succeed(1)
  t.notOk(told)
  await connection.close()
  const reason = await closed
  t.ok(reason instanceof ClientClosedError)
  t.equal(await connection.closed(), reason)
})

t.test('close ends the session, and its reason is not an outage', async (t) => {
  const { connection, statuses, succeed } = start(t)
  const session = await succeed(1)
  const closed = connection.close()
  t.throws(() => connection.current(), ClientClosedError, 'from that moment on')
  await closed
  t.equal(session.closes, 1)
  t.strictSame(states(statuses), ['connecting 1', 'connected', 'closed'])
})

t.test('close while connecting gives the attempt up', async (t) => {
  const { connection, attempt, statuses } = start(t)
  const { signal } = await attempt(1)
  await connection.close()
  t.ok(signal.reason instanceof ClientClosedError)
  t.strictSame(states(statuses), ['connecting 1', 'closed'])
})

t.test('close while waiting for the next attempt does not wait', async (t) => {
  const { connection, attempt, attempts, statuses, told } = start(t, LONG)
  ;(await attempt(1)).fail(new Error('ECONNREFUSED'))
  await told(2)
  await connection.close()
  t.strictSame(states(statuses), ['connecting 1', 'disconnected', 'closed'])
  t.equal(attempts.length, 1)
})

t.test('close from within a listener, whatever is told', async (t) => {
  for (const state of ['connected', 'disconnected', 'closed'] as const) {
    const { connection, attempt, statuses } = start(t, LONG)
    let closes = 0
    connection.onStatus((status) => {
      if (status.state === state) void connection.close().then(() => closes++)
    })
    if (state === 'disconnected') (await attempt(1)).fail(new Error('ECONNREFUSED'))
    else (await attempt(1)).succeed()
    if (state === 'closed') await connection.close()
    await eventually(() => closes === 1, { interval: 1 })
    t.strictSame(states(statuses), state === 'closed' ? ['connecting 1', state] : ['connecting 1', state, 'closed'])
  }
})

t.test('a session established while close was called is closed, and never told', async (t) => {
  const { connection, attempt, statuses } = start(t)
  const session = (await attempt(1)).succeed()
  await connection.close()
  t.equal(session.closes, 1)
  t.strictSame(states(statuses), ['connecting 1', 'closed'])
})

t.test('close twice, together or one after the other', async (t) => {
  const { connection, statuses, succeed } = start(t)
  await succeed(1)
  await Promise.all([connection.close(), connection.close()])
  await connection.close()
  t.strictSame(states(statuses), ['connecting 1', 'connected', 'closed'])
})

t.test('close before start: nothing starts', async (t) => {
  const connection = new Connection({
    remote: REMOTE,
    backoff: SHORT,
    servers: 1,
    establish: () => t.fail('connects') as never,
  })
  await connection.close()
  connection.start()
  t.strictSame(connection.status, { state: 'closed' })
  t.throws(() => connection.current(), ClientClosedError)
})

t.test('start twice is once', async (t) => {
  const { connection, attempts, attempt } = start(t)
  connection.start()
  await attempt(1)
  t.equal(attempts.length, 1)
})

t.test('a listener hears nothing once it has left', async (t) => {
  const { connection, succeed } = start(t)
  const heard: string[] = []
  const leave = connection.onStatus(({ state }) => heard.push(state))
  const session = await succeed(1)
  leave()
  session.end(new SessionClosedError('kill -9'))
  await connection.close()
  t.strictSame(heard, ['connected'])
})

t.test('a listener that throws disturbs neither the connection nor the others', async (t) => {
  const thrown: (() => void)[] = []
  const { connection, succeed } = start(t)
  const heard: string[] = []
  connection.onStatus(() => {
    throw new Error('a bug')
  })
  connection.onStatus(({ state }) => heard.push(state))
  const queue = globalThis.queueMicrotask
  globalThis.queueMicrotask = (callback) => void thrown.push(callback)
  t.teardown(() => {
    globalThis.queueMicrotask = queue
  })
  const session = await succeed(1)
  session.end(new SessionClosedError('kill -9'))
  await succeed(2)
  t.equal(session.closes, 0)
  await connection.close()
  t.strictSame(heard, ['connected', 'disconnected', 'connecting', 'connected', 'closed'])
  t.equal(thrown.length, 5)
  for (const rethrow of thrown) t.throws(rethrow, new Error('a bug'), 'becomes an uncaught exception')
})

t.test('gives each session to those who want it, before it tells of it', async (t) => {
  const { connection, succeed, told } = start(t)
  const order: unknown[] = []
  connection.onStatus(({ state }) => {
    if (state === 'connected') order.push(state)
  })
  const leave = connection.onSession(({ session }) => order.push(session))
  const first = await succeed(1)
  t.strictSame(order, [first, 'connected'])

  const late: unknown[] = []
  connection.onSession(({ session }) => late.push(session))
  t.strictSame(late, [first], 'the one there is, at once')

  first.end(new SessionClosedError('broken'))
  const second = await succeed(2)
  t.strictSame(order.slice(2), [second, 'connected'])
  t.strictSame(late, [first, second])

  leave()
  second.end(new SessionClosedError('broken'))
  const third = await succeed(3)
  await told(5)
  t.notOk(order.includes(third))
  t.ok(late.includes(third))
})
