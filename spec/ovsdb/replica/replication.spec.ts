import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { RequestRefusedError } from '../../../lib/jsonrpc/index.js'
import { type Backoff, connect } from '../../../lib/ovsdb/index.js'
import { parseUuid } from '../../../lib/ovsdb/value/uuid.js'
import { eventually } from '../../support/eventually.js'
import { equalsSelect, followReplica } from '../../support/followed-replica.js'
import { freePort } from '../../support/free-port.js'
import { startOvsdbCluster } from '../../support/ovsdb-cluster.js'
import { cutting } from '../../support/proxy-faults.js'
import { run } from '../../support/run.js'
import type { Scope } from '../../support/scope.js'
import { handshake, startScriptedServer } from '../../support/scripted-server.js'
import { messagesIn, startTcpProxy } from '../../support/tcp-proxy.js'
import { connectTest, deleteItem, insertItems, startTestServer, updateItem } from '../../support/test-client.js'
import { TEST_SCHEMA, writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool', 'ovs-appctl', 'ovsdb-client')

const insertOther = (name: string) => ({ op: 'insert', table: 'Other', row: { name } })

t.test('a server that returns with other content', { skip }, async (t) => {
  const { server, client } = await startTestServer(t, ['stays', 'changes', 'goes'])
  const followed = await followReplica(t, client)
  const kept = followed.replica.table('Item').find({ name: 'stays' })[0]
  const before = new Date()
  await server.kill()
  await eventually(() => followed.replica.state.state === 'stale')
  t.match(followed.replica.state, { cause: { code: 'SESSION_CLOSED' }, since: Date })
  t.ok(followed.replica.state.state === 'stale' && followed.replica.state.since >= before)
  t.strictSame(followed.names(), ['changes', 'goes', 'stays'], 'the last rows known')

  const changed = { op: 'update', table: 'Item', where: [['name', '==', 'changes']], row: { number: 1 } }
  await run('ovsdb-tool', [
    'transact',
    `${server.dir}/conf.db`,
    JSON.stringify(['Test', deleteItem('goes'), changed, { op: 'insert', table: 'Item', row: { name: 'new' } }]),
  ])
  await server.restart()
  await equalsSelect(t, followed, client)
  t.strictSame(followed.kinds.sort(), ['delete goes', 'insert new', 'modify changes'])
  t.equal(followed.replica.table('Item').find({ name: 'stays' })[0], kept, 'an unchanged row stays the same object')
  t.strictSame(
    followed.states.map(({ state }) => state),
    ['stale', 'synced'],
  )
})

t.test('connections cut at every message and within it', { skip }, async (t) => {
  const { server, client: writer } = await startTestServer(t, ['a', 'b', 'c'])
  const cuts = Array.from({ length: 24 }, (_, index) => 2 + index / 2)
  const proxy = await startTcpProxy(t, server.port, { pieces: 'messages', fault: cutting(cuts) })
  const client = await eventually(() => connectTest(t, proxy.remote, { backoff: { min: 1, max: 5 } }))
  const followed = await followReplica(t, client)
  for (let n = 0; proxy.connections <= cuts.length; n++) {
    await writer.transactRaw([updateItem('a', { number: n, counters: ['map', [['n', n]]] })])
    await writer.transactRaw([deleteItem('b'), insertOther(`o${n}`)])
    await writer.transactRaw([{ op: 'insert', table: 'Item', row: { name: 'b', tags: ['set', ['x', `${n}`]] } }])
  }
  await equalsSelect(t, followed, writer)
  t.ok(followed.states.filter(({ state }) => state === 'synced').length > 5, 'it was there in between')
})

t.test('the schema is converted while connected', { skip }, async (t) => {
  const { server, client } = await startTestServer(t, ['a', 'b'])
  let sessions = 0
  client.onSession(() => sessions++)
  const replica = await client.replicate({ Item: ['name', 'number?', 'added?', 'flag'] })
  const states: unknown[] = []
  replica.onState((state) => states.push(state))
  const { number: _, ...others } = TEST_SCHEMA.tables.Item.columns
  const converted = {
    ...TEST_SCHEMA,
    version: '2.0.0',
    tables: {
      ...TEST_SCHEMA.tables,
      Item: { ...TEST_SCHEMA.tables.Item, columns: { ...others, added: { type: 'string' } } },
    },
  }
  await run('ovsdb-client', ['convert', server.unix, writeTestSchema(t, converted)])
  await eventually(() => replica.table('Item').find({ name: 'a' })[0]?.added === '')
  t.match(replica.table('Item').find({ name: 'b' }), [{ name: 'b', number: undefined, added: '', flag: false }])
  t.strictSame(replica.state, { state: 'synced' })
  await insertItems(server, { name: 'c', added: 'x' })
  await eventually(() => replica.table('Item').find({ name: 'c' })[0]?.added === 'x')

  await run('ovsdb-client', ['convert', server.unix, writeTestSchema(t, { ...TEST_SCHEMA, version: '3.0.0' })])
  await eventually(() => replica.table('Item').find({ name: 'c' })[0]?.number === 0)
  t.equal(replica.table('Item').find({ name: 'c' })[0]?.added, undefined)
  t.equal(sessions, 1)
  const stale = { state: 'stale', cause: { code: 'MONITOR_CANCELED' } }
  t.match(states, [stale, { state: 'synced' }, stale, { state: 'synced' }])
})

t.test('a column that a conversion took away is missed until it returns', { skip }, async (t) => {
  const { server, client } = await startTestServer(t, ['a'])
  const replica = await client.replicate({ Item: ['name', 'number'] })
  const told: string[] = []
  replica.onState((now) => told.push(now.state === 'stale' ? now.cause.name : now.state))
  const { number: _, ...columns } = TEST_SCHEMA.tables.Item.columns
  const tables = { ...TEST_SCHEMA.tables, Item: { ...TEST_SCHEMA.tables.Item, columns } }
  await run('ovsdb-client', ['convert', server.unix, writeTestSchema(t, { ...TEST_SCHEMA, tables, version: '2.0.0' })])
  await eventually(
    () => replica.state.state === 'stale' && (replica.state.cause as { code?: string }).code === 'UNKNOWN_COLUMN',
  )
  await run('ovsdb-client', ['convert', server.unix, writeTestSchema(t, { ...TEST_SCHEMA, version: '3.0.0' })])
  await eventually(() => replica.state.state === 'synced')
  t.strictSame(told, ['MonitorCanceledError', 'UnknownColumnError', 'synced'], 'once, however often it is tried')
})

t.test('conditions', { skip }, async (t) => {
  const { server, client } = await startTestServer(t, ['a', 'b', 'c', 'd'])
  await server.transact([insertOther('o')])
  const proxy = await startTcpProxy(t, server.port, { pieces: 'messages' })
  const through = await connectTest(t, proxy.remote)
  const where = { Item: [['name', '==', 'a'] as const, ['number', '>', 5] as const] }
  const { replica, names, kinds, states } = await followReplica(t, through, { where })
  t.strictSame(names(), ['a'])
  await client.transactRaw([updateItem('b', { number: 6 })])
  await eventually(() => names().join() === 'a,b')
  await client.transactRaw([updateItem('b', { number: 5 })])
  await eventually(() => names().join() === 'a')

  await replica.setConditions({ Item: [['name', '==', 'c']] })
  t.strictSame(names(), ['c'], 'in force when acknowledged')
  t.equal(replica.table('Other').rows.size, 1, 'of the other table nothing changed')
  await Promise.all([
    replica.setConditions({ Item: true }),
    replica.setConditions({ Item: [], Other: false }),
    replica.setConditions({ Item: [['name', '==', 'd']] }),
  ])
  t.strictSame(names(), ['d'])
  t.equal(replica.table('Other').rows.size, 0)
  t.strictSame(kinds.slice(0, 4).sort(), ['delete a', 'delete b', 'insert b', 'insert c'])
  t.strictSame(states, [])

  await t.rejects(replica.setConditions({ Item: [['nmae', '==', 'd']] }), { code: 'UNKNOWN_COLUMN' })
  await t.rejects(replica.setConditions({ Items: true } as object), { message: 'the replica has no table "Items"' })
  t.strictSame(names(), ['d'])

  proxy.leadTo(await freePort())
  proxy.cut()
  await eventually(() => replica.state.state === 'stale')
  await t.rejects(replica.setConditions({ Items: true } as object), { code: 'UNKNOWN_TABLE' })
  const granted = replica.setConditions({ Item: [['name', '==', 'b']] })
  t.strictSame(names(), ['d'])
  proxy.leadTo(server.port)
  await granted
  t.strictSame(names(), ['b'], 'changed while there was no connection')
  t.strictSame(replica.state, { state: 'synced' })
})

t.test('a server that knows no conditions', { skip }, async (t) => {
  const { server } = await startTestServer(t, ['a', 'b', 'c'])
  await run('ovs-appctl', [`--target=${server.unixctl}`, 'ovsdb-server/disable-monitor-cond'])
  const client = await connectTest(t, server.remote)
  const proxy = await startTcpProxy(t, server.port, { pieces: 'messages' })
  const through = await connectTest(t, proxy.remote)
  const whole = await followReplica(t, through)
  const replica = await through.replicate({ Item: ['name'] }, { where: { Item: [['number', '>=', 5]] } })
  const names = () => [...replica.table('Item').rows.values()].map(({ name }) => name).sort()
  t.ok(messagesIn(proxy.asked).some(({ method }) => method === 'monitor'))
  t.notOk(messagesIn(proxy.told).some(({ method }) => method === 'update2' || method === 'update3'))
  t.strictSame(names(), [])
  await client.transactRaw([updateItem('a', { number: 5 }), updateItem('b', { number: 4 })])
  await eventually(() => names().join() === 'a')
  t.strictSame([...replica.table('Item').rows.values()], [{ name: 'a' }], 'without the column of the condition')
  await client.transactRaw([updateItem('a', { number: 0 }), updateItem('b', { number: 7 })])
  await eventually(() => names().join() === 'b')
  await replica.setConditions({ Item: [['name', '!=', 'b']] })
  t.strictSame(names(), ['a', 'c'])
  t.strictSame(replica.state, { state: 'synced' })
  await client.transactRaw([deleteItem('a'), insertOther('o')])
  await eventually(() => names().join() === 'c')
  await equalsSelect(t, whole, client)
  proxy.cut()
  await client.transactRaw([deleteItem('b')])
  await equalsSelect(t, whole, client)
})

t.test('a cluster', { skip }, async (t) => {
  const cluster = await startOvsdbCluster(t, { schema: writeTestSchema(t) })
  const [first] = cluster.members
  if (first === undefined) throw new Error('expected members')
  await insertItems(first, { name: 'a' }, { name: 'b' }, { name: 'c' })
  // A server remembers the last transactions only as long as they are smaller than the database.
  await first.transact(Array.from({ length: 200 }, (_, index) => insertOther(`o${index}`)))
  const writer = await connectTest(t, first.remote)
  const proxy = await startTcpProxy(t, first.port, { pieces: 'messages' })
  const client = await connectTest(t, proxy.remote)

  await t.test('each monitor resumes after its last transaction', async (t) => {
    const followed = await followReplica(t, client)
    const other = await followReplica(t, client, { where: { Item: [['name', '==', 'b']], Other: false } })
    t.strictSame(other.names(), ['b'])
    await writer.transactRaw([updateItem('b', { number: 1 })])
    await equalsSelect(t, followed, writer)
    const [asked, told] = [proxy.asked.length, proxy.told.length]
    proxy.cut()
    await writer.transactRaw([deleteItem('a'), updateItem('b', { number: 2 })])
    await equalsSelect(t, followed, writer)
    await eventually(() => other.replica.table('Item').find({ name: 'b' })[0]?.number === 2)
    const requests = messagesIn(proxy.asked.slice(asked)).filter(
      ({ method, params }) => method === 'monitor_cond_since' && params?.[0] === 'Test',
    )
    t.equal(requests.length, 2)
    for (const { id, params } of requests) {
      t.not(params?.[3], '00000000-0000-0000-0000-000000000000')
      const reply = messagesIn(proxy.told.slice(told)).find((message) => message.id === id)
      t.match(reply?.result, [true, String, Object], 'the server goes on from there')
    }
    t.strictSame(followed.kinds.sort(), ['delete a', 'modify b', 'modify b'])
    t.strictSame(other.kinds, ['modify b', 'modify b'])
  })

  await t.test('not after conditions that changed meanwhile', async (t) => {
    const followed = await followReplica(t, client, { where: { Item: [['name', '==', 'b']] } })
    proxy.leadTo(await freePort())
    proxy.cut()
    await eventually(() => followed.replica.state.state === 'stale')
    const granted = followed.replica.setConditions({ Item: [['name', '==', 'c']] })
    proxy.leadTo(first.port)
    await granted
    t.strictSame(followed.names(), ['c'])
    await followed.replica.setConditions({ Item: true })
    await equalsSelect(t, followed, writer)
  })

  await t.test('the death of the server', async (t) => {
    const followed = await followReplica(t, client)
    const survivor = cluster.members.find((member) => member !== first)
    if (survivor === undefined) throw new Error('expected another member')
    await first.kill()
    proxy.leadTo(survivor.port)
    await cluster.leader()
    await eventually(() => insertItems(survivor, { name: 'after' }))
    await equalsSelect(t, followed, client)
    t.ok(followed.names().includes('after'))
  })
})

const uuid = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`

t.test('updates that do not fit', async (t) => {
  const scripted = handshake()
  let id: unknown
  const since: unknown[] = []
  let content: unknown = { Item: { [uuid(1)]: { initial: { name: 'a' } } } }
  const server = await startScriptedServer(t, (method, params, peer) => {
    if (method === 'monitor_cond_since') {
      id = params[1]
      since.push(params[3])
      return [false, uuid(9), content]
    }
    if (method === 'monitor_cancel') return {}
    return scripted(method, params, peer)
  })
  const client = await connect(server.remote, { database: 'Scripted', backoff: { min: 10, max: 20 } })
  t.teardown(() => client.close())
  const replica = await client.replicate({ Item: ['name', 'count'] })
  const states: unknown[] = []
  replica.onState((state) => states.push(state))
  const monitors = () =>
    server.peers.flatMap(({ calls }) => calls).filter((call) => call === 'monitor_cond_since').length
  const lies: readonly (readonly [unknown, RegExp])[] = [
    [{ Item: { [uuid(1)]: { insert: { name: 'again' } } } }, /a row that is not there yet/],
    [{ Item: { [uuid(2)]: { modify: { name: 'none' } } } }, /a row that is there/],
    [{ Item: { [uuid(1)]: { modify: { name: 5 } } } }, /expected a string/],
    [{ Item: { [uuid(1)]: { modify: { tags: 'x' } } } }, /only the columns name, count/],
    [{ Other: {} }, /only the tables Item/],
    ['garbage', /an object/],
  ]
  for (const [index, [lie, message]] of lies.entries()) {
    content = { Item: { [uuid(1)]: { initial: { name: `after ${index}` } } } }
    server.peers[0]?.session.notify('update3', [id, uuid(8), lie])
    await eventually(() => replica.table('Item').rows.get(parseUuid(uuid(1)))?.name === `after ${index}`)
    t.match(states.splice(0), [{ state: 'stale', cause: { message } }, { state: 'synced' }])
    t.equal(monitors(), index + 2, 'one new monitor')
  }
  t.equal(server.peers.length, 1, 'the session goes on')
  t.strictSame(
    [...new Set(since)],
    ['00000000-0000-0000-0000-000000000000'],
    'no monitor goes on from what did not fit',
  )

  content = { Item: 'garbage' }
  server.peers[0]?.session.notify('update3', [id, uuid(8), 'garbage'])
  await eventually(() => monitors() >= lies.length + 4)
  t.match(replica.state, { state: 'stale', cause: { code: 'INVALID_UPDATE' } })
  content = {}
  await eventually(() => replica.state.state === 'synced')
  t.equal(replica.table('Item').rows.size, 0)
})

t.test('a server that lies to every monitor is left alone', async (t) => {
  let elapsed = 0
  const now = performance.now.bind(performance)
  t.intercept(performance, 'now', { value: () => now() + elapsed })
  for (const truthfulMs of [0, 700_000]) {
    const scripted = handshake()
    let id: unknown
    const server = await startScriptedServer(t, (method, params, peer) => {
      if (method === 'list_dbs') peer.session.notify('update3', [id, uuid(8), 'garbage'])
      if (method !== 'monitor_cond_since') return scripted(method, params, peer)
      id = params[1]
      return [false, uuid(9), {}]
    })
    const client = await connect(server.remote, { database: 'Scripted', backoff: { min: 600_000, max: 1_200_000 } })
    t.teardown(() => client.close())
    const replica = await client.replicate({ Item: ['name'] })
    const states: string[] = []
    const lie = () => {
      elapsed += truthfulMs
      void client.listDatabases()
    }
    replica.onState(({ state }) => {
      states.push(state)
      if (state === 'synced') lie()
    })
    lie()
    await eventually(() => states.length >= 3)
    await delay(50)
    t.strictSame(states, ['stale', 'synced', 'stale'], `tried again once, and not in a circle: ${truthfulMs} ms`)
  }
})

/** A replica of a scripted server that can cancel its monitor. */
async function startCancelling(scope: Scope, backoff: Backoff, refuse = (_: number): unknown => undefined) {
  const scripted = handshake()
  const ids: unknown[] = []
  let schema: Promise<void> | undefined
  const server = await startScriptedServer(scope, async (method, params, peer) => {
    if (method === 'get_schema') await schema
    if (method !== 'monitor_cond_since') return scripted(method, params, peer)
    ids.push(params[1])
    await refuse(ids.length)
    return [false, uuid(9), { Item: { [uuid(1)]: { initial: { name: `from ${ids.length}` } } } }]
  })
  const client = await connect(server.remote, { database: 'Scripted', backoff })
  scope.teardown(() => client.close())
  const replica = await client.replicate({ Item: ['name'] })
  const states: string[] = []
  replica.onState((now) => states.push(now.state === 'stale' ? now.cause.name : now.state))
  return {
    server,
    client,
    replica,
    ids,
    states,
    name: () => replica.table('Item').rows.get(parseUuid(uuid(1)))?.name,
    cancel: (id = ids.at(-1)) => server.peers[0]?.session.notify('monitor_canceled', [id]),
    holdSchema: (until: Promise<void>) => {
      schema = until
    },
  }
}

t.test('a monitor that the server cancels without a conversion begins anew', async (t) => {
  const { server, ids, states, name, cancel } = await startCancelling(t, { min: 1, max: 5 })
  for (const next of ['from 2', 'from 3']) {
    cancel()
    await eventually(() => name() === next)
    t.strictSame(states.splice(0), ['MonitorCanceledError', 'synced'])
  }
  t.equal(ids.length, 3)
  t.equal(server.peers.length, 1, 'on the same session')
})

t.test('a monitor that the server cancels does not begin anew at once', async (t) => {
  const { client, ids, states, cancel } = await startCancelling(t, { min: 600_000, max: 600_000 })
  cancel()
  await eventually(() => states.length > 0)
  await client.listDatabases()
  t.equal(ids.length, 1, 'a conversion may be the reason: the schema comes first')
})

t.test('a conversion whose schema is long in coming', async (t) => {
  const { server, client, ids, states, name, cancel, holdSchema } = await startCancelling(t, { min: 1, max: 1 })
  let release = () => {}
  holdSchema(
    new Promise((resolve) => {
      release = resolve
    }),
  )
  cancel()
  cancel('_conversion')
  await eventually(() => server.peers[0]?.calls.filter((call) => call === 'get_schema').length === 2)
  await delay(50)
  await client.listDatabases()
  t.equal(ids.length, 1, 'no monitor of the old one')
  release()
  await eventually(() => name() === 'from 2')
  t.strictSame(states, ['MonitorCanceledError', 'synced'])
})

t.test('what the old schema asked while the new one is fetched refuses no wish', async (t) => {
  const refuse = (monitor: number) => {
    if (monitor !== 2) return
    // It is told late, and after the monitor began anew.
    cancel('_conversion')
    throw new RequestRefusedError({ error: 'no such column' })
  }
  const { replica, ids, states, name, cancel } = await startCancelling(t, { min: 1, max: 1 }, refuse)
  const wish = new Promise<void>((resolve, reject) => {
    const leave = replica.onState(() => {
      leave()
      replica.setConditions({ Item: [['count', '>', 0]] }, { timeout: 10_000 }).then(resolve, reject)
    })
  })
  cancel()
  await wish
  await eventually(() => name() === 'from 3')
  t.equal(ids.length, 3)
  t.strictSame(states, ['MonitorCanceledError', 'synced'])
})

t.test('conditions that the server refuses', async (t) => {
  const scripted = handshake()
  const where: unknown[] = []
  const server = await startScriptedServer(t, (method, params, peer) => {
    if (method === 'monitor_cond_since') {
      where.push(params[2])
      return [false, uuid(9), {}]
    }
    if (method === 'monitor_cond_change') throw new RequestRefusedError({ error: 'syntax error' })
    return scripted(method, params, peer)
  })
  const client = await connect(server.remote, { database: 'Scripted', backoff: { min: 10, max: 20 } })
  t.teardown(() => client.close())
  const replica = await client.replicate({ Item: ['name'] })
  await t.rejects(replica.setConditions({ Item: false }), { code: 'REMOTE' })
  t.strictSame(replica.state, { state: 'synced' })
  server.peers[0]?.transport.destroy()
  await eventually(() => where.length === 2)
  t.strictSame(where[1], where[0], 'those that were in force stay')
})
