import { join } from 'node:path'
import t from 'tap'
import type { Client } from '../../../lib/ovsdb/client/client.js'
import { connect } from '../../../lib/ovsdb/client/connect.js'
import type { ClientOptions } from '../../../lib/ovsdb/client/options.js'
import type { Status } from '../../../lib/ovsdb/client/status.js'
import type { UntypedModel } from '../../../lib/ovsdb/model.js'
import { eventually } from '../../support/eventually.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import type { Scope } from '../../support/scope.js'
import { TEST_SCHEMA, writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const SKIP = missing('ovsdb-server', 'ovsdb-tool', 'ovsdb-client')

/** A `wait` for what never comes: a call that stays under way. */
const ENDLESS = { op: 'wait', table: 'Item', where: [], columns: ['name'], until: '==', rows: [{ name: 'never' }] }

const { Item, Other } = TEST_SCHEMA.tables
const { number: _, ...fewer } = Item.columns
/** The next version: one column less, one more, and one of another type. */
const UPGRADED_SCHEMA = {
  ...TEST_SCHEMA,
  version: '2.0.0',
  tables: {
    Other,
    Item: {
      ...Item,
      columns: {
        ...fewer,
        added: { type: { key: 'string', min: 0 } },
        flag: { type: { key: 'boolean', min: 0, max: 2 } },
      },
    },
  },
}

async function start(scope: Scope, options: Partial<ClientOptions> = {}) {
  const server = await startOvsdbServer(scope, { schema: writeTestSchema(scope) })
  await server.transact([{ op: 'insert', table: 'Item', row: { name: 'a', number: 7, flag: true } }])
  const client = await connect(server.remote, { database: 'Test', backoff: { min: 20, max: 100 }, ...options })
  scope.teardown(() => client.close())
  const statuses: Status[] = []
  client.onStatus((status) => statuses.push(status))
  return { server, client, statuses }
}

function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => new Error('expected a failure'),
    (error: unknown) => error,
  )
}

function connected(client: Client<UntypedModel>): Promise<unknown> {
  return eventually(() => client.status.state === 'connected')
}

function disconnected(client: Client<UntypedModel>): Promise<unknown> {
  return eventually(() => client.status.state === 'disconnected')
}

function names(client: Client<UntypedModel>): Promise<readonly { readonly name: unknown }[]> {
  return client.select('Item', { columns: ['name'] })
}

t.test('kill -9, and the return of the server', { skip: SKIP }, async (t) => {
  const { server, client, statuses } = await start(t)
  const pending = [client.transactRaw([ENDLESS]), client.transactRaw([ENDLESS])].map(failure)
  t.strictSame(await names(client), [{ name: 'a' }], 'what was sent before is on its way')
  await server.kill()
  const [first, second] = await Promise.all(pending)
  t.match(first, {
    name: 'SessionClosedError',
    message: new RegExp(`^the session with ${server.remote} (was closed by the peer|broke)`),
  })
  t.equal(second, first, 'every call for the same reason')

  await eventually(() => statuses.filter(({ state }) => state === 'disconnected').length >= 3)
  const refused = await failure(names(client))
  t.match(refused, {
    name: 'NotConnectedError',
    message: `not connected to ${server.remote}: cannot connect to ${server.remote}: connect ECONNREFUSED`,
    cause: { name: 'ConnectError', cause: { code: 'ECONNREFUSED' } },
  })

  await server.restart()
  await connected(client)
  t.strictSame(await names(client), [{ name: 'a' }])
  const states = statuses.map(({ state }) => state)
  t.match(statuses[0], { state: 'disconnected', cause: first })
  t.strictSame(states.slice(0, 2), ['disconnected', 'connecting'])
  t.strictSame(states.slice(-2), ['connecting', 'connected'])
  t.strictSame(
    states,
    states
      .slice(0, -1)
      .map((_, index) => (index % 2 === 0 ? 'disconnected' : 'connecting'))
      .concat('connected' as never),
    'disconnected and connecting by turns, until connected',
  )
})

t.test(
  'a server that stopped: calls time out, the probe ends the session, and it is well again',
  { skip: SKIP },
  async (t) => {
    const { server, client } = await start(t, { inactivityProbe: 100, connectTimeout: 100 })
    await server.kill('SIGSTOP')
    t.teardown(() => server.kill('SIGCONT'))
    const call = failure(client.transactRaw([], { timeout: 10 }))
    const longer = failure(client.transactRaw([]))
    t.match(await call, { name: 'RequestTimeoutError' })
    t.match(await longer, {
      name: 'SessionClosedError',
      message: /was given up: expected a reply to "echo" within 100 ms, got none$/,
    })
    await eventually(
      () => client.status.state === 'disconnected' && client.status.cause.message.endsWith('no answer within 100 ms'),
    )
    await server.kill('SIGCONT')
    await connected(client)
    t.strictSame(await names(client), [{ name: 'a' }])
  },
)

t.test('the server returns with another schema', { skip: SKIP }, async (t) => {
  const { server, client } = await start(t)
  const columns = ['name', 'number?', 'added?', 'flag']
  t.strictSame(await client.select('Item', { columns }), [{ name: 'a', number: 7, added: undefined, flag: true }])
  await server.stop()
  await disconnected(client)
  await run('ovsdb-tool', ['convert', join(server.dir, 'conf.db'), writeTestSchema(t, UPGRADED_SCHEMA)])
  await server.restart()
  await connected(client)
  t.equal(client.schema.version, '2.0.0')
  t.strictSame(await client.select('Item', { columns }), [
    { name: 'a', number: undefined, added: undefined, flag: [true] },
  ])
  await client.transactRaw([{ op: 'update', table: 'Item', where: [], row: { added: 'new', flag: ['set', []] } }])
  t.strictSame(await client.select('Item', { columns, where: [['added', '==', 'new']] }), [
    { name: 'a', number: undefined, added: 'new', flag: [] },
  ])
  await t.rejects(client.select('Item', { columns, where: [['number', '==', 7]] }), { name: 'UnknownColumnError' })
  await t.rejects(client.select('Item', { columns: ['number'] }), { name: 'UnknownColumnError' })
})

t.test('the schema is changed under a running server, and the session goes on', { skip: SKIP }, async (t) => {
  const { server, client, statuses } = await start(t)
  await run('ovsdb-client', ['convert', server.unix, writeTestSchema(t, UPGRADED_SCHEMA)])
  await eventually(() => client.schema.version === '2.0.0')
  t.strictSame(await client.select('Item', { columns: ['number?', 'added'] }), [
    { number: undefined, added: undefined },
  ])
  t.strictSame(statuses, [])
})
