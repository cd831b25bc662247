import { inspect } from 'node:util'
import t from 'tap'
import { RequestRefusedError } from '../../../lib/jsonrpc/index.js'
import type { Client } from '../../../lib/ovsdb/client/client.js'
import { connect, openClient } from '../../../lib/ovsdb/client/connect.js'
import type { UntypedModel } from '../../../lib/ovsdb/model.js'
import type { Condition } from '../../../lib/ovsdb/operation/condition.js'
import { OperationError } from '../../../lib/ovsdb/operation/errors.js'
import type { RawOperation } from '../../../lib/ovsdb/operation/raw-operation.js'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import type { Scope } from '../../support/scope.js'
import { handshake, type Script, silence, startScriptedServer } from '../../support/scripted-server.js'
import { TEST_SCHEMA, writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const SKIP = missing('ovsdb-server', 'ovsdb-tool')
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

async function connected(scope: Scope, script: Script = handshake()) {
  const server = await startScriptedServer(scope, script)
  const client = await connect(server.remote, { database: 'Scripted' })
  scope.teardown(() => client.close())
  return { server, client }
}

async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => new Error('expected a failure'),
    (error: unknown) => error,
  )
}

t.test('a real server', { skip: SKIP }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  for (const remote of [server.remote, server.unix]) {
    t.test(`over ${remote.slice(0, 4)}`, async (t) => {
      const client = await connect(remote, { database: 'Test' })
      t.teardown(() => client.close())
      t.strictSame(client.status, { state: 'connected', remote })
      t.strictSame([...(await client.listDatabases())].sort(), ['Test', '_Server'])
      t.strictSame([...client.schema.tables.keys()].sort(), Object.keys(TEST_SCHEMA.tables).sort())
      t.strictSame(await client.getSchema(), client.schema)
      t.ok((await client.getSchema('_Server')).tables.has('Database'))
      await t.rejects(client.getSchema('Tset'), {
        name: 'UnknownDatabaseError',
        message: /^expected a database named "Tset", the server has /,
      })
    })
  }

  const client = await connect(server.remote, { database: 'Test' })
  t.teardown(() => client.close())

  t.test('transact performs all operations or none', async (t) => {
    const [inserted, comment, updated] = await client.transactRaw([
      { op: 'insert', table: 'Item', row: { name: 'a' } },
      { op: 'comment', comment: 'hello' },
      { op: 'update', table: 'Item', where: [['name', '==', 'a']], row: { number: 7 } },
    ])
    t.match(inserted, { uuid: ['uuid', UUID] })
    t.strictSame([comment, updated], [{}, { count: 1 }])
    t.strictSame(await client.transactRaw([]), [])
    await t.rejects(client.transactRaw([{ op: 'insert', table: 'Item', row: { name: 'b' } }, { op: 'abort' }]), {
      name: 'AbortedError',
    })
    t.strictSame(await client.select('Item', { columns: ['name', 'number'] }), [{ name: 'a', number: 7 }])
  })

  t.test('select: rows that meet all conditions, with the columns asked for', async (t) => {
    await client.transactRaw([
      { op: 'delete', table: 'Item', where: [] },
      { op: 'insert', table: 'Item', row: { name: 'a', number: 1, tags: ['set', ['x', 'y']] } },
      { op: 'insert', table: 'Item', row: { name: 'b', number: 2, tags: 'y', maybe: 5 } },
      { op: 'insert', table: 'Item', row: { name: 'c', number: 2 } },
    ])
    const names = async (where: readonly Condition<UntypedModel, string>[]) =>
      (await client.select('Item', { columns: ['name'], where })).map(({ name }) => name).sort()
    const cases: readonly (readonly [readonly Condition<UntypedModel, string>[], readonly string[]])[] = [
      [[], ['a', 'b', 'c']],
      [[['name', '==', 'a']], ['a']],
      [
        [
          ['number', '==', 2],
          ['name', '!=', 'c'],
        ],
        ['b'],
      ],
      [[['number', '<', 2n]], ['a']],
      [[['maybe', '>=', 5]], ['b']],
      [[['maybe', '==', undefined]], ['a', 'c']],
      [[['tags', '==', ['y', 'x']]], ['a']],
      [[['tags', 'includes', ['y']]], ['a', 'b']],
      [[['tags', 'excludes', ['x']]], ['b', 'c']],
      [[['name', '==', 'nobody']], []],
    ]
    for (const [where, expected] of cases) t.strictSame(await names(where), expected, inspect(where))
    const [row] = await client.select('Item', { columns: ['tags', 'maybe', '_uuid'], where: [['name', '==', 'b']] })
    t.match(row, { _uuid: UUID })
    t.strictSame(row, { tags: ['y'], maybe: 5, _uuid: row?._uuid })
    const [found] = await client.select('Item', { columns: ['name'], where: [['_uuid', '==', row?._uuid ?? '']] })
    t.strictSame(found, { name: 'b' })
  })

  t.test('rows equal in the columns asked for are all there', async (t) => {
    t.strictSame(await client.select('Item', { columns: ['number'], where: [['number', '==', 2]] }), [
      { number: 2 },
      { number: 2 },
    ])
    t.strictSame(await client.select('Item', { columns: [] }), [{}, {}, {}])
  })

  t.test('selectMany: the rows of each select', async (t) => {
    const [ones, columns, others] = await client.selectMany([
      { table: 'Item', columns: ['name'], where: [['number', '==', 1]] },
      { table: 'Item', columns: ['bfd_status?'], where: [['name', '==', 'a']] },
      { table: 'Other', columns: ['name'] },
    ])
    t.strictSame([ones, columns, others], [[{ name: 'a' }], [{ bfd_status: undefined }], []])
    t.strictSame(await client.selectMany([]), [])
    await t.rejects(client.selectMany([{ table: 'Itme', columns: ['name'] }]), { name: 'UnknownTableError' })
  })

  t.test('a column that the server may and does lack is undefined; any other, or a table, is an error', async (t) => {
    const [row] = await client.select('Item', { columns: ['name?', 'bfd_status?'], where: [['name', '==', 'a']] })
    t.strictSame(row, { name: 'a', bfd_status: undefined })
    await t.rejects(client.select('Item', { columns: ['name', 'bfd_status'] }), {
      name: 'UnknownColumnError',
      message: 'table "Item" has no column "bfd_status"',
    })
    await t.rejects(client.select('Itme', { columns: ['name'] }), {
      name: 'UnknownTableError',
      message: 'database "Test" has no table "Itme"',
    })
    await t.rejects(client.select('Item', { columns: ['name'], where: [['nmae', '==', 'a']] }), {
      name: 'UnknownColumnError',
      message: 'table "Item" has no column "nmae"',
    })
    await t.rejects(client.select('Item', { columns: ['name'], where: [['name', '==', 5]] }), {
      name: 'InvalidValueError',
      message: 'Item.name: expected a string, got 5',
    })
    await t.rejects(client.select('Item', { columns: ['name'], where: [['name', '<', 'a']] }), {
      name: 'SyntaxRejectedError',
      details: /operator may not be applied to column name of type string/,
    })
  })

  t.test("the server's refusals have their classes, its string and its details", async (t) => {
    const insert = (row: object) => ({ op: 'insert', table: 'Item', row })
    const cases: readonly (readonly [string, readonly RawOperation[], object])[] = [
      ['SyntaxRejectedError', [{ op: 'nope' }], { error: 'syntax error', operation: 0, syntax: '{"op":"nope"}' }],
      [
        'SyntaxRejectedError',
        [
          { op: 'comment', comment: 'x' },
          { op: 'select', table: 'Nope', where: [] },
        ],
        { error: 'syntax error', operation: 1, details: /No table named Nope/ },
      ],
      [
        'ConstraintViolationError',
        [insert({ name: 'd', word: 'c' }), insert({ name: 'e' })],
        { error: 'constraint violation', operation: 0, details: 'c is not one of the allowed values ([a, b])' },
      ],
      [
        'ConstraintViolationError',
        [insert({ name: 'd' }), insert({ name: 'd' })],
        { operation: undefined, message: /^commit failed: constraint violation: Transaction causes multiple rows/ },
      ],
      [
        'ConstraintViolationError',
        [...'defghij'].map((name) => insert({ name })),
        { operation: undefined, details: /limit of 6 row/ },
      ],
      [
        'ReferentialIntegrityError',
        [insert({ name: 'd', other: ['uuid', '00000000-0000-0000-0000-000000000001'] })],
        { operation: undefined, error: 'referential integrity violation', details: /nonexistent row/ },
      ],
      [
        'DuplicateUuidNameError',
        [
          { ...insert({ name: 'd' }), 'uuid-name': 'x' },
          { ...insert({ name: 'e' }), 'uuid-name': 'x' },
        ],
        { operation: 1, error: 'duplicate uuid-name' },
      ],
      [
        'DomainError',
        [{ op: 'mutate', table: 'Item', where: [], mutations: [['number', '/=', 0]] }],
        { operation: 0, error: 'domain error', details: 'Division by zero.' },
      ],
      [
        'OperationRangeError',
        [
          { op: 'update', table: 'Item', where: [], row: { number: 2n ** 63n - 1n } },
          { op: 'mutate', table: 'Item', where: [], mutations: [['number', '+=', 1]] },
        ],
        { operation: 1, error: 'range error' },
      ],
      [
        'TimedOutError',
        [{ op: 'wait', table: 'Item', timeout: 0, where: [], columns: ['name'], until: '==', rows: [] }],
        { operation: 0, error: 'timed out' },
      ],
      ['AbortedError', [{ op: 'abort' }], { error: 'aborted', details: 'aborted by request' }],
      ['NotOwnerError', [{ op: 'assert', lock: 'l' }], { error: 'not owner' }],
      [
        'OperationError',
        [{ op: 'select', table: 'Item', where: [['nope', '==', 1]] }],
        { error: 'unknown column', details: 'No column nope in table Item.' },
      ],
    ]
    for (const [name, operations, expected] of cases) {
      const error = await failure(client.transactRaw(operations))
      t.ok(error instanceof OperationError, name)
      t.match(error, { name, ...expected }, name)
    }
    t.equal((await client.select('Item', { columns: [] })).length, 3, 'nothing was committed')
  })
})

