import t from 'tap'
import { type LockState, operations } from '../../../lib/ovsdb/index.js'
import { eventually } from '../../support/eventually.js'
import { connectTest, startTestServer } from '../../support/test-client.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')
const { insert, select } = operations()

t.test('one client at a time', { skip }, async (t) => {
  const { server, client } = await startTestServer(t)
  const other = await connectTest(t, server.remote)
  const first = await client.lock('l')
  t.equal(first.name, 'l')
  t.strictSame(first.state, { state: 'held' })
  t.notOk(first.signal.aborted)

  const second = await other.lock('l', { wait: false })
  t.strictSame(second.state, { state: 'waiting' })
  t.match(second.signal, { aborted: true, reason: { code: 'LOCK_NOT_HELD' } })
  const states: LockState[] = []
  second.onState((state) => states.push(state))
  t.match(await other.transact([insert('Other', { name: 'no' })], { lock: second }), {
    status: 'rejected',
    error: { name: 'NotOwnerError', operation: undefined },
  })
  const committed = await client.transact([insert('Other', { name: 'yes' }), select('Other', { columns: ['name'] })], {
    lock: first,
  })
  t.match(committed, { status: 'committed', results: [String, [{ name: 'yes' }]] }, 'the assertion has no result')
  t.equal(committed.status === 'committed' && committed.results.length, 2)

  await first.close()
  await first.close()
  t.match(first.signal, { aborted: true, reason: { code: 'LOCK_CLOSED' } })
  await eventually(() => second.state.state === 'held')
  t.notOk(second.signal.aborted)
  t.strictSame(states, [{ state: 'held' }])
  t.match(await other.transact([insert('Other', { name: 'now' })], { lock: 'l' }), { status: 'committed' })
  await second.close()
  t.strictSame(states, [{ state: 'held' }, { state: 'closed' }])
})

t.test('a wait that ends', { skip }, async (t) => {
  const { server, client } = await startTestServer(t)
  const other = await connectTest(t, server.remote)
  const third = await connectTest(t, server.remote)
  await using held = await client.lock('l')
  const controller = new AbortController()
  const waiting = other.lock('l', { signal: controller.signal })
  const queued = await third.lock('l', { wait: false })
  controller.abort(new Error('enough'))
  await t.rejects(waiting, { message: 'enough' })
  await t.rejects(other.lock('l', { signal: controller.signal }), { message: 'enough' })
  await t.rejects(other.lock('l', { timeout: 20 }), {
    code: 'WAIT_TIMEOUT',
    message: 'expected the lock "l" within 20 ms, got nothing',
  })
  await t.rejects(client.lock('l', { timeout: 20 }), { code: 'LOCK_CLAIMED' }, 'the same client again')
  const outcome = await client.transact([{ op: 'comment', comment: 'mine' }], { lock: held })
  t.equal(outcome.status, 'committed', 'which takes nothing from the first')
  t.strictSame(held.state, { state: 'held' })
  await held.close()
  await eventually(() => queued.state.state === 'held')
  const last = other.lock('l')
  await Promise.all([t.rejects(last, { code: 'CLIENT_CLOSED' }), other.close()])
  await t.rejects(other.lock('l'), { code: 'CLIENT_CLOSED' })
})

t.test('given back to a server that stands still', { skip }, async (t) => {
  const { server } = await startTestServer(t)
  t.teardown(() => server.kill('SIGCONT'))
  const client = await connectTest(t, server.unix, { requestTimeout: 0 })
  const other = await connectTest(t, server.unix)
  const [a, b, c] = await Promise.all([client.lock('a'), client.lock('b'), client.lock('c')])
  const next = await Promise.all(['a', 'b', 'c'].map((name) => other.lock(name, { wait: false })))
  await t.rejects(a.close({ timeout: -1 }), { code: 'INVALID_OPTION' })
  t.strictSame(a.state, { state: 'held' })
  await server.kill('SIGSTOP')
  await a.close()
  await b.close({ timeout: 1 })
  await c.close({ signal: AbortSignal.abort() })
  t.match(
    [a, b, c].map(({ state }) => state.state),
    ['closed', 'closed', 'closed'],
  )
  await server.kill('SIGCONT')
  await eventually(() => next.every(({ state }) => state.state === 'held'))
})

t.test('stolen, and returned', { skip }, async (t) => {
  const { server, client } = await startTestServer(t)
  const thief = await connectTest(t, server.remote)
  const lock = await client.lock('l')
  const { signal } = lock
  const states: string[] = []
  lock.onState(({ state }) => states.push(state))
  const stolen = await thief.lock('l', { steal: true })
  t.strictSame(stolen.state, { state: 'held' })
  await eventually(() => signal.aborted)
  t.match(signal.reason, { code: 'LOCK_STOLEN' })
  t.match(lock.state, { state: 'lost', cause: { code: 'LOCK_STOLEN' } })
  t.match(await client.transact([insert('Other', { name: 'a' })], { lock }), { status: 'rejected' })
  await stolen.close()
  await eventually(() => lock.state.state === 'held')
  t.ok(signal.aborted, 'what rested on it before has ended')
  t.notOk(lock.signal.aborted)
  t.strictSame(states, ['lost', 'held'])
})

t.test('asked for again on each connection', { skip }, async (t) => {
  const { server, client } = await startTestServer(t)
  const rival = await connectTest(t, server.remote, { backoff: { min: 3000, max: 3000 } })
  const lock = await client.lock('l', { steal: true })
  const waiting = await rival.lock('l', { wait: false })
  const { signal } = lock
  await server.restart()
  await eventually(() => signal.aborted)
  t.match(signal.reason, { code: 'SESSION_CLOSED' })
  await eventually(() => lock.state.state === 'held')
  await eventually(() => rival.status.state === 'connected')
  t.strictSame(waiting.state, { state: 'waiting' })
  await client.close()
  t.strictSame(lock.state, { state: 'closed' })
  await eventually(() => waiting.state.state === 'held')
})
