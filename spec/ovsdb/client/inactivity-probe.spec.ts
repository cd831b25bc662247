import { mock } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test as Tap } from 'tap'
import { RequestTimeoutError, Session, type SessionClosedError, type Transport } from '../../../lib/jsonrpc/index.js'
import { dialSocket, listenSocket } from '../../../lib/jsonrpc/node/index.js'
import { startInactivityProbe } from '../../../lib/ovsdb/client/inactivity-probe.js'
import type { OvsdbSession, RequestOutcome } from '../../../lib/ovsdb/index.js'
import { eventually } from '../../support/eventually.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { tempDir } from '../../support/temp-dir.js'
import { connectTest } from '../../support/test-client.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { which } from '../../support/which.js'

const INTERVAL = 5000

interface Echo {
  readonly timeout: number
  answer(): void
  fail(error: Error): void
}

/** A session as the probe sees it: its echoes, and whether it was given up. */
class ProbedSession {
  signOfLife = 0
  readonly echoes: Echo[] = []
  givenUp: Error | undefined

  request(method: string, params: readonly unknown[], { timeout }: { timeout: number }): Promise<unknown> {
    t.strictSame([method, params], ['echo', []])
    return new Promise((answer, fail) => {
      this.echoes.push({ timeout, fail, answer: () => answer([]) })
    })
  }

  abort(cause: Error): void {
    this.givenUp = cause
  }

  async failLast(): Promise<void> {
    this.echoes.at(-1)?.fail(new RequestTimeoutError('echo', INTERVAL))
    await undefined
    await undefined
  }
}

t.beforeEach(() => mock.timers.enable({ apis: ['setInterval'] }))
t.afterEach(() => mock.timers.reset())

t.test('asks for a sign of life only after silence', async (t) => {
  const session = new ProbedSession()
  startInactivityProbe(session, INTERVAL)
  for (let i = 0; i < 3; i++) {
    session.signOfLife++
    mock.timers.tick(INTERVAL)
  }
  t.equal(session.echoes.length, 0)
  mock.timers.tick(INTERVAL - 1)
  t.equal(session.echoes.length, 0)
  mock.timers.tick(1)
  t.equal(session.echoes.length, 1)
  t.equal(session.echoes[0]?.timeout, INTERVAL)
})

t.test('goes on when the server answers', async (t) => {
  const session = new ProbedSession()
  startInactivityProbe(session, INTERVAL)
  mock.timers.tick(INTERVAL)
  session.signOfLife++
  session.echoes[0]?.answer()
  mock.timers.tick(INTERVAL)
  t.equal(session.echoes.length, 1, 'the answer was a sign of life')
  mock.timers.tick(INTERVAL)
  t.equal(session.echoes.length, 2)
  t.equal(session.givenUp, undefined)
})

t.test('gives the session up when the server stays silent', async (t) => {
  const session = new ProbedSession()
  startInactivityProbe(session, INTERVAL)
  mock.timers.tick(INTERVAL)
  await session.failLast()
  t.match(session.givenUp, new RequestTimeoutError('echo', INTERVAL))
})

t.test('does not when anything else came meanwhile', async (t) => {
  const session = new ProbedSession()
  startInactivityProbe(session, INTERVAL)
  mock.timers.tick(INTERVAL)
  session.signOfLife++
  mock.timers.tick(INTERVAL)
  await session.failLast()
  t.equal(session.givenUp, undefined, 'though nothing came since the probe looked again')
})

t.test('rests while the session is paused, and begins anew behind that', async (t) => {
  const session = new ProbedSession()
  startInactivityProbe(session, INTERVAL)
  mock.timers.tick(INTERVAL)
  session.signOfLife = Number.NaN
  await session.failLast()
  mock.timers.tick(3 * INTERVAL)
  t.equal(session.givenUp, undefined, 'the answer may be there, and nobody reads it')
  t.equal(session.echoes.length, 1)
  session.signOfLife = 7
  mock.timers.tick(INTERVAL)
  t.equal(session.echoes.length, 1)
  mock.timers.tick(INTERVAL)
  t.equal(session.echoes.length, 2)
})

t.test('ends when told, and never begins with 0', async (t) => {
  const session = new ProbedSession()
  const stop = startInactivityProbe(session, INTERVAL)
  mock.timers.tick(INTERVAL)
  stop()
  mock.timers.tick(10 * INTERVAL)
  t.equal(session.echoes.length, 1)
  startInactivityProbe(session, 0)()
  mock.timers.tick(10 * INTERVAL)
  t.equal(session.echoes.length, 1)
})

