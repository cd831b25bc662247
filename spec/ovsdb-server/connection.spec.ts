import t from 'tap'
import type { Transport, TransportEvents } from '../../lib/jsonrpc/index.js'
import { serveConnection } from '../../lib/ovsdb-server/connection.js'
import { Locks } from '../../lib/ovsdb-server/locks.js'
import { everyShape, perform } from '../support/embedded-database.js'
import { EVERY_SHAPE } from '../support/every-shape.js'

/** A client that says all at once what a peer may send in one piece, and keeps what it hears. */
class Client implements Transport {
  readonly name = 'client'
  readonly unsentBytes = 0
  readonly heard: unknown[] = []
  #events: TransportEvents | undefined

  start(events: TransportEvents): void {
    this.#events = events
  }

  say(...messages: readonly (readonly [id: number, method: string, ...params: readonly unknown[]])[]): void {
    const text = messages.map(([id, method, ...params]) => JSON.stringify({ id, method, params })).join('')
    this.#events?.data(Buffer.from(text))
  }

  send(text: string): void {
    this.heard.push(JSON.parse(text))
  }

  close(): void {
    this.#events?.closed()
  }

  destroy(): void {
    this.close()
  }

  pause(): void {}
  resume(): void {}
}

function serve(...things: readonly object[]) {
  const database = everyShape(...things)
  const client = new Client()
  const session = serveConnection(client, { databases: [database], serverId: 'the server', locks: new Locks() })
  const ask = async (method: string, ...params: readonly unknown[]) => {
    client.heard.length = 0
    client.say([1, method, ...params])
    await settled()
    return client.heard[0]
  }
  return { database, client, session, ask }
}

/** Answers go out within microtasks. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

const result = (value: unknown) => ({ id: 1, result: value, error: null })
const error = (value: unknown) => ({ id: 1, result: null, error: value })
const insert = (name: string) => ({ op: 'insert', table: 'thing', row: { name } })

t.test('the methods', async (t) => {
  const { ask } = serve({ name: 'a' })
  t.strictSame(await ask('list_dbs'), result(['shapes']))
  t.strictSame(await ask('get_schema', 'shapes'), result(EVERY_SHAPE))
  t.strictSame(await ask('get_server_id'), result('the server'))
  t.strictSame(await ask('echo', 1, 'x'), result([1, 'x']))
  t.strictSame(
    await ask('transact', 'shapes', { op: 'select', table: 'thing', where: [], columns: ['name'] }),
    result([{ rows: [{ name: 'a' }] }]),
  )
})

t.test('locks, and what rests on them', async (t) => {
  const { ask, client, session, database } = serve()
  const other = new Client()
  const locks = new Locks()
  const mine = new Client()
  const served = { databases: [database], serverId: 's', locks }
  const sessions = [serveConnection(mine, served), serveConnection(other, served)]
  const asserted = { op: 'assert', lock: 'l' }
  const tell = async (to: Client, ...message: readonly [id: number, method: string, ...params: readonly unknown[]]) => {
    to.heard.length = 0
    to.say(message)
    await settled()
    return to.heard[0]
  }
  t.strictSame(await tell(mine, 1, 'lock', 'l'), result({ locked: true }))
  t.strictSame(await tell(mine, 1, 'transact', 'shapes', asserted), result([{}]))
  t.strictSame(await tell(other, 1, 'lock', 'l'), result({ locked: false }))
  t.match(await tell(other, 1, 'transact', 'shapes', asserted), result([{ error: 'not owner' }]))
  void sessions[0]?.close()
  await settled()
  t.strictSame(other.heard.at(-1), { id: null, method: 'locked', params: ['l'] })
  t.match(await ask('unlock', 'l'), error({ error: 'syntax error' }))
  t.strictSame(client.heard.length, 1)
  void session.close()
})

t.test('what is refused', async (t) => {
  const { ask } = serve()
  for (const method of ['monitor_cond_since', 'set_db_change_aware', 'cancel', 'toString']) {
    t.strictSame(await ask(method), error('unknown method'), method)
  }
  const unknown = error({ error: 'unknown database', details: 'no database named _Server' })
  for (const method of ['get_schema', 'transact', 'monitor', 'monitor_cond']) {
    t.strictSame(await ask(method, '_Server'), unknown, method)
  }
  t.match(await ask('transact', 'shapes', { op: 'abort' }), result([{ error: 'aborted' }]))
  t.match(await ask('monitor', 'shapes', 'm', { nowhere: {} }), error({ error: 'syntax error' }))
  t.match(await ask('monitor', 'shapes', 'm'), error({ error: 'syntax error' }))
  t.strictSame(await ask('monitor_cancel', 'm'), error('unknown monitor'))
})

t.test('a monitor tells what changes until it is cancelled', async (t) => {
  for (const [method, notification, first, second] of [
    ['monitor', 'update', { new: { name: 'a' } }, { new: { name: 'b' } }],
    ['monitor_cond', 'update2', { initial: { name: 'a' } }, { insert: { name: 'b' } }],
  ] as const) {
    const { database, client, ask } = serve({ name: 'a' })
    const id = { any: ['json'] }
    const reply = (await ask(method, 'shapes', id, { thing: { columns: ['name'] } })) as { result: { thing: object } }
    t.strictSame(Object.values(reply.result.thing), [first])
    t.match(await ask(method, 'shapes', id, {}), error({ error: 'syntax error' }), 'the ID is taken')
    client.heard.length = 0
    perform(database, insert('b'))
    perform(database, { op: 'insert', table: 'lone', row: {} })
    await settled()
    const [update] = client.heard as [{ params: [unknown, { thing: object }] }]
    t.match(client.heard, [{ id: null, method: notification, params: [id, {}] }])
    t.strictSame(Object.values(update.params[1].thing), [second])
    t.strictSame(await ask('monitor_cancel', id), result({}))
    perform(database, insert('c'))
    await settled()
    t.equal(client.heard.length, 1)
  }
})

t.test('nothing overtakes the reply it follows', async (t) => {
  const { client } = serve()
  client.say(
    [1, 'monitor', 'shapes', 'm', { thing: { columns: ['name'] } }],
    [2, 'transact', 'shapes', insert('a')],
    [3, 'transact', 'shapes', insert('b')],
    [4, 'monitor_cancel', 'm'],
  )
  await settled()
  t.strictSame(
    (client.heard as { id: unknown }[]).map(({ id }) => id),
    [1, null, 2, null, 3, 4],
    "a client hears of its own changes before the transaction's reply",
  )
})

t.test('the end of the client ends its monitors and its waiting', async (t) => {
  const { database, client, session } = serve()
  const row = { name: 'a' }
  const wait = { op: 'wait', table: 'thing', where: [], columns: ['name'], until: '==', rows: [row] }
  client.say([1, 'monitor', 'shapes', 'm', { thing: {} }], [2, 'transact', 'shapes', wait, insert('b')])
  await settled()
  t.equal(client.heard.length, 1)
  client.close()
  await session.closed
  perform(database, insert('a'))
  await settled()
  t.equal(client.heard.length, 1)
  t.equal(database.tables.get('thing')?.size, 1)
})