t.test('limits of a call', async (t) => {
  const replies: (() => void)[] = []
  const { client } = await connected(t, (method, params, peer) => {
    if (method !== 'transact') return handshake()(method, params, peer)
    const names = params.slice(1).map((_, index) => ({ rows: [{ name: `reply ${replies.length}.${index}` }] }))
    return new Promise((resolve) => replies.push(() => resolve(names)))
  })
  const select = (options: object) => client.select('Item', { columns: ['name'], ...options })

  t.test('a timeout, and the late reply is nobody else’s', async (t) => {
    await t.rejects(select({ timeout: 10 }), {
      name: 'RequestTimeoutError',
      message: 'expected a reply to "transact" within 10 ms, got none',
    })
    const second = select({})
    await eventually(() => replies.length === 2)
    for (const reply of replies) reply()
    t.strictSame(await second, [{ name: 'reply 1.0' }])
    t.equal(client.status.state, 'connected')
  })

  t.test('a signal, before and during', async (t) => {
    const reason = new Error('enough')
    const asked = replies.length
    t.equal(await failure(select({ signal: AbortSignal.abort(reason) })), reason)
    t.equal(replies.length, asked, 'nothing was sent')
    const controller = new AbortController()
    const call = failure(select({ signal: controller.signal }))
    await eventually(() => replies.length === asked + 1)
    controller.abort(reason)
    t.equal(await call, reason)
    t.equal(client.status.state, 'connected')
  })

  t.test('no limits that are none', async (t) => {
    await t.rejects(select({ timeout: -1 }), { code: 'INVALID_OPTION', message: /^timeout: / })
    await t.rejects(client.getSchema('Scripted', { timeout: Number.NaN }), { code: 'INVALID_OPTION' })
    await t.rejects(client.listDatabases({ signal: AbortSignal.abort(new Error('enough')) }), { message: 'enough' })
  })
})

