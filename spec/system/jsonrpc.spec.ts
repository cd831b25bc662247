import t from 'tap'
import { Session, type SessionOptions } from '../../lib/jsonrpc/index.js'
import { dialSocket } from '../../lib/jsonrpc/node/index.js'
import { eventually } from '../support/eventually.js'
import { freePort } from '../support/free-port.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import type { Scope } from '../support/scope.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

async function open(scope: Scope, remote: string, options?: SessionOptions): Promise<Session> {
  const [, host = '', port] = remote.split(':')
  const address = port === undefined ? { path: host } : { host, port: Number(port) }
  const session = new Session(await dialSocket(address, remote, new AbortController().signal), options)
  scope.teardown(() => session.close())
  return session
}

t.test('a real ovsdb-server, over TCP, over its Unix socket and over its control socket', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  for (const remote of [ovsdb.remote, ovsdb.unix]) {
    const session = await open(t, remote)
    const [databases, schema] = await Promise.all([
      session.request('list_dbs', []),
      session.request('get_schema', ['Open_vSwitch']),
    ])
    t.strictSame(databases, ['Open_vSwitch', '_Server'], remote)
    t.match(schema, {
      name: 'Open_vSwitch',
      tables: { Interface: { columns: { statistics: { type: { key: 'string' } } } } },
    })
    await t.rejects(session.request('no_such_method', []), { code: 'REMOTE', error: 'unknown method' })
    await t.rejects(session.request('get_schema', ['none']), { code: 'REMOTE', error: { error: 'unknown database' } })
    t.strictSame(await session.request('echo', [[1, 'a']]), [[1, 'a']])
  }
  t.match(await (await open(t, `unix:${ovsdb.unixctl}`)).request('version', []), /^ovsdb-server/)
})

t.test('counters up to 2^63 − 1 go in and come out exactly', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  const session = await open(t, ovsdb.remote)
  const statistics = ['map', [-(2n ** 63n), 2n ** 53n + 1n, 2n ** 63n - 1n].map((value, i) => [`s${i}`, value])]
  const insert = { op: 'insert', table: 'Interface', row: { name: 'i', statistics } }
  const select = { op: 'select', table: 'Interface', where: [], columns: ['statistics'] }
  t.match(await session.request('transact', ['Open_vSwitch', insert, select]), [{}, { rows: [{ statistics }] }])
})

t.test('a reply of megabytes, while others wait for theirs', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  const value = 'é{"[\\'.repeat(2 ** 18)
  await ovsdb.transact([{ op: 'insert', table: 'Open_vSwitch', row: { external_ids: ['map', [['k', value]]] } }])
  const session = await open(t, ovsdb.remote)
  const select = { op: 'select', table: 'Open_vSwitch', where: [], columns: ['external_ids'] }
  const calls = Array.from({ length: 5 }, () => session.request('transact', ['Open_vSwitch', select]))
  for (const reply of await Promise.all(calls))
    t.strictSame(reply, [{ rows: [{ external_ids: ['map', [['k', value]]] }] }])
})

t.test('the probes of the server are answered: it does not hang up', { skip }, async (t) => {
  const port = await freePort()
  const ovsdb = await startOvsdbServer(t, { remotes: ['db:Open_vSwitch,Open_vSwitch,manager_options'] })
  await ovsdb.transact([
    {
      op: 'insert',
      table: 'Manager',
      'uuid-name': 'm',
      row: { target: `ptcp:${port}:127.0.0.1`, inactivity_probe: 1000 },
    },
    { op: 'insert', table: 'Open_vSwitch', row: { manager_options: ['named-uuid', 'm'] } },
  ])
  const session = await eventually(() => open(t, `tcp:127.0.0.1:${port}`))
  // The second probe comes only if the first was answered.
  await eventually(() => session.receivedChunks >= 2)
  t.match(await session.request('list_dbs', []), ['Open_vSwitch', '_Server'])
})

t.test('a server that is killed ends the session, with the reason for every call', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  for (const remote of [ovsdb.remote, ovsdb.unix]) {
    const session = await open(t, remote)
    await session.request('list_dbs', [])
    await ovsdb.kill('SIGSTOP')
    const calls = [1, 2].map(() => session.request('list_dbs', []).catch((error) => error))
    await ovsdb.kill()
    const reason = await session.closed
    t.match(reason, { code: 'SESSION_CLOSED' })
    for (const error of await Promise.all(calls)) t.equal(error, reason)
    await ovsdb.restart()
  }
})
