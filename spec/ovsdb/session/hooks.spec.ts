import t from 'tap'
import { RemoteError, RequestTimeoutError, SessionClosedError, type Transport } from '../../../lib/jsonrpc/index.js'
import { connect } from '../../../lib/ovsdb/client/connect.js'
import type { ClientHooks } from '../../../lib/ovsdb/client/options.js'
import { countRows, guarded, observedTransport, outcomeOf } from '../../../lib/ovsdb/session/hooks.js'
import { eventually } from '../../support/eventually.js'
import { handshake, silence, startScriptedServer } from '../../support/scripted-server.js'

/** Hooks that keep what they are told. */
function recorder() {
  const requests: string[] = []
  const bytes = { in: 0, out: 0 }
  const messages = { in: 0, out: 0 }
  const states: string[] = []
  let rows = 0
  const hooks: ClientHooks = {
    onRequestEnd: ({ method, milliseconds, outcome }) => {
      if (!(milliseconds >= 0 && milliseconds < 60_000)) throw new Error(`${milliseconds} ms`)
      requests.push(`${method} ${outcome}`)
    },
    onReceived: (count) => {
      bytes.in += count
    },
    onSent: (count) => {
      bytes.out += count
    },
    onMessage: (direction) => messages[direction]++,
    onUpdate: (count) => {
      rows += count
    },
    onStatus: ({ state }) => states.push(state),
  }
  return { hooks, requests, bytes, messages, states, rows: () => rows }
}

t.test('everything is told once', async (t) => {
  let received = 0
  const server = await startScriptedServer(t, (method, params, peer) => {
    received++
    return method === 'transact' ? silence() : handshake()(method, params, peer)
  })
  const told = recorder()
  const client = await connect(server.remote, { database: 'Scripted', hooks: told.hooks })
  t.teardown(() => client.close())
  t.strictSame(told.states, ['connecting', 'connected'])
  t.strictSame(told.requests.splice(0), [
    'set_db_change_aware refused',
    'monitor_cond refused',
    'monitor refused',
    'get_schema answered',
  ])
  t.strictSame(told.messages, { in: 4, out: received })
  t.ok(told.bytes.in > 0 && told.bytes.out > 0)

  const before = told.bytes.out
  await client.listDatabases()
  t.equal(told.bytes.out - before, Buffer.byteLength('{"id":5,"method":"list_dbs","params":[]}'))
  await t.rejects(client.transactRaw([{ op: 'comment', comment: 'ä' }], { timeout: 10 }))
  await t.rejects(client.transactRaw([], { signal: AbortSignal.timeout(10) }))
  await t.rejects(client.transactRaw([], { signal: AbortSignal.abort() }), 'not sent')
  const pending = t.rejects(client.transactRaw([]))
  await eventually(() => told.messages.out === 10)

  const [peer] = server.peers
  peer?.session.notify('update', ['m', { T: { a: {}, b: {} } }])
  peer?.session.notify('update3', ['m', 'id', { T: { a: {} }, U: { b: {} } }])
  peer?.session.notify('locked', ['l'])
  await eventually(() => told.messages.in === 8)
  t.equal(told.rows(), 4)
  await client.close()
  await pending
  t.strictSame(told.requests, ['list_dbs answered', 'transact timeout', 'transact aborted', 'transact closed'])
  t.strictSame(told.states, ['connecting', 'connected', 'closed'])
})

t.test('what a hook throws disturbs nothing', async (t) => {
  const thrown: (() => void)[] = []
  const queue = globalThis.queueMicrotask
  globalThis.queueMicrotask = (callback) => void thrown.push(callback)
  t.teardown(() => {
    globalThis.queueMicrotask = queue
  })
  const heard: number[] = []
  const hook = guarded((value: number) => {
    heard.push(value)
    throw new Error('a bug')
  })
  hook?.(1)
  hook?.(2)
  t.strictSame(heard, [1, 2])
  for (const rethrow of thrown) t.throws(rethrow, new Error('a bug'))
  t.equal(guarded(undefined), undefined)
})

t.test('nobody wants to know: the transport is the same', async (t) => {
  const transport = { name: 'memory' } as Transport
  t.equal(observedTransport(transport, {}), transport)
  t.equal(observedTransport(transport, { onUpdate: () => {} }), transport)
  t.not(observedTransport(transport, { onMessage: () => {} }), transport)
})

t.test('outcomes and rows', async (t) => {
  t.equal(outcomeOf(new RemoteError('m', 'no')), 'refused')
  t.equal(outcomeOf(new RequestTimeoutError('m', 1)), 'timeout')
  t.equal(outcomeOf(new SessionClosedError('gone')), 'closed')
  t.equal(outcomeOf(new Error('enough')), 'aborted')
  for (const nonsense of [undefined, null, 7, 'text', {}, { T: null }]) t.type(countRows(nonsense), 'number')
  t.equal(countRows({ T: { a: 1, b: 2 }, U: null, V: { c: 3 } }), 3)
})
