import { getEventListeners } from 'node:events'
import t from 'tap'
import type { RemoteError } from '../../lib/jsonrpc/errors.js'
import { RequestRefusedError } from '../../lib/jsonrpc/session.js'
import { eventually } from '../support/eventually.js'
import { type OpenSession, openSession } from '../support/open-session.js'

/** Returns when the peer's messages up to now have been read: it then answers the question asked here. */
async function roundTrip({ session, peer }: OpenSession): Promise<void> {
  const answered = session.request('round-trip', [])
  for (;;) {
    const { id, method } = JSON.parse(await peer.receive())
    if (method === 'round-trip') {
      peer.send({ id, result: null })
      break
    }
  }
  await answered
}

t.test('a request in 1.0, and its reply', async (t) => {
  const { session, peer } = await openSession(t)
  const reply = session.request('transact', ['db', { wide: 2n ** 63n - 1n }])
  t.equal(session.pendingCalls, 1)
  t.equal(await peer.receive(), '{"id":1,"method":"transact","params":["db",{"wide":9223372036854775807}]}')
  peer.send('{"id":1,"result":[-9223372036854775808,"é"],"error":null}')
  t.strictSame(await reply, [-(2n ** 63n), 'é'])
  t.equal(session.pendingCalls, 0)
  session.notify('cancel', [1])
  t.equal(await peer.receive(), '{"id":null,"method":"cancel","params":[1]}')
})

t.test('says when a request is sent, and that it is not', async (t) => {
  const { session, peer } = await openSession(t)
  const sent: unknown[] = []
  const onSent = (id: unknown) => sent.push(id)
  const circular: unknown[] = []
  circular.push(circular)
  const reply = session.request('a', [], { onSent })
  t.strictSame(sent, [1], 'at once')
  peer.send('{"id":1,"result":null}')
  await reply
  await t.rejects(session.request('b', [], { onSent, signal: AbortSignal.abort() }))
  await t.rejects(session.request('c', [circular], { onSent }))
  await session.close()
  await t.rejects(session.request('d', [], { onSent }), { name: 'SessionClosedError' })
  t.strictSame(sent, [1])
})

t.test('replies out of order, many in one piece, and one byte by byte', async (t) => {
  const { session, peer } = await openSession(t)
  const replies = ['a', 'b', 'c'].map((method) => session.request(method, []))
  for (const _ of replies) await peer.receive()
  peer.send('{"id":3,"result":"third"}{"id":1,"error":"first"}')
  t.equal(await replies[2], 'third')
  await t.rejects(replies[0] ?? Promise.resolve(), { name: 'RemoteError', method: 'a', error: 'first' })
  t.equal(session.pendingCalls, 1)
  const before = session.receivedChunks
  for (const byte of Buffer.from('{"id":2,"result":"€"}')) {
    const sent = session.receivedChunks
    peer.socket.write(Buffer.from([byte]))
    await eventually(() => session.receivedChunks > sent, { interval: 0 })
  }
  t.equal(await replies[1], '€')
  t.ok(session.receivedChunks >= before + 20)
})

t.test('a refusal: a text, an object, or one that holds a wide integer', async (t) => {
  const { session, peer } = await openSession(t)
  for (const [text, error] of [
    ['"unknown method"', 'unknown method'],
    ['{"error":"unknown database","details":"d"}', { error: 'unknown database', details: 'd' }],
    ['{"error":"e","at":9223372036854775807}', { error: 'e', at: 2n ** 63n - 1n }],
  ] as const) {
    const reply = session.request('m', [])
    const { id } = JSON.parse(await peer.receive())
    peer.send(`{"id":${id},"error":${text}}`)
    const refusal = await reply.catch((error: RemoteError) => error)
    t.match(refusal, { name: 'RemoteError', code: 'REMOTE', method: 'm' })
    t.strictSame((refusal as RemoteError).error, error)
  }
})

t.test('a reply nobody waits for is dropped', async (t) => {
  const both = await openSession(t)
  both.peer.send('{"id":99,"result":1}{"id":"x","result":1}{"id":98,"error":"e"}')
  await roundTrip(both)
})

t.test('or ends the session, where each is waited for', async (t) => {
  for (const reply of ['{"id":99,"result":1}', '{"id":"x","error":"e"}']) {
    const both = await openSession(t, { strictReplies: true })
    await roundTrip(both)
    const pending = both.session.request('m', [])
    both.peer.send(reply)
    const { id } = JSON.parse(reply)
    const message = `expected a reply to a call, got one with the id ${JSON.stringify(id)}`
    await t.rejects(pending, { code: 'SESSION_CLOSED', cause: { code: 'PROTOCOL', message } })
  }
})