t.test("the client's own limit", async (t) => {
  const server = await startScriptedServer(t, (method, params, peer) =>
    method === 'transact' ? silence() : handshake()(method, params, peer),
  )
  const client = await connect(server.remote, { database: 'Scripted', requestTimeout: 10 })
  t.teardown(() => client.close())
  await t.rejects(client.transactRaw([{ op: 'abort' }]), {
    message: 'expected a reply to "transact" within 10 ms, got none',
  })
})

t.test('a server that lies', async (t) => {
  let reply: unknown
  const { client } = await connected(t, (method, params, peer) => {
    if (method === 'get_schema') return handshake()(method, params, peer)
    if (reply instanceof Error) throw reply
    return reply
  })
  const select = () => client.select('Item', { columns: ['name', 'count'] })
  const cases: readonly (readonly [unknown, () => Promise<unknown>, Readonly<Record<string, unknown>>])[] = [
    [
      {},
      select,
      { name: 'InvalidReplyError', message: /^reply to "transact": expected an array of results, got \{\}/ },
    ],
    [[], select, { name: 'InvalidReplyError', message: /expected 1 results, got \[\]/ }],
    [
      [{ count: 1 }],
      select,
      { name: 'InvalidReplyError', message: /expected the rows of a select, got \{ count: 1 \}/ },
    ],
    [
      [{ rows: [{ name: 'a' }] }],
      select,
      { name: 'InvalidValueError', message: /^Item.count: expected a 64-bit integer/ },
    ],
    [
      [{ rows: [{ name: 5, count: 1 }] }],
      select,
      { name: 'InvalidValueError', message: /^Item.name: expected a string/ },
    ],
    [[{ error: 'made up', details: 'by me' }], select, { name: 'OperationError', error: 'made up', details: 'by me' }],
    [
      new RequestRefusedError({ error: 'unknown database' }),
      select,
      { name: 'RemoteError', error: { error: 'unknown database' } },
    ],
    ['Scripted', () => client.listDatabases(), { name: 'InvalidReplyError', message: /^reply to "list_dbs"/ }],
  ]
  for (const [lie, call, expected] of cases) {
    reply = lie
    t.match(await failure(call()), expected, inspect(lie))
  }
  reply = [{ rows: [{ name: 'a', count: 1 }] }]
  t.strictSame(await select(), [{ name: 'a', count: 1 }], 'and the session lives on')
})

