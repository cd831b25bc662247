import t from 'tap'
import { InvalidRequestError, type Transport, type TransportEvents } from '../../../lib/jsonrpc/index.js'
import { NO_TRANSACTION, OvsdbSession } from '../../../lib/ovsdb/session/ovsdb-session.js'

/** A byte stream in memory: what was sent, and the means to receive. */
function open() {
  const sent: unknown[] = []
  const done: string[] = []
  let events: TransportEvents | undefined
  const transport: Transport = {
    name: 'memory',
    unsentBytes: 0,
    start: (given) => {
      events = given
    },
    send: (text) => sent.push(JSON.parse(text)),
    pause: () => done.push('pause'),
    resume: () => done.push('resume'),
    close: () => done.push('close'),
    destroy: () => done.push('destroy'),
  }
  const receive = (...messages: unknown[]) =>
    events?.data(Buffer.from(messages.map((message) => JSON.stringify(message)).join('')))
  return { session: new OvsdbSession(transport), sent, done, receive }
}

const update = (id: string) => ({ id: null, method: 'update', params: [id, {}] })

t.test('each notification goes to those who listen for its method, until they leave', async (t) => {
  const { session, receive } = open()
  const heard: unknown[] = []
  const leave = session.onNotification('update', (params) => heard.push(['first', params[0]]))
  session.onNotification('update', (params) => heard.push(['second', params[0]]))
  session.onNotification('locked', (params) => heard.push(['locked', params[0]]))
  receive(update('a'), { id: null, method: 'locked', params: ['l'] }, { id: null, method: 'unheard-of', params: [] })
  leave()
  receive(update('b'))
  t.strictSame(heard, [
    ['first', 'a'],
    ['second', 'a'],
    ['locked', 'l'],
    ['second', 'b'],
  ])
})

t.test('a listener may leave while it is told', async (t) => {
  const { session, receive } = open()
  const heard: string[] = []
  const leave = session.onNotification('update', () => {
    heard.push('first')
    leave()
  })
  session.onNotification('update', () => heard.push('second'))
  receive(update('a'), update('b'))
  t.strictSame(heard, ['first', 'second', 'second'])
})

t.test('an update is heard before the reply that follows it settles', async (t) => {
  const { session, sent, receive } = open()
  const order: string[] = []
  session.onNotification('update', () => order.push('update'))
  const reply = session.request('transact', ['db']).then(() => order.push('reply'))
  t.strictSame(sent, [{ id: 1, method: 'transact', params: ['db'] }])
  receive(update('a'), { id: 1, result: [], error: null })
  await reply
  t.strictSame(order, ['update', 'reply'])
})

t.test('notifies, pauses, resumes', async (t) => {
  const { session, sent, done } = open()
  session.notify('cancel', [1])
  session.pause()
  session.resume()
  t.strictSame(sent, [{ id: null, method: 'cancel', params: [1] }])
  t.strictSame(done, ['pause', 'resume'])
})

t.test('ends by close and by abort', async (t) => {
  const closing = open()
  const reason = await closing.session.close()
  t.equal(await closing.session.closed, reason)
  t.match(reason.message, 'closed by this side')
  t.strictSame(closing.done, ['close'])

  const aborting = open()
  aborting.session.abort(new Error('enough'))
  t.match((await aborting.session.closed).message, 'enough')
  t.strictSame(aborting.done, ['destroy'])
})

t.test('counts what it receives', async (t) => {
  const { session, receive } = open()
  t.equal(session.receivedChunks, 0)
  receive(update('a'))
  t.equal(session.receivedChunks, 1)
})

t.test('each method says what it says on the wire, and gives what is answered', async (t) => {
  const { session, sent, receive } = open()
  const requests = { T: [{ columns: ['a'] }] }
  const operation = { op: 'comment', comment: 'c' }
  const cases: readonly (readonly [() => Promise<unknown>, string, readonly unknown[], unknown, unknown?])[] = [
    [() => session.listDbs(), 'list_dbs', [], ['D']],
    [() => session.getSchema('D'), 'get_schema', ['D'], { name: 'D' }],
    [() => session.transact('D', [operation]), 'transact', ['D', operation], [{}]],
    [() => session.convert('D', { name: 'D' }), 'convert', ['D', { name: 'D' }], {}, undefined],
    [() => session.monitor('D', 'm', requests), 'monitor', ['D', 'm', requests], {}],
    [() => session.monitorCond('D', ['m', 1], requests), 'monitor_cond', ['D', ['m', 1], requests], {}],
    [
      () => session.monitorCondSince('D', 'm', requests, NO_TRANSACTION),
      'monitor_cond_since',
      ['D', 'm', requests, '00000000-0000-0000-0000-000000000000'],
      [false, 'id', {}],
    ],
    [
      () => session.monitorCondChange('m', 'n', { T: [{ where: [false] }] }),
      'monitor_cond_change',
      ['m', 'n', { T: [{ where: [false] }] }],
      {},
      undefined,
    ],
    [() => session.monitorCancel('m'), 'monitor_cancel', ['m'], {}, undefined],
    [() => session.lock('l'), 'lock', ['l'], { locked: false }],
    [() => session.steal('l'), 'steal', ['l'], { locked: true }],
    [() => session.unlock('l'), 'unlock', ['l'], {}, undefined],
    [() => session.echo(), 'echo', [], []],
    [() => session.echo(['a', 1]), 'echo', ['a', 1], ['a', 1]],
    [() => session.getServerId(), 'get_server_id', [], 'id'],
    [() => session.setDbChangeAware(true), 'set_db_change_aware', [true], {}, undefined],
  ]
  for (const [index, [call, method, params, result, given]] of cases.entries()) {
    const id = index + 1
    const reply = call()
    await Promise.resolve()
    t.strictSame(sent.at(-1), { id, method, params })
    receive({ id, result, error: null })
    t.strictSame(await reply, cases[index]?.length === 5 ? given : result, method)
  }
  t.equal(sent.length, cases.length)
})