t.test('after a timeout the session goes on, and a late reply is dropped', async (t) => {
  const both = await openSession(t)
  const { session, peer } = both
  await t.rejects(session.request('slow', [], { timeout: 10 }), {
    ...{ name: 'RequestTimeoutError', code: 'REQUEST_TIMEOUT', message: /"slow" within 10 ms/ },
  })
  t.equal(session.pendingCalls, 0)
  peer.send('{"id":1,"result":"late"}')
  await roundTrip(both)
})

t.test('a timeout longer than a timer can be does not end at once', async (t) => {
  const both = await openSession(t)
  const replies = [2 ** 31, Number.POSITIVE_INFINITY].map((timeout) => both.session.request('m', [], { timeout }))
  await roundTrip(both)
  both.peer.send('{"id":1,"result":1}{"id":2,"result":2}')
  t.strictSame(await Promise.all(replies), [1, 2])
})

t.test('aborted before: nothing is sent', async (t) => {
  const both = await openSession(t)
  const reason = new Error('given up')
  await t.rejects(both.session.request('never', [], { signal: AbortSignal.abort(reason) }), reason)
  t.equal(both.session.pendingCalls, 0)
  const next = both.session.request('next', [])
  t.match(await both.peer.receive(), '"method":"next"')
  both.peer.send('{"id":1,"result":null}')
  await next
})

t.test('aborted while waiting: rejected with the reason, and a late reply is dropped', async (t) => {
  const both = await openSession(t)
  const controller = new AbortController()
  const reply = both.session.request('m', [], { signal: controller.signal, timeout: 60_000 })
  await both.peer.receive()
  const reason = new Error('given up')
  controller.abort(reason)
  t.equal(await reply.catch((error) => error), reason)
  t.equal(both.session.pendingCalls, 0)
  both.peer.send('{"id":1,"result":"late"}')
  await roundTrip(both)
})

t.test('a signal is let go when the call is over', async (t) => {
  const { session, peer } = await openSession(t)
  const { signal } = new AbortController()
  const calls = ['a', 'b', 'c'].map((method) =>
    session.request(method, [], { signal, timeout: method === 'c' ? 1 : 0 }),
  )
  t.equal(getEventListeners(signal, 'abort').length, 1)
  peer.send('{"id":1,"result":null}{"id":2,"error":"e"}')
  await Promise.allSettled(calls)
  t.equal(getEventListeners(signal, 'abort').length, 0)
})

t.test('many calls share a signal without a warning', async (t) => {
  const { session } = await openSession(t)
  const warnings: Error[] = []
  const onWarning = (warning: Error) => warnings.push(warning)
  process.on('warning', onWarning)
  t.teardown(() => process.off('warning', onWarning))
  const controller = new AbortController()
  const { signal } = controller
  const calls = Array.from({ length: 25 }, () => session.request('m', [], { signal }))
  const reason = new Error('given up')
  controller.abort(reason)
  for (const call of await Promise.allSettled(calls)) t.match(call, { status: 'rejected', reason })
  await new Promise((resolve) => setImmediate(resolve))
  t.strictSame(warnings, [])
  t.equal(getEventListeners(signal, 'abort').length, 0)
})

t.test('a reply that came while the event loop was busy is in time', async (t) => {
  const { session, peer } = await openSession(t)
  const reply = session.request('m', [], { timeout: 20 })
  await peer.receive()
  peer.send('{"id":1,"result":"in time"}')
  const end = performance.now() + 100
  while (performance.now() < end);
  t.equal(await reply, 'in time')
})

t.test('a sign of life: equal only when the peer was silent and heard', async (t) => {
  const both = await openSession(t)
  const { session, peer } = both
  const first = session.signOfLife
  t.equal(session.signOfLife, first)
  session.resume()
  t.equal(session.signOfLife, first, 'it was not paused')
  session.pause()
  t.not(session.signOfLife, session.signOfLife)
  session.resume()
  const second = session.signOfLife
  t.not(second, first)
  peer.send('{"id":99,"result":1}')
  await eventually(() => session.signOfLife !== second)
})

t.test('a sign of life: a message, or a KiB of one, and no less', async (t) => {
  const { session, peer } = await openSession(t)
  const write = async (text: string) => {
    const before = session.receivedChunks
    peer.socket.write(text)
    await eventually(() => session.receivedChunks > before, { interval: 1 })
  }
  const first = session.signOfLife
  for (const text of [' ', '\n', '{"id":99,', '"result":"']) await write(text)
  t.equal(session.signOfLife, first)
  await write('x'.repeat(1024))
  const second = session.signOfLife
  t.not(second, first)
  await write('x')
  t.equal(session.signOfLife, second)
  await write('"}')
  t.not(session.signOfLife, second)
})

