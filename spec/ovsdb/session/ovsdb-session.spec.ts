import t from 'tap'
import type { Transport, TransportEvents } from '../../../lib/jsonrpc/index.js'
import { OvsdbSession } from '../../../lib/ovsdb/session/ovsdb-session.js'

/** A byte stream in memory: what was sent, and the means to receive. */
function open() {
  const sent: unknown[] = []
  const done: string[] = []
  let events: TransportEvents | undefined
  const transport: Transport = {
    name: 'memory',
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