t.test('close', async (t) => {
  const silent: Script = (method, params, peer) =>
    method === 'transact' ? silence() : handshake()(method, params, peer)

  t.test('rejects every call under way for one reason, and every later one', async (t) => {
    const { server, client } = await connected(t, silent)
    const calls = [client.transactRaw([]), client.select('Item', { columns: ['name'] })].map(failure)
    await client.close()
    const [first, second] = await Promise.all(calls)
    t.match(first, { name: 'SessionClosedError', message: /was closed by this side$/ })
    t.equal(second, first)
    t.strictSame(client.status, { state: 'closed' })
    const later: readonly (() => Promise<unknown>)[] = [
      () => client.transactRaw([]),
      () => client.select('Item', { columns: ['name'] }),
      () => client.selectMany([]),
      () => client.listDatabases(),
      () => client.getSchema(),
    ]
    for (const call of later) await t.rejects(call(), { name: 'ClientClosedError' })
    t.throws(() => client.schema, { name: 'ClientClosedError' })
    await server.peers[0]?.session.closed
  })

  t.test('at the end of a block', async (t) => {
    const server = await startScriptedServer(t, handshake())
    let kept: Client<UntypedModel>
    {
      await using client = await connect(server.remote, { database: 'Scripted' })
      kept = client
      t.equal(client.status.state, 'connected')
    }
    t.strictSame(kept.status, { state: 'closed' })
    await server.peers[0]?.session.closed
  })

  t.test('while connecting', async (t) => {
    const server = await startScriptedServer(t, silence)
    const client = openClient(server.remote, { database: 'Scripted' })
    const peer = await eventually(() => server.peers.find(({ calls }) => calls.length > 0))
    await client.close()
    t.strictSame(client.status, { state: 'closed' })
    await peer.session.closed
  })

  t.test('in the moment in which the handshake completes: no session stays', async (t) => {
    let closing: Promise<void> | undefined
    const server = await startScriptedServer(t, (method, params, peer) => {
      setImmediate(() => {
        closing = client.close()
      })
      return handshake()(method, params, peer)
    })
    const client = openClient(server.remote, { database: 'Scripted' })
    await eventually(() => closing !== undefined)
    await closing
    t.strictSame(client.status, { state: 'closed' })
    await server.peers[0]?.session.closed
  })

  t.test('while waiting for the next attempt', async (t) => {
    const client = openClient(`tcp:127.0.0.1:${await freePort()}`, {
      database: 'Scripted',
      backoff: { min: 1_000_000, max: 1_000_000 },
    })
    await eventually(() => client.status.state === 'disconnected')
    await client.close()
    await client.close()
    t.strictSame(client.status, { state: 'closed' })
  })
})
