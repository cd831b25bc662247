import t from 'tap'
import type { ReplicaState } from '../../../lib/ovsdb/index.js'
import { parseUuid } from '../../../lib/ovsdb/value/uuid.js'
import { eventually } from '../../support/eventually.js'
import { connectTest, deleteItem, insertItems, startTestServer, updateItem } from '../../support/test-client.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

t.test('a copy of tables', { skip }, async (t) => {
  const { server, client } = await startTestServer(t, ['a', 'b'])
  await using replica = await client.replicate(
    { Item: ['_uuid', 'name', 'number', 'tags', 'other'], Other: ['name'] },
    { indexes: { Item: [['number']] } },
  )
  t.strictSame(replica.state, { state: 'synced' })
  const { rows } = replica.table('Item')
  t.strictSame([...rows.values()].map(({ name }) => name).sort(), ['a', 'b'])
  t.match(
    [...rows],
    [
      [/^[0-9a-f-]{36}$/, { number: 0, tags: [], other: undefined }],
      [String, {}],
    ],
  )
  for (const [uuid, row] of rows) t.equal(row._uuid, uuid)

  await client.transactRaw([
    { op: 'insert', table: 'Other', 'uuid-name': 'o', row: { name: 'referred to' } },
    updateItem('a', { number: 7, other: ['named-uuid', 'o'] }),
  ])
  const [a] = replica.table('Item').find({ name: 'a' })
  t.match(
    a,
    { number: 7 },
    "what the client's own transaction did is there when that resolves, found by the schema's index",
  )
  t.strictSame(replica.table('Item').find({ number: 7 }), [a], 'and by the declared one')
  t.strictSame(replica.get('Other', parseUuid(String(a?.other))), { name: 'referred to' })
  t.equal(replica.get('Other', undefined), undefined)
  t.equal(replica.get('Other', parseUuid(crypto.randomUUID())), undefined)

  await server.transact([deleteItem('b')])
  await eventually(() => rows.size === 1)
})

t.test('reals that are the same text to the server, and not the same number', { skip }, async (t) => {
  const { client } = await startTestServer(t, ['a'])
  await using replica = await client.replicate({ Item: ['by_number'] })
  for (const real of [0.1 + 0.2, 0.3]) await client.transactRaw([updateItem('a', { by_number: ['map', [[1, real]]] })])
  const there = await client.select('Item', { columns: ['by_number'] })
  t.strictSame(there, [{ by_number: new Map([[1, 0.3]]) }])
  t.strictSame([...replica.table('Item').rows.values()], there)
})

t.test('changes as they come', { skip }, async (t) => {
  const { server, client } = await startTestServer(t, ['a'])
  await using replica = await client.replicate({ Item: ['name', 'number'] })
  const updates: unknown[] = []
  const leave = replica.onChanges((changes) => updates.push(changes.map(({ kind, old, new: row }) => [kind, old, row])))
  const reader = replica[Symbol.asyncIterator]()
  const other = replica.changes({ initial: true })
  const take = async (from: AsyncIterator<unknown>) => (await from.next()).value
  const [uuid] = [...replica.table('Item').rows.keys()]
  const a = { name: 'a', number: 0 }
  t.strictSame(await take(other), { table: 'Item', uuid, kind: 'insert', old: undefined, new: a })

  const waiting = take(reader)
  await server.transact([updateItem('a', { number: 1 })])
  t.strictSame(await waiting, { table: 'Item', uuid, kind: 'modify', old: a, new: { name: 'a', number: 1 } })

  await client.transactRaw([updateItem('a', { number: 2 }), { op: 'insert', table: 'Item', row: { name: 'b' } }])
  await client.transactRaw([updateItem('a', { number: 3 })])
  await client.transactRaw([deleteItem('b')])
  t.match(
    await take(reader),
    { kind: 'modify', old: { number: 1 }, new: { number: 3 } },
    'what happened to a row while the reader was away is one change',
  )
  t.match(await take(other), { kind: 'modify', old: a, new: { number: 3 } }, 'whatever another reader has read')
  t.strictSame(updates.flat().length, 5, 'a listener is told all of it')
  t.match(updates.at(-1), [['delete', { name: 'b' }, undefined]])

  leave()
  await server.transact([deleteItem('a')])
  t.match(await take(reader), { kind: 'delete', old: { number: 3 }, new: undefined })
  t.equal(updates.flat().length, 5, 'one that left, nothing')
  t.strictSame(await reader.return?.(), { done: true, value: undefined })
  await insertItems(server, { name: 'c' })
  t.match(await take(other), { kind: 'delete' })
  t.match(await take(other), { kind: 'insert', new: { name: 'c' } })
  t.strictSame(await reader.next(), { done: true, value: undefined })
})