t.test('a reply of another form is an error of the call, not of the session', async (t) => {
  const { session, receive } = open()
  const reply = session.lock('l')
  receive({ id: 1, result: null, error: null })
  await t.rejects(reply, { name: 'InvalidReplyError' })
  const next = session.listDbs()
  receive({ id: 2, result: [] })
  t.strictSame(await next, [])
})

t.test('what the server would punish is refused, and nothing is sent', async (t) => {
  const { session, sent } = open()
  const punished: readonly (readonly [string, unknown])[] = [
    ['monitor', ['D', 'm']],
    ['monitor', []],
    ['get_server_id', null],
    ['transact', undefined],
    ['something', { a: 1 }],
    ['transact', ['D', { op: 'comment', comment: 'NUL \u0000' }]],
    ['transact', ['D', { op: 'comment', comment: 'half \ud83d' }]],
    ['transact', ['D', { op: 'comment', comment: '\ude00 half' }]],
    ['transact', ['D', { op: 'comment', '\ud800': 'a name' }]],
  ]
  for (const [method, params] of punished) {
    await t.rejects(session.request(method, params as unknown[]), InvalidRequestError, JSON.stringify(params))
  }
  t.throws(() => session.notify('cancel', ['\u0000']), InvalidRequestError)
  t.strictSame(sent, [])
  const comment = 'whole 😀 \u0001 \\u0000 \\ud800 \\\\'
  void session.transact('D', [{ op: 'comment', comment } as { op: string }]).catch(() => {})
  await Promise.resolve()
  t.match(sent, [{ method: 'transact', params: ['D', { op: 'comment', comment }] }])
  await session.close()
})

t.test('a transaction that is given up is cancelled; another call is not, nor one that was answered', async (t) => {
  const { session, sent, receive } = open()
  const ids: unknown[] = []
  const onSent = (id: unknown) => ids.push(id)
  const reason = new Error('enough')
  const controller = new AbortController()
  const aborted = session.transact('D', [], { signal: controller.signal, onSent })
  const answered = session.transact('D', [], { signal: controller.signal, onSent })
  const other = session.listDbs({ signal: controller.signal })
  await Promise.resolve()
  receive({ id: 2, error: 'resources exhausted' })
  await t.rejects(answered, { name: 'RemoteError' })
  controller.abort(reason)
  for (const call of [aborted, other]) await t.rejects(call, reason)
  await t.rejects(session.transact('D', [], { timeout: 1 }), { name: 'RequestTimeoutError' })
  await t.rejects(session.transact('D', [], { signal: AbortSignal.abort(reason), onSent }), reason)
  t.strictSame(ids, [1, 2])
  const notified = sent.filter((message) => (message as { id: unknown }).id === null)
  t.strictSame(notified, [
    { id: null, method: 'cancel', params: [1] },
    { id: null, method: 'cancel', params: [4] },
  ])
  const ended = session.transact('D', [])
  await session.close()
  await t.rejects(ended, { name: 'SessionClosedError' })
  t.equal(sent.filter((message) => (message as { id: unknown }).id === null).length, 2)
})

t.test('what is told of a monitor goes to those who listen for it', async (t) => {
  const { session, receive } = open()
  const heard: unknown[] = []
  session.onMonitor('a', (told) => heard.push(told))
  session.onNotification('update', ([id]) => heard.push(id))
  receive(update('a'), update('b'), { id: null, method: 'monitor_canceled', params: ['a'] })
  t.strictSame(heard, ['a', { method: 'update', updates: {} }, 'b', { method: 'monitor_canceled' }])
})

t.test('a listener that throws disturbs neither the session nor the others', async (t) => {
  const { session, receive } = open()
  const uncaught = new Promise((resolve) => process.once('uncaughtException', resolve))
  const heard: unknown[] = []
  session.onNotification('update', () => {
    throw new Error('a bug')
  })
  session.onNotification('update', ([id]) => heard.push(id))
  const reply = session.request('transact', ['db'])
  receive(update('a'), { id: 1, result: [], error: null })
  t.strictSame(await reply, [])
  t.strictSame(heard, ['a'])
  t.match(await uncaught, { message: 'a bug' })
})