/** A real session with a peer that answers nothing, probed at that interval; `write` says what the peer says. */
async function probedSession(t: Tap, interval: number) {
  mock.timers.reset()
  const path = `${tempDir(t)}/socket`
  const accepted: Transport[] = []
  const server = await listenSocket({ path }, (transport) => {
    transport.start({ data: () => {}, closed: () => {} })
    accepted.push(transport)
    t.teardown(() => transport.destroy())
  })
  t.teardown(() => server.close())
  const session = new Session(await dialSocket({ path }, 'the peer', new AbortController().signal))
  let reason: SessionClosedError | undefined
  void session.closed.then((cause) => {
    reason = cause
  })
  t.teardown(startInactivityProbe(session, interval))
  const peer = await eventually(() => accepted[0])
  return { session, write: (text: string) => peer.send(text), reason: () => reason }
}

t.test('ends a real session whose peer says nothing', async (t) => {
  const { session } = await probedSession(t, 10)
  const pending = t.rejects(session.request('list_dbs', []), { name: 'SessionClosedError' })
  const reason = await session.closed
  t.equal(reason.message, 'the session with the peer was given up: expected a reply to "echo" within 10 ms, got none')
  t.ok(reason.cause instanceof RequestTimeoutError)
  await pending
})

t.test('ends a real session whose peer says white space', async (t) => {
  const { write, reason } = await probedSession(t, 50)
  const trickle = setInterval(write, 5, ' ')
  t.teardown(() => clearInterval(trickle))
  await eventually(reason)
  t.match(reason(), { cause: { code: 'REQUEST_TIMEOUT' } })
})

t.test('waits for a message that is on its way', async (t) => {
  const { session, write, reason } = await probedSession(t, 100)
  const reply = session.request('list_dbs', [])
  write('{"id":1,"result":["')
  for (let written = 0; written < 150; written++) {
    write('x'.repeat(2048))
    await delay(5)
  }
  t.equal(reason(), undefined, 'though it takes longer than the peer may be silent')
  write('"],"error":null}')
  t.match(await reply, { length: 1 })
})

const needsServer = which('ovsdb-server') === undefined ? { skip: 'ovsdb-server is not installed' } : {}

/** A client of a real server that probes it at short intervals, the states of its connection, and its echoes. */
async function probedClient(t: Tap, inactivityProbe: number) {
  mock.timers.reset()
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  t.teardown(() => server.kill('SIGCONT'))
  const echoes: RequestOutcome[] = []
  const states: string[] = []
  const onMessage = new Set<() => void>()
  const client = await connectTest(t, server.remote, {
    inactivityProbe,
    hooks: {
      onRequestEnd: ({ method, outcome }) => void (method === 'echo' && echoes.push(outcome)),
      onMessage: (direction) => {
        if (direction === 'out') for (const listener of onMessage) listener()
      },
    },
  })
  client.onStatus(({ state }) => states.push(state))
  return { server, client, echoes, states, onMessage }
}

t.test('a real server is no worse for an event loop that was blocked', needsServer, async (t) => {
  const { echoes, states, onMessage } = await probedClient(t, 300)
  let blocked = 0
  onMessage.add(() => {
    setImmediate(() => {
      const end = performance.now() + 900 // the answer is there long before
      while (performance.now() < end);
      blocked++
    })
  })
  await eventually(() => blocked >= 3 && echoes.length >= 3)
  t.strictSame(new Set(echoes), new Set(['answered']))
  t.strictSame(states, [])
})

t.test('a real server that stands still is given up', needsServer, async (t) => {
  const { server, client, states } = await probedClient(t, 100)
  const cause = new Promise((resolve) => {
    client.onStatus((status) => status.state === 'disconnected' && resolve(status.cause))
  })
  await server.kill('SIGSTOP')
  t.match(await cause, { code: 'SESSION_CLOSED', cause: { code: 'REQUEST_TIMEOUT' } })
  await server.kill('SIGCONT')
  await eventually(() => client.status.state === 'connected')
  t.equal(states[0], 'disconnected')
})

t.test('a session that is paused outlives its probe', needsServer, async (t) => {
  const { client, echoes, states } = await probedClient(t, 50)
  const paused = new Promise<OvsdbSession>((resolve) => client.onSession(({ session }) => resolve(session)))
  const session = await paused
  await eventually(() => echoes.length > 0)
  session.pause()
  await new Promise((resolve) => setTimeout(resolve, 500)) // ten times what the probe takes to end it
  t.strictSame(states, [])
  const before = echoes.length
  session.resume()
  t.ok((await client.select('Item', { columns: ['name'] })).length === 0)
  await eventually(() => echoes.length > before + 1)
  t.strictSame(states, [])
})
