import { mock } from 'node:test'
import t from 'tap'
import { RequestTimeoutError, Session } from '../../../lib/jsonrpc/index.js'
import { dialSocket, listenSocket } from '../../../lib/jsonrpc/node/index.js'
import { startInactivityProbe } from '../../../lib/ovsdb/client/inactivity-probe.js'
import { tempDir } from '../../support/temp-dir.js'

const INTERVAL = 5000

interface Echo {
  readonly timeout: number
  answer(): void
  fail(error: Error): void
}

/** A session as the probe sees it: its echoes, and whether it was given up. */
class ProbedSession {
  receivedChunks = 0
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
    session.receivedChunks++
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
  session.receivedChunks++
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
  session.receivedChunks++
  await session.failLast()
  t.equal(session.givenUp, undefined)
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

t.test('ends a real session whose peer says nothing', async (t) => {
  mock.timers.reset()
  const path = `${tempDir(t)}/socket`
  const server = await listenSocket({ path }, (transport) => {
    transport.start({ data: () => {}, closed: () => {} })
    t.teardown(() => transport.destroy())
  })
  t.teardown(() => server.close())
  const session = new Session(await dialSocket({ path }, 'the peer', new AbortController().signal))
  t.teardown(startInactivityProbe(session, 10))
  const pending = t.rejects(session.request('list_dbs', []), { name: 'SessionClosedError' })
  const reason = await session.closed
  t.equal(reason.message, 'the session with the peer was given up: expected a reply to "echo" within 10 ms, got none')
  t.ok(reason.cause instanceof RequestTimeoutError)
  await pending
})
