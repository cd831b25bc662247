import t from 'tap'
import { Session, type SessionOptions } from '../../lib/jsonrpc/index.js'
import { dialSocket } from '../../lib/jsonrpc/node/index.js'
import { startOvsdbServer } from '../../lib/ovsdb-server/index.js'
import { everyShape } from '../support/embedded-database.js'
import type { Scope } from '../support/scope.js'

const never = new AbortController().signal

async function serve(scope: Scope) {
  const server = await startOvsdbServer([everyShape({ name: 'a' })], { host: '127.0.0.1', port: 0 })
  scope.teardown(() => server.close())
  const dial = async (options?: SessionOptions) => {
    const session = new Session(await dialSocket({ host: '127.0.0.1', port: server.port }, 'server', never), options)
    scope.teardown(() => session.close())
    return session
  }
  return { server, dial }
}

t.test('one client hears of what another does, to the last of 64 bits', async (t) => {
  const { dial } = await serve(t)
  const heard: unknown[][] = []
  const watcher = await dial({ onNotification: (method, params) => heard.push([method, ...params]) })
  await watcher.request('monitor', ['shapes', 'm', { thing: { columns: ['n'] } }])
  const update = { op: 'update', table: 'thing', where: [], row: { n: 2n ** 60n + 1n } }
  t.strictSame(await (await dial()).request('transact', ['shapes', update]), [{ count: 1 }])
  await watcher.request('echo', [])
  const [method, id, updates] = heard[0] as [string, string, { thing: object }]
  t.strictSame([method, id], ['update', 'm'])
  t.strictSame(Object.values(updates.thing), [{ old: { n: 0 }, new: { n: 2n ** 60n + 1n } }])
})

t.test('every client is told the same server', async (t) => {
  const { dial } = await serve(t)
  const [one, other] = [await dial(), await dial()]
  const id = await one.request('get_server_id', [])
  t.match(id, /^[0-9a-f-]{36}$/)
  t.equal(await other.request('get_server_id', []), id)
})

t.test('closing cuts the clients off and frees the port', async (t) => {
  const { server, dial } = await serve(t)
  const session = await dial()
  await session.request('list_dbs', [])
  await server.close()
  t.equal((await session.closed).code, 'SESSION_CLOSED')
  await t.rejects(dial(), { code: 'ECONNREFUSED' })
  const next = await startOvsdbServer([], { host: '127.0.0.1', port: server.port })
  await next.close()
})

t.test('a port that is taken is refused', async (t) => {
  const { server } = await serve(t)
  await t.rejects(startOvsdbServer([], { host: '127.0.0.1', port: server.port }), { code: 'EADDRINUSE' })
})
