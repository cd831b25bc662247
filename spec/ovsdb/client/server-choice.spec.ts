import t from 'tap'
import { openClient } from '../../../lib/ovsdb/client/connect.js'
import { ServerChoice } from '../../../lib/ovsdb/client/server-choice.js'
import { UnsuitableServerError } from '../../../lib/ovsdb/errors.js'
import type { ServerDatabase } from '../../../lib/ovsdb/session/server-database.js'
import { startFakeServer } from '../../../lib/testing/index.js'
import { eventually } from '../../support/eventually.js'
import { TEST_SCHEMA } from '../../support/test-schema.js'

const LEADER: ServerDatabase = {
  name: 'D',
  model: 'clustered',
  connected: true,
  leader: true,
  schema: '{}',
  cid: 'c1',
  sid: 's1',
  index: 10,
}
const FOLLOWER: ServerDatabase = { ...LEADER, leader: false, sid: 's2' }
const RELAY: ServerDatabase = { ...FOLLOWER, model: 'relay', cid: undefined, sid: undefined, index: undefined }
const STANDALONE: ServerDatabase = {
  ...LEADER,
  model: 'standalone',
  cid: undefined,
  sid: undefined,
  index: undefined,
}

/** The reasons for which the servers are refused, one after the other; undefined for those that will do. */
function judged(leaderOnly: boolean, ...servers: readonly ServerDatabase[]) {
  const choice = new ServerChoice({ leaderOnly })
  return servers.map((server) => {
    try {
      choice.check(server)
      return undefined
    } catch (error) {
      return (error as UnsuitableServerError).reason
    }
  })
}

t.test('any server in touch with its cluster will do', async (t) => {
  t.strictSame(judged(false, LEADER, FOLLOWER, RELAY, STANDALONE), [undefined, undefined, undefined, undefined])
  t.strictSame(judged(false, { ...FOLLOWER, connected: false }, { ...RELAY, connected: false }), [
    'disconnected',
    'disconnected',
  ])
  t.strictSame(judged(false, { ...FOLLOWER, schema: undefined }, { ...RELAY, schema: undefined }), [
    'not-joined',
    'not-joined',
  ])
})

t.test('the leader only: no follower and no relay, but a server without cluster', async (t) => {
  t.strictSame(judged(true, LEADER, FOLLOWER, RELAY, STANDALONE), [undefined, 'not-leader', 'not-leader', undefined])
})

t.test('any again, when what was seen is forgotten', async (t) => {
  const choice = new ServerChoice({ leaderOnly: false })
  choice.check(LEADER)
  const restored = { ...LEADER, cid: 'c2', index: 3 }
  t.throws(() => choice.check(restored), { message: /cluster c1, got one of cluster c2/ })
  choice.forget()
  t.doesNotThrow(() => choice.check(restored))
  t.throws(() => choice.check({ ...restored, index: 2 }), { message: /expected index 3 or later, got 2/ })
})

t.test('none that is behind what was seen', async (t) => {
  for (const leaderOnly of [false, true]) {
    t.strictSame(
      judged(leaderOnly, LEADER, { ...LEADER, index: 9 }, { ...LEADER, index: 10 }, { ...LEADER, index: 11n }, LEADER),
      [undefined, 'stale', undefined, undefined, 'stale'],
    )
  }
  t.strictSame(judged(false, LEADER, { ...LEADER, index: undefined }), [undefined, 'stale'])
})

t.test('what a server says that is refused is not remembered', async (t) => {
  t.strictSame(judged(true, { ...FOLLOWER, index: 99, cid: 'c2' }, LEADER), ['not-leader', undefined])
})

t.test('none of another cluster', async (t) => {
  t.strictSame(judged(false, LEADER, { ...LEADER, cid: 'c2', index: 99 }, LEADER), [
    undefined,
    'other-cluster',
    undefined,
  ])
})

t.test('the error says what was expected and what came', async (t) => {
  const choice = new ServerChoice({ leaderOnly: true })
  choice.check(LEADER)
  const cases: readonly (readonly [ServerDatabase, string])[] = [
    [{ ...LEADER, cid: 'c2' }, 'expected a server of cluster c1, got one of cluster c2'],
    [{ ...LEADER, index: 9 }, 'the server is behind: expected index 10 or later, got 9'],
    [FOLLOWER, 'expected the leader of the cluster, got a follower'],
    [RELAY, 'expected the leader of the cluster, got a relay'],
    [{ ...LEADER, connected: false }, 'the server is a member of a cluster that has lost touch with it'],
    [{ ...RELAY, connected: false }, 'the server is a relay that has lost touch with its source'],
    [{ ...LEADER, schema: undefined }, 'the server is a member of a cluster that has not got the database yet'],
  ]
  for (const [server, message] of cases) {
    t.throws(() => choice.check(server), { name: 'UnsuitableServerError', code: 'UNSUITABLE_SERVER', message })
  }
})

t.test('what a server calls its cluster is told by its beginning', async (t) => {
  const choice = new ServerChoice({ leaderOnly: false })
  choice.check({ ...LEADER, cid: 'a'.repeat(5e6) })
  const message = `expected a server of cluster ${'a'.repeat(120)}…, got one of cluster ${'b'.repeat(120)}…`
  t.throws(() => choice.check({ ...LEADER, cid: 'b'.repeat(5e6) }), { message })
})

t.test('a client of a cluster that was restored from a backup', async (t) => {
  let index = 10
  const row = (index: number) => ({
    name: 'Test',
    model: 'clustered',
    connected: true,
    leader: true,
    schema: '{}',
    index,
  })
  await using server = await startFakeServer({
    schema: TEST_SCHEMA,
    answer: (call) =>
      call.method === 'monitor_cond' && call.params[0] === '_Server'
        ? { Database: { '9f04604d-7d5d-40c8-b321-dbf309952511': { initial: row(index) } } }
        : call.proceed(),
  })
  await using client = openClient(server.remote, { database: 'Test', backoff: { min: 1, max: 10 } })
  await eventually(() => client.status.state === 'connected')
  index = 3
  const refused = new Promise<unknown>((resolve) =>
    client.onStatus((status) => {
      const cause = status.state === 'disconnected' ? status.cause.cause : undefined
      if (cause instanceof UnsuitableServerError) resolve(cause)
    }),
  )
  server.cut()
  t.match(await refused, { reason: 'stale' })
  client.forgetCluster()
  await eventually(() => client.status.state === 'connected' && client.server?.index === 3)
})
