import { statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { connect, operations, type SchemaModel } from '../../../lib/index.js'
import { RequestRefusedError } from '../../../lib/jsonrpc/index.js'
import type { Client } from '../../../lib/ovsdb/client/client.js'
import { parseUuid } from '../../../lib/ovsdb/value/uuid.js'
import { startProgram } from '../../support/child-process.js'
import { eventually } from '../../support/eventually.js'
import { EVERY_SHAPE } from '../../support/every-shape.js'
import { startOvsdbCluster } from '../../support/ovsdb-cluster.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import type { Scope } from '../../support/scope.js'
import { handshake, type Script, silence, startScriptedServer } from '../../support/scripted-server.js'
import { tempDir } from '../../support/temp-dir.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

type Shapes = SchemaModel<typeof EVERY_SHAPE>
type ShapesClient = Client<Shapes>
const { insert, select, update, mutate, delete: remove, wait, verify, comment, abort } = operations<Shapes>()

/** Carried out when a part of that name is there; until then it waits. */
const onceThereIs = (label: string, timeout?: number) =>
  wait('part', {
    where: [['label', '==', label]],
    columns: ['label'],
    until: '==',
    rows: [{ label }],
    ...(timeout !== undefined && { timeout }),
  })

async function start(scope: Scope) {
  const server = await startOvsdbServer(scope, { schema: writeTestSchema(scope, EVERY_SHAPE) })
  return { server, client: await open(scope, server.remote) }
}

async function open(scope: Scope, remote: string): Promise<ShapesClient> {
  const client = await connect(remote, { schema: EVERY_SHAPE })
  scope.teardown(() => client.close())
  return client
}

async function names(client: ShapesClient): Promise<readonly string[]> {
  return (await client.select('thing', { columns: ['name'] })).map(({ name }) => name).sort()
}

t.test('on a real server', { skip }, async (t) => {
  const { server, client } = await start(t)

  t.test('all ten operations in one transaction, each with its result', async (t) => {
    const part = insert('part', { label: 'one' })
    const thing = insert('thing', {
      name: 'a',
      n: 2n ** 63n - 1n,
      colour: 'red',
      tags: ['x', 'y'],
      counts: new Map([['k', 5]]),
      parts: [part.ref],
    })
    const outcome = await client.transact([
      thing,
      part,
      comment('spec'),
      onceThereIs('one', 0),
      select('thing', { columns: ['_uuid', 'name', 'n', 'parts', 'newer?' as 'name'] }),
      update('thing', [['name', '==', 'a']], { n: 1, size: 7, friends: new Map([['me', thing.ref]]) }),
      mutate(
        'thing',
        [['_uuid', '==', thing.ref]],
        [
          ['n', '*=', 3],
          ['tags', 'insert', 'z'],
          ['counts', 'delete', ['k']],
          ['size', 'delete', 7],
        ],
      ),
      remove('thing', [['name', '==', 'nobody']]),
      { op: 'commit', durable: true },
      { op: 'select', table: 'thing', columns: ['n', 'tags', 'counts', 'size', 'friends'] },
    ])
    if (outcome.status !== 'committed') throw new Error(`expected it to be committed, got ${outcome.status}`)
    const [uuid, partUuid, commented, waited, before, updated, mutated, removed, durable, after] = outcome.results
    t.strictSame([commented, waited, durable], [undefined, undefined, undefined])
    t.strictSame([updated, mutated, removed], [1, 1, 0])
    t.strictSame(before, [{ _uuid: uuid, name: 'a', n: 2n ** 63n - 1n, parts: [partUuid], newer: undefined }])
    t.strictSame(after, [
      { n: 3, tags: ['x', 'y', 'z'], counts: new Map(), size: undefined, friends: new Map([['me', uuid]]) },
    ])
  })

  t.test('an operation can be used again', async (t) => {
    const again = update('thing', [['name', '==', 'a']], { digit: 4 })
    for (let i = 0; i < 2; i++) t.match(await client.transact([again]), { status: 'committed', results: [1] })
  })

  t.test('a row with a UUID of choice', async (t) => {
    const uuid = parseUuid('9f04604d-7d5d-40c8-b321-dbf309952511')
    const chosen = insert('thing', { name: 'chosen' }, { uuid })
    t.strictSame(await client.transact([chosen]), { status: 'committed', results: [uuid] })
    t.match(await client.transact([chosen]), {
      status: 'rejected',
      error: { name: 'DuplicateUuidError', operation: 0, message: /would duplicate a UUID/ },
    })
    await client.transact([remove('thing', [['_uuid', '==', uuid]])])
  })

  t.test('rejected: which operation and why, and what those before it would have returned', async (t) => {
    const outcome = await client.transact([
      insert('thing', { name: 'b' }),
      select('thing', { columns: ['name'] }),
      insert('thing', { name: 'c', colour: 'green' as 'red' }),
      comment('never'),
    ])
    t.match(outcome, {
      status: 'rejected',
      error: { name: 'ConstraintViolationError', operation: 2, details: /green/ },
      results: [/^[0-9a-f-]{36}$/, [{ name: /a|b/ }, { name: /a|b/ }]],
    })
    t.match(await client.transact([insert('thing', { name: 'a' })]), {
      status: 'rejected',
      error: { name: 'ConstraintViolationError', operation: undefined, message: /^commit failed: .*index on column/ },
    })
    t.match(await client.transact([abort()]), { status: 'rejected', error: { name: 'AbortedError', operation: 0 } })
    t.match(await client.transact([onceThereIs('nowhere', 0)]), {
      status: 'rejected',
      error: { name: 'TimedOutError' },
    })
    t.strictSame(await names(client), ['a'], 'nothing was committed')
  })

  t.test('verify: the row is there and holds these values, empty ones too', async (t) => {
    const [row] = await client.select('thing', { columns: ['_uuid', 'name', 'size', 'tags', 'counts', 'friends', 'r'] })
    if (row === undefined) throw new Error('expected the row')
    const { _uuid, ...values } = row
    t.match(
      await client.transact([verify('thing', _uuid, values), verify('thing', _uuid, row), verify('thing', _uuid, {})]),
      {
        status: 'committed',
      },
    )
    const wrong = [
      { size: 5 },
      { tags: ['x', 'y'] },
      { counts: new Map([['k', 5]]) },
      { friends: new Map() },
      { r: 0.5 },
    ]
    for (const values of wrong) {
      t.match(await client.transact([verify('thing', _uuid, values)]), { status: 'rejected', error: { operation: 0 } })
    }
    const nobody = parseUuid('00000000-0000-4000-8000-000000000000')
    t.match(await client.transact([verify('thing', nobody, {})]), {
      status: 'rejected',
      error: { name: 'TimedOutError' },
    })
  })

  t.test('a dry run changes nothing, and sees what is checked before the commit', async (t) => {
    const dryRun = true
    const outcome = await client.transact([insert('thing', { name: 'dry' }), select('thing', { columns: ['name'] })], {
      dryRun,
    })
    t.match(outcome, { status: 'dry-run', results: [String, { length: 2 }] })
    t.strictSame(await names(client), ['a'])
    t.match(await client.transact([insert('thing', { digit: 10 })], { dryRun }), {
      status: 'rejected',
      error: { name: 'ConstraintViolationError', operation: 0 },
    })
    t.match(await client.transact([insert('thing', { name: 'a' })], { dryRun }), { status: 'dry-run' }, 'but no index')
  })

  t.test('the lock that it rests on', async (t) => {
    const op = insert('thing', { name: 'locked' })
    t.match(await client.transact([op], { lock: 'mine' }), {
      status: 'rejected',
      error: {
        name: 'NotOwnerError',
        operation: undefined,
        message: /^the assertion of the lock "mine" failed: not owner/,
      },
    })
  })

  t.test('what cannot be sent throws', async (t) => {
    await t.rejects(client.transact([insert('thing', { name: 5 as unknown as string })]), { name: 'InvalidValueError' })
    await t.rejects(client.transact([select('thing', { columns: ['newer' as 'name'] })]), {
      name: 'UnknownColumnError',
    })
    await t.rejects(client.transact([remove('Thing' as 'thing', [])]), { name: 'UnknownTableError' })
    const signal = AbortSignal.abort(new Error('too late'))
    await t.rejects(client.transact([comment('x')], { signal }), { message: 'too late' })
    const closed = await open(t, server.remote)
    await closed.close()
    await t.rejects(closed.transact([comment('x')]), { name: 'ClientClosedError' })
  })

  t.test('given up: unknown, and cancelled at the server', async (t) => {
    const waiting = [onceThereIs('the end'), insert('thing', { name: 'late' })] as const
    t.match(await client.transact(waiting, { timeout: 20 }), {
      status: 'unknown',
      cause: { name: 'RequestTimeoutError' },
    })
    const controller = new AbortController()
    const outcome = client.transact(waiting, { signal: controller.signal })
    await names(client)
    controller.abort(new Error('enough'))
    t.match(await outcome, { status: 'unknown', cause: { message: 'enough' } })
    await client.transact([insert('thing', { name: 'x', parts: [] })])
    const part = insert('part', { label: 'the end' })
    await client.transact([part, mutate('thing', [['name', '==', 'x']], [['parts', 'insert', part.ref]])])
    t.strictSame(await names(client), ['a', 'x'], 'what they waited for came, and they were not carried out')
  })

  t.test('the connection breaks: unknown', async (t) => {
    const outcome = client.transact([onceThereIs('never')])
    await names(client)
    await server.kill()
    t.match(await outcome, { status: 'unknown', cause: { name: 'SessionClosedError' } })
    await eventually(() => client.status.state === 'disconnected')
    await t.rejects(client.transact([comment('x')]), { name: 'NotConnectedError' })
  })
})

t.test('a server that is read-only', { skip }, async (t) => {
  const { server } = await start(t)
  const { remote } = await startOvsdbServer(t, {
    schema: writeTestSchema(t, EVERY_SHAPE),
    args: [`--sync-from=${server.remote}`],
  })
  const client = await open(t, remote)
  t.match(await client.transact([insert('thing', {})]), {
    status: 'rejected',
    error: { name: 'NotAllowedError', operation: 0 },
  })
  t.match(await client.transact([select('thing', { columns: ['name'] })]), { status: 'committed', results: [[]] })
})

t.test('a disk that is full: rejected, and nothing of it is left', { skip: skip || missing('sh') }, async (t) => {
  const dir = tempDir(t)
  const [file, socket] = [join(dir, 'conf.db'), join(dir, 'db.sock')]
  await run('ovsdb-tool', ['create', file, writeTestSchema(t, EVERY_SHAPE)])
  const blocks = 2 * Math.ceil(statSync(file).size / 1024) + 8
  const script = `trap '' XFSZ; ulimit -f ${blocks}; exec ovsdb-server ${file} --remote=punix:${socket}`
  await startProgram(t, 'sh', ['-c', script], {
    env: { OVS_RUNDIR: dir },
    ready: ({ output }) => output().includes('|ovsdb-server (Open vSwitch)'),
  })
  const client = await open(t, `unix:${socket}`)
  const large = insert('thing', { name: 'large', tags: ['x'.repeat(blocks * 1024)] })
  t.match(await client.transact([large]), {
    status: 'rejected',
    error: { name: 'IoError', operation: undefined, details: /write failed/ },
  })
  t.match(await client.transact([insert('thing', { name: 'small' })]), { status: 'committed' })
  t.strictSame(await names(client), ['small'])
})

t.test('a cluster that lost its quorum: unknown, and it may come true', { skip }, async (t) => {
  const cluster = await startOvsdbCluster(t, { schema: writeTestSchema(t, EVERY_SHAPE) })
  const leader = await cluster.leader()
  const client = await open(t, leader.remote)
  t.match(await client.transact([insert('thing', { name: 'all of us' })]), { status: 'committed' })
  const others = await cluster.followers()
  for (const other of others) await other.kill()
  const outcome = await client.transact([insert('thing', { name: 'alone' })], { timeout: 300 })
  t.match(outcome, { status: 'unknown', cause: { name: 'RequestTimeoutError' } })
  for (const other of others) await other.restart()
  await cluster.settled()
  const after = await names(await open(t, (await cluster.leader()).remote))
  t.ok(after.includes('all of us'))
})

async function scripted(scope: Scope, script: Script) {
  const greet = handshake(EVERY_SHAPE)
  const server = await startScriptedServer(scope, (method, params, peer) =>
    method === 'transact' ? script(method, params, peer) : greet(method, params, peer),
  )
  return { client: await open(scope, server.remote) }
}

t.test('what a server may answer', async (t) => {
  let reply: unknown
  const { client } = await scripted(t, () => {
    if (reply instanceof Error) throw reply
    return reply
  })
  const cases: readonly (readonly [string, unknown, object])[] = [
    ['done', [{}], { status: 'committed', results: [undefined] }],
    [
      'cancelled, though nobody asked for it',
      new RequestRefusedError('canceled'),
      { status: 'unknown', cause: { name: 'RemoteError', error: 'canceled' } },
    ],
    [
      'the database is gone',
      new RequestRefusedError({ error: 'unknown database', details: 'no such' }),
      {
        status: 'rejected',
        error: { error: 'unknown database', operation: undefined, message: /^the request failed/ },
      },
    ],
    [
      'nothing that the RFC has',
      new RequestRefusedError('unknown method'),
      { status: 'rejected', error: { error: 'unknown method' } },
    ],
    [
      'an error as the result',
      { error: 'syntax error' },
      { status: 'rejected', error: { name: 'SyntaxRejectedError' } },
    ],
    ['failed in writing', [{}, { error: 'cluster error' }], { status: 'unknown', cause: { error: 'cluster error' } }],
    ['nonsense', [], { status: 'unknown', cause: { name: 'InvalidReplyError' } }],
  ]
  for (const [what, answer, expected] of cases) {
    reply = answer
    t.match(await client.transact([comment('x')]), expected, what)
  }
  reply = [
    {
      error: 'syntax error',
      details: "Parsing ovsdb operation 1 of 1 failed: Member 'uuid' is present but not allowed here.",
    },
  ]
  const uuid = parseUuid('9f04604d-7d5d-40c8-b321-dbf309952511')
  t.match(await client.transact([insert('thing', {}, { uuid })]), {
    status: 'rejected',
    error: { name: 'SyntaxRejectedError', operation: 0 },
  })
})

t.test('a dry run that is not answered says why: nothing can have come of it', async (t) => {
  const { client } = await scripted(t, silence)
  await t.rejects(client.transact([comment('x')], { dryRun: true, timeout: 10 }), { name: 'RequestTimeoutError' })
})
