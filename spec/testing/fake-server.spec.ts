import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { connect } from '../../lib/index.js'
import { RequestRefusedError, startFakeServer } from '../../lib/testing/index.js'
import { eventually } from '../support/eventually.js'
import { run } from '../support/run.js'
import { missing } from '../support/which.js'

const schema = {
  name: 'Inventory',
  version: '1.0.0',
  tables: {
    Host: {
      columns: {
        name: { type: 'string' },
        disks: { type: { key: { type: 'uuid', refTable: 'Disk' }, min: 0, max: 'unlimited' } },
      },
      isRoot: true,
      indexes: [['name']],
    },
    Disk: { columns: { size: { type: 'integer' } } },
  },
}
const database = 'Inventory'
const rows = {
  Disk: [{ 'uuid-name': 'big', size: 2n ** 60n }],
  Host: [{ name: 'a', disks: ['named-uuid', 'big'] }, { name: 'b' }],
}

t.test('the text of a schema will do, its integers exact', async (t) => {
  const max = { type: { key: { type: 'integer', maxInteger: 0 } } }
  const text = JSON.stringify({ name: database, tables: { Disk: { columns: { size: max } } } })
  await using server = await startFakeServer({ schema: text.replace('0', '9007199254740993') })
  await using client = await connect(server.remote, { database })
  t.equal(client.schema.tables.get('Disk')?.columns.get('size')?.type.key.maxInteger, 9007199254740993n)
  await t.rejects(startFakeServer({ schema: '{' }), {
    name: 'InvalidSchemaError',
    message: /^schema text: expected JSON/,
  })
})

t.test('a schema and rows are a database', async (t) => {
  await using server = await startFakeServer({ schema, rows })
  await using client = await connect(server.remote, { database })
  t.strictSame(await client.select('Disk', { columns: ['size'] }), [{ size: 2n ** 60n }])
  t.equal(server.connections, 1)
  const asked = await server.received('transact')
  t.strictSame(asked, {
    method: 'transact',
    params: [database, { op: 'select', table: 'Disk', where: [], columns: ['_uuid', 'size'] }],
    connection: 1,
  })
  t.equal(server.requests.at(-1), asked)
  server.transact([{ op: 'delete', table: 'Host', where: [['name', '==', 'a']] }])
  t.strictSame(await client.select('Host', { columns: ['name'] }), [{ name: 'b' }])
  t.strictSame(await client.select('Disk', { columns: ['size'] }), [], 'references count')
})

t.test('the reference client monitors it', { skip: missing('ovsdb-client') }, async (t) => {
  await using server = await startFakeServer({ schema, rows })
  t.match(
    await run('ovsdb-client', ['dump', server.remote, database, 'Host', 'name']),
    /Host table\nname\n----\na\nb\n/,
  )
})

t.test('what does not fit is told', async (t) => {
  await t.rejects(startFakeServer({ schema: {} }), { name: 'InvalidSchemaError' })
  await t.rejects(startFakeServer({ schema, rows: { Host: [{ nothing: 1 }] } }), {
    message:
      /^expected a transaction that succeeds, got \{"error":"unknown column".* for \{"op":"insert","table":"Host"/,
  })
  const twice = { Host: [{ name: 'a' }, { name: 'a' }] }
  await t.rejects(startFakeServer({ schema, rows: twice }), { message: /constraint violation.* for the commit$/ })
})

t.test('scripted answers: another one, late, refused, none, cut', async (t) => {
  await using server = await startFakeServer({
    schema,
    answer: (call) => (call.method === 'list_dbs' ? ['scripted'] : call.proceed()),
  })
  const options = { database, backoff: { min: 1, max: 10 } }
  await using client = await connect(server.remote, options)
  t.strictSame(await client.listDatabases(), ['scripted'])

  server.answer(async (call) => {
    await delay(1)
    return call.proceed()
  })
  t.strictSame(await client.listDatabases(), [database])

  server.answer(() => {
    throw new RequestRefusedError('not now')
  })
  await t.rejects(client.listDatabases(), { name: 'RemoteError', error: 'not now' })

  server.answer(() => JSON.parse('nonsense'))
  await t.rejects(client.listDatabases(), {
    name: 'RemoteError',
    message: /internal error.*SyntaxError: Unexpected token/,
  })

  server.answer(() => new Promise(() => {}))
  await t.rejects(client.listDatabases({ timeout: 50 }), { name: 'RequestTimeoutError' })

  server.answer((call) => (call.method === 'list_dbs' ? call.cut() : call.proceed()))
  await t.rejects(client.listDatabases(), { name: 'SessionClosedError' })
  server.answer()
  await eventually(() => client.status.state === 'connected')
  t.strictSame(await client.listDatabases(), [database])
  t.equal(server.requests.at(-1)?.connection, 2)
})

t.test('locks', async (t) => {
  await using server = await startFakeServer({ schema })
  await using client = await connect(server.remote, { database })
  await using other = await connect(server.remote, { database })
  const lock = await client.lock('l')
  await using thief = await other.lock('l', { steal: true })
  await eventually(() => lock.state.state === 'lost')
  t.match(await client.transact([{ op: 'comment', comment: 'x' }], { lock }), { status: 'rejected' })
  t.match(await other.transact([{ op: 'comment', comment: 'x' }], { lock: thief }), { status: 'committed' })
  await thief.close()
  await eventually(() => lock.state.state === 'held')
})

t.test('cut, notified, closed', async (t) => {
  const server = await startFakeServer({ schema })
  t.teardown(() => server.close())
  await using client = await connect(server.remote, { database, backoff: { min: 1, max: 10 } })
  const heard: unknown[] = []
  client.onSession(({ session }) => session.onNotification('locked', (params) => heard.push(params)))
  server.notify('locked', ['x'])
  await eventually(() => heard.length === 1)
  t.strictSame(heard, [['x']])
  const states: string[] = []
  client.onStatus(({ state }) => states.push(state))
  server.cut()
  await eventually(() => states.includes('connected'))
  t.strictSame(states, ['disconnected', 'connecting', 'connected'])
  t.equal(server.connections, 1)
  const waiting = server.received('never')
  await Promise.all([server.close(), t.rejects(waiting, { message: /before the server was closed/ })])
  await server.close()
  await eventually(() => client.status.state === 'disconnected')
  t.equal(server.connections, 0)
})