t.test('a reader that awaits a transact of the same client, while changes pour in', { skip }, async (t) => {
  const { server, client } = await startTestServer(t, ['a', 'echo'])
  await using replica = await client.replicate({ Item: ['name', 'number'] }, { where: { Item: [['name', '==', 'a']] } })
  const writer = await connectTest(t, server.remote)
  const pouring = (async () => {
    for (let number = 1; number <= 500; number++) await writer.transactRaw([updateItem('a', { number })])
  })()
  let last: unknown = 0
  let read = 0
  for await (const change of replica) {
    if (change.old?.number !== last) t.fail(`expected a change that goes on from ${last}`)
    last = change.new?.number
    read++
    await client.transactRaw([updateItem('echo', { number: Number(last) })])
    if (last === 500) break
  }
  await pouring
  t.ok(read <= 500, `${read} changes read of 500`)
  t.equal(last, 500)
})

t.test('the end of a replica', { skip }, async (t) => {
  const { server, client } = await startTestServer(t, ['a'])
  const replica = await client.replicate({ Item: ['name'] })
  const states: ReplicaState[] = []
  replica.onState((state) => states.push(state))
  const read = (async () => {
    const kinds: string[] = []
    for await (const { kind } of replica.changes({ initial: true })) kinds.push(kind)
    return kinds
  })()
  await client.transactRaw([{ op: 'insert', table: 'Item', row: { name: 'b' } }])
  await replica.close()
  await replica.close()
  t.strictSame(states, [{ state: 'closed' }])
  t.strictSame(await read, ['insert', 'insert'], 'what was told before can be read')
  await server.transact([deleteItem('b')])
  t.strictSame(await client.select('Item', { columns: ['name'] }), [{ name: 'a' }])
  t.equal(replica.table('Item').rows.size, 2, 'the rows stay')
  t.strictSame(await replica.changes().next(), { done: true, value: undefined })
  await t.rejects(replica.setConditions({ Item: false }), { code: 'REPLICA_CLOSED' })

  const other = await client.replicate({ Item: ['name'] })
  await client.close()
  t.strictSame(other.state, { state: 'closed' }, 'it ends with its client')
  await t.rejects(client.replicate({ Item: ['name'] }), { code: 'CLIENT_CLOSED' })
})

t.test('a signal ends the reading, not the replica', { skip }, async (t) => {
  const { client } = await startTestServer(t, ['a'])
  await using replica = await client.replicate({ Item: ['name'] })
  const controller = new AbortController()
  const reader = replica.changes({ signal: controller.signal })
  const next = reader.next()
  controller.abort(new Error('enough'))
  await t.rejects(next, { message: 'enough' })
  t.strictSame(await reader.next(), { done: true, value: undefined })
  const late = replica.changes({ signal: controller.signal })
  await t.rejects(late.next(), { message: 'enough' })
  t.strictSame(replica.state, { state: 'synced' })
})

t.test('with a server that stands still', { skip }, async (t) => {
  const { server } = await startTestServer(t, ['a', 'b'])
  t.teardown(() => server.kill('SIGCONT'))
  const client = await connectTest(t, server.unix, { requestTimeout: 0 })
  const replica = await client.replicate({ Item: ['name'] })
  const other = await client.replicate({ Item: ['name'] })
  await t.rejects(replica.setConditions({ Item: false }, { timeout: -1 }), { code: 'INVALID_OPTION' })
  await t.rejects(replica.setConditions({ Item: false }, { signal: AbortSignal.abort(new Error('enough')) }), {
    message: 'enough',
  })
  await server.kill('SIGSTOP')
  const where = { Item: [['name', '==', 'b']] } as const
  await t.rejects(replica.setConditions(where, { timeout: 10 }), { code: 'WAIT_TIMEOUT' })
  const controller = new AbortController()
  const waiting = replica.setConditions(where, { signal: controller.signal })
  controller.abort(new Error('enough'))
  await t.rejects(waiting, { message: 'enough' })
  await other.close()
  t.strictSame(other.state, { state: 'closed' })
  t.equal(replica.table('Item').rows.size, 2)
  await server.kill('SIGCONT')
  await eventually(() => replica.table('Item').rows.size === 1)
  t.strictSame(replica.state, { state: 'synced' }, 'the wish was none the less for it')
})