t.test('echo is answered while a call waits, whatever its id', async (t) => {
  const { session, peer } = await openSession(t)
  const reply = session.request('m', [])
  await peer.receive()
  for (const id of ['"echo"', '""', '0', '9223372036854775807', '[1]', '{"a":null}', 'false']) {
    peer.send(`{"id":${id},"method":"echo","params":[1,"a"]}`)
    t.equal(await peer.receive(), `{"id":${id},"result":[1,"a"],"error":null}`)
  }
  peer.send({ id: 1, result: 'done' })
  t.equal(await reply, 'done')
})

t.test('a request of the peer: the result, a refusal, a failure', async (t) => {
  const { peer } = await openSession(t, {
    onRequest: async (method, params) => {
      if (method === 'answer') return { params }
      if (method === 'refuse') throw new RequestRefusedError(params[0])
      throw new Error('a secret')
    },
  })
  const cases = [
    ['answer', '[1]', '"result":{"params":[1]},"error":null'],
    ['refuse', '["no"]', '"result":null,"error":"no"'],
    [
      'refuse',
      '[{"error":"e","at":9223372036854775807}]',
      '"result":null,"error":{"error":"e","at":9223372036854775807}',
    ],
    ['refuse', '[null]', '"result":null,"error":"unspecified error"'],
    ['fail', '[]', '"result":null,"error":"internal error"'],
  ]
  for (const [method, params, reply] of cases) {
    peer.send(`{"id":"x","method":"${method}","params":${params}}`)
    t.equal(await peer.receive(), `{"id":"x",${reply}}`)
  }
})

t.test('a request of the peer that nobody serves, and an answer that is none', async (t) => {
  const nobody = await openSession(t)
  nobody.peer.send({ id: 1, method: 'm', params: [] })
  t.equal(await nobody.peer.receive(), '{"id":1,"result":null,"error":"unknown method"}')
  const none = await openSession(t, { onRequest: () => undefined })
  none.peer.send({ id: 1, method: 'm', params: [] })
  t.equal(await none.peer.receive(), '{"id":1,"result":null,"error":"internal error"}')
})

t.test('a peer that asks and asks, and reads no answer, is given up', async (t) => {
  const maxMessageBytes = 1024 * 1024
  const { session, peer } = await openSession(t, { maxMessageBytes })
  peer.socket.pause()
  let ended = false
  void session.closed.then(() => {
    ended = true
  })
  const request = JSON.stringify({ id: 'x'.repeat(2000), method: 'echo', params: [] })
  let sent = 0
  while (!ended && sent < 64 * maxMessageBytes) {
    peer.send(request.repeat(100))
    sent += 100 * request.length
    await new Promise(setImmediate)
  }
  t.match(await session.closed, { message: /given up: expected the peer to read its replies, got more requests/ })
})

t.test('notifications arrive in order; without a listener they are dropped', async (t) => {
  const received: unknown[] = []
  const heard = await openSession(t, { onNotification: (method, params) => received.push([method, params]) })
  const unheard = await openSession(t)
  for (const both of [heard, unheard]) {
    both.peer.send('{"id":null,"method":"update","params":[9223372036854775807]}{"method":"locked","params":[]}')
    await roundTrip(both)
  }
  t.strictSame(received, [
    ['update', [2n ** 63n - 1n]],
    ['locked', []],
  ])
})

t.test('a paused session lets the peer wait, and loses nothing', async (t) => {
  const MESSAGES = 512
  const received: unknown[] = []
  const both = await openSession(t, { onNotification: (_method, params) => received.push(params[0]) })
  const { session, peer } = both
  await roundTrip(both)
  session.pause()
  const padding = 'x'.repeat(64 * 1024)
  for (let i = 0; i < MESSAGES; i++) peer.send({ method: 'update', params: [i, padding] })
  let waiting = 0
  await eventually(() => {
    const before = waiting
    waiting = peer.socket.writableLength
    return waiting > 0 && waiting === before
  })
  t.strictSame(received, [])
  session.resume()
  await roundTrip(both)
  t.strictSame(
    received,
    Array.from({ length: MESSAGES }, (_, i) => i),
  )
  t.equal(peer.socket.writableLength, 0)
})

t.test('a refusal says what was refused, also as an error of this side', async (t) => {
  t.match(new RequestRefusedError('no'), { name: 'RequestRefusedError', message: 'no', error: 'no' })
  t.match(new RequestRefusedError({ at: 2n ** 63n }), { message: '{"at":9223372036854775808}' })
})
