import { createConnection } from 'node:net'
import t from 'tap'
import { JsonSplitter } from '../../../lib/jsonrpc/index.js'
import { dialSocket } from '../../../lib/jsonrpc/node/index.js'
import { NO_TRANSACTION, OvsdbSession } from '../../../lib/ovsdb/session/ovsdb-session.js'
import type { MonitorNotification } from '../../../lib/ovsdb/session/wire.js'
import { eventually } from '../../support/eventually.js'
import { type OvsdbServer, startOvsdbServer } from '../../support/ovsdb-server.js'
import type { Scope } from '../../support/scope.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const SKIP = missing('ovsdb-server', 'ovsdb-tool')
const NEVER = new AbortController().signal

type Row = Readonly<Record<string, unknown>>
interface Operation {
  readonly op: string
  readonly [member: string]: unknown
}

const insert = (row: Row): Operation => ({ op: 'insert', table: 'Item', row })
/** Waits until there is an item of that name. */
const waitFor = (name: string): Operation => {
  const where = [['name', '==', name]]
  return { op: 'wait', table: 'Item', where, columns: ['name'], until: '==', rows: [{ name }] }
}
const CLEAR: Operation = { op: 'delete', table: 'Item', where: [] }

/** The facts that the library rests on, each shown by a real server. */
t.test('ovsdb-server', { skip: SKIP }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  const open = async (scope: Scope, target: Pick<OvsdbServer, 'port' | 'remote'> = server) => {
    const session = new OvsdbSession(await dialSocket({ host: '127.0.0.1', port: target.port }, target.remote, NEVER))
    scope.teardown(() => session.close())
    return session
  }
  const transact = (session: OvsdbSession, ...operations: readonly Operation[]) => session.transact('Test', operations)
  t.afterEach(() => server.transact([CLEAR]))

  t.test('an error reply has no result, and its error is a string of some methods, an object of others', async (t) => {
    const replies: Row[] = []
    const socket = createConnection({ host: '127.0.0.1', port: server.port })
    t.teardown(() => socket.destroy())
    const splitter = new JsonSplitter(({ text }) => replies.push(JSON.parse(text)))
    socket.on('data', (chunk) => splitter.push(chunk))
    for (const request of [
      { id: 1, method: 'unheard_of', params: [] },
      { id: 2, method: 'monitor_cancel', params: ['none'] },
      { id: 3, method: 'get_schema', params: ['none'] },
      { id: 4, method: 'unlock', params: ['none'] },
    ]) {
      socket.write(JSON.stringify(request))
    }
    await eventually(() => replies.length === 4)
    t.strictSame(
      replies.map(({ id, error, ...others }) => [id, typeof error, Object.keys(others)]),
      [
        [1, 'string', []],
        [2, 'string', []],
        [3, 'object', []],
        [4, 'object', []],
      ],
    )
    const session = await open(t)
    await t.rejects(session.monitorCancel('none'), { name: 'RemoteError', error: 'unknown monitor' })
    await t.rejects(session.getSchema('none'), { name: 'RemoteError', error: { error: 'unknown database' } })
  })

  t.test('replies overtake each other', async (t) => {
    const session = await open(t)
    const order: string[] = []
    const waiting = transact(session, waitFor('late')).then(() => order.push('wait'))
    await session.listDbs().then(() => order.push('list_dbs'))
    await transact(session, insert({ name: 'late' })).then(() => order.push('insert'))
    await waiting
    t.equal(order[0], 'list_dbs')
    t.equal(order.length, 3)
  })

  t.test("a session's own update precedes the reply to its transaction", async (t) => {
    const session = await open(t)
    const order: string[] = []
    session.onMonitor('m', () => order.push('update'))
    await session.monitor('Test', 'm', { Item: [{ columns: ['name'] }] })
    for (let n = 0; n < 20; n++) {
      await transact(session, CLEAR, insert({ name: `n${n}` })).then(() => order.push('reply'))
    }
    t.strictSame(order, Array.from({ length: 20 }, () => ['update', 'reply']).flat())
  })

  t.test('cancel: the transaction is answered when the session is change-aware, else with nothing', async (t) => {
    for (const aware of [true, false]) {
      const session = await open(t)
      await session.setDbChangeAware(aware)
      let id: string | number = 0
      const waiting = session.transact('Test', [waitFor('never')], { onSent: (given) => (id = given) })
      const outcome = waiting.catch((error) => error.error ?? error.name)
      session.cancel(id)
      await session.echo()
      await session.close()
      t.equal(await outcome, aware ? 'canceled' : 'SessionClosedError')
    }
  })

  t.test('a transaction that was given up does not go on at the server', async (t) => {
    for (const [limit, error] of [
      [{ timeout: 20 }, 'RequestTimeoutError'],
      [{ signal: AbortSignal.timeout(20) }, 'TimeoutError'],
    ] as const) {
      const session = await open(t)
      const givenUp = session.transact('Test', [waitFor('later'), insert({ name: 'too late' })], limit)
      await t.rejects(givenUp, { name: error })
      await session.echo()
      await transact(session, insert({ name: 'later' }))
      const [rows] = await transact(session, { op: 'select', table: 'Item', where: [], columns: ['name'] })
      t.strictSame(rows, { rows: [{ name: 'later' }] })
      await transact(session, CLEAR)
    }
  })

  t.test('what it would punish is refused before it is sent: it lives, and so does the session', async (t) => {
    const session = await open(t)
    for (const params of [[], ['Test'], ['Test', 'm']]) {
      await t.rejects(session.request('monitor', params), { name: 'InvalidRequestError' })
    }
    await t.rejects(session.request('get_server_id', null as never), { name: 'InvalidRequestError' })
    for (const comment of ['\u0000', '\ud83d', '\ude00']) {
      await t.rejects(transact(session, { op: 'comment', comment }), { name: 'InvalidRequestError' })
    }
    t.ok((await session.listDbs()).includes('Test'))
    t.ok(process.kill(server.pid, 0))
  })

  t.test('conditions are joined by AND in transact, by OR in monitor_cond', async (t) => {
    const session = await open(t)
    await transact(session, insert({ name: 'a', number: 1 }), insert({ name: 'b', number: 2 }))
    const where = [
      ['name', '==', 'a'],
      ['number', '==', 2],
    ] as const
    t.strictSame(await transact(session, { op: 'select', table: 'Item', where, columns: ['name'] }), [{ rows: [] }])
    const initial = await session.monitorCond('Test', 'm', { Item: [{ columns: ['name'], where }] })
    t.equal(Object.keys(initial.Item ?? {}).length, 2)
  })

  t.test('select: rows that are equal in the columns chosen are one', async (t) => {
    const session = await open(t)
    await transact(session, insert({ name: 'a', number: 1 }), insert({ name: 'b', number: 1 }))
    const select = (...columns: readonly string[]) => ({ op: 'select', table: 'Item', where: [], columns })
    t.match(await transact(session, select('number'), select('number', '_uuid')), [
      { rows: { length: 1 } },
      { rows: { length: 2 } },
    ])
  })

  t.test('update2: defaults are left out, and a modify is a difference only where max exceeds 1', async (t) => {
    const session = await open(t)
    const told: MonitorNotification[] = []
    session.onMonitor('m', (notification) => told.push(notification))
    const columns = ['name', 'number', 'maybe', 'tags', 'map', 'flag']
    await transact(session, insert({ name: 'a', tags: ['set', ['x', 'y']] }))
    const initial = await session.monitorCond('Test', 'm', { Item: [{ columns }] })
    t.strictSame(Object.values(initial.Item ?? {}), [{ initial: { name: 'a', tags: ['set', ['x', 'y']] } }])
    await transact(session, {
      op: 'update',
      table: 'Item',
      where: [],
      row: { number: 7, maybe: 5, tags: ['set', ['y', 'z']], map: ['map', [['k', 'v']]] },
    })
    await transact(session, { op: 'update', table: 'Item', where: [], row: { number: 0, maybe: ['set', []] } })
    await transact(session, insert({ name: 'b', number: 0, flag: false }))
    const rows = told.map((notification) =>
      'updates' in notification ? Object.values(notification.updates.Item ?? {}) : [],
    )
    t.strictSame(rows, [
      [{ modify: { number: 7, maybe: 5, tags: ['set', ['x', 'z']], map: ['map', [['k', 'v']]] } }],
      [{ modify: { number: 0, maybe: ['set', []] } }],
      [{ insert: { name: 'b' } }],
    ])
  })

  t.test('monitor_cond_since: a standalone server never finds the transaction', async (t) => {
    const session = await open(t)
    const requests = { Item: [{ columns: ['name'] }] }
    const [found, id] = await session.monitorCondSince('Test', 'm', requests, NO_TRANSACTION)
    t.equal(found, false)
    t.equal(id, NO_TRANSACTION)
    const told: MonitorNotification[] = []
    session.onMonitor('m', (notification) => told.push(notification))
    await transact(session, insert({ name: 'a' }))
    t.match(told, [{ method: 'update3', lastTransactionId: NO_TRANSACTION, updates: { Item: {} } }])
    const [again, , updates] = await session.monitorCondSince('Test', 'n', requests, id)
    t.equal(again, false)
    t.match(Object.values(updates.Item ?? {}), [{ initial: { name: 'a' } }])
  })

  t.test('monitor_cond_change: what it brings is told before its reply, under the new id', async (t) => {
    const session = await open(t)
    await transact(session, insert({ name: 'a' }), insert({ name: 'b' }))
    const order: unknown[] = []
    session.onMonitor('new', ({ method }) => order.push(method))
    await session.monitorCond('Test', 'm', { Item: [{ columns: ['name'], where: [['name', '==', 'a']] }] })
    await session.monitorCondChange('m', 'new', { Item: [{ where: [['name', '==', 'b']] }] })
    order.push('reply')
    t.strictSame(order, ['update2', 'reply'])
    await t.rejects(session.monitorCancel('m'), { name: 'RemoteError', message: /unknown monitor/ })
    await session.monitorCancel('new')
  })

  t.test('locks: waited for, stolen, given back', async (t) => {
    const [one, other] = [await open(t), await open(t)]
    const heard: unknown[] = []
    for (const method of ['locked', 'stolen']) {
      one.onNotification(method, (params) => heard.push(['one', method, ...params]))
      other.onNotification(method, (params) => heard.push(['other', method, ...params]))
    }
    t.strictSame(await one.lock('l'), { locked: true })
    t.strictSame(await other.lock('l'), { locked: false })
    await one.unlock('l')
    await eventually(() => heard.length === 1)
    t.strictSame(await one.steal('l'), { locked: true })
    await eventually(() => heard.length === 2)
    t.strictSame(heard, [
      ['other', 'locked', 'l'],
      ['other', 'stolen', 'l'],
    ])
    await t.rejects(one.lock('no name'), { name: 'RemoteError' })
  })

  t.test('the id of the server is that of its process', async (t) => {
    const mortal = await startOvsdbServer(t, { schema: writeTestSchema(t) })
    const ids: string[] = []
    for (let start = 0; start < 2; start++) {
      const session = await open(t, mortal)
      ids.push(await session.getServerId(), await session.getServerId())
      await session.close()
      await mortal.restart()
    }
    t.equal(ids[0], ids[1])
    t.equal(ids[2], ids[3])
    t.not(ids[1], ids[2])
  })

  t.test('echo', async (t) => {
    const session = await open(t)
    t.strictSame(await session.echo(['a', 2n ** 62n, { b: [null] }]), ['a', 2n ** 62n, { b: [null] }])
  })
})
