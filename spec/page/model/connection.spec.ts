import { Server, WebSocket } from 'mock-socket'
import t, { type Test } from 'tap'
import { type ConnectionState, FeedConnection } from '../../../lib/page/model/connection.js'
import { type Message, SILENCE_MS } from '../../../lib/page/protocol.js'
import { eventually } from '../../support/eventually.js'
import { ManualClock } from '../../support/manual-clock.js'

const SNAPSHOT = JSON.stringify({ type: 'alive' })
let count = 0

/** A page and the server it is connected to, which says nothing by itself. */
function scene(t: Test) {
  const url = `ws://exporter-${++count}/live/feed`
  const clock = new ManualClock()
  const states: ConnectionState[] = []
  const messages: Message[] = []
  const sockets: WebSocket[] = []
  const connection = new FeedConnection({
    clock,
    open: () => {
      const socket = new WebSocket(url)
      sockets.push(socket)
      return socket
    },
    onMessage: (message) => messages.push(message),
    onState: (state) => states.push(state),
  })
  t.teardown(() => connection.close())
  const listen = (greet = true) => {
    const server = new Server(url)
    server.on('connection', (socket) => {
      if (greet) socket.send(SNAPSHOT)
    })
    t.teardown(() => server.stop())
    return server
  }
  const last = () => states.at(-1)
  const is = (state: ConnectionState['state']) => eventually(() => last()?.state === state)
  return { clock, connection, states, messages, sockets, listen, last, is }
}

t.test('open is who was told something', async (t) => {
  const { connection, states, messages, listen, is } = scene(t)
  const server = listen()
  connection.open()
  t.strictSame(states, [{ state: 'connecting' }])
  await is('open')
  t.strictSame(messages, [{ type: 'alive' }])
  server.emit('message', JSON.stringify({ type: 'update', sequence: 1 }))
  await eventually(() => messages.length === 2)
  t.equal(states.length, 2, 'told once')
})

t.test('nobody there: it tries again, ever later, and never for ever', async (t) => {
  const { clock, connection, states, sockets, listen, last, is } = scene(t)
  connection.open()
  const delays: number[] = []
  for (let attempt = 1; attempt <= 10; attempt++) {
    await is('lost')
    t.equal(sockets.length, attempt)
    const state = last()
    delays.push(state?.state === 'lost' ? state.retryAt - clock.now() : 0)
    t.equal(clock.timers, 1)
    clock.advance(delays.at(-1) ?? 0)
  }
  t.strictSame(
    delays,
    [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000].map((ms) => ms * 0.75),
  )
  t.match(states[1], { state: 'lost', reason: 'the exporter cannot be reached' })
  await is('lost')
  listen()
  clock.advance(30_000)
  await is('open')
})

t.test('a connection that breaks is reopened soon', async (t) => {
  const { clock, connection, messages, listen, last, is } = scene(t)
  const server = listen()
  connection.open()
  await is('open')
  server.close({ code: 1001, reason: '', wasClean: true })
  await is('lost')
  t.match(last(), { reason: 'the exporter was stopped', retryAt: clock.now() + 375 })
  server.stop()
  listen()
  clock.advance(375)
  await is('open')
  t.equal(messages.length, 2)
})

t.test('too many watch: it says so, and asks less often', async (t) => {
  const { clock, connection, listen, last, is } = scene(t)
  const server = listen(false)
  server.on('connection', (socket) => socket.close({ code: 1013, reason: 'limit 16', wasClean: true }))
  connection.open()
  await is('lost')
  t.match(last(), { reason: /as many watch as may at once \(limit 16/, retryAt: clock.now() + 10_000 })
})

t.test('silence is a lost connection, even where none was ever broken', async (t) => {
  const { clock, connection, sockets, listen, last, is } = scene(t)
  listen()
  connection.open()
  await is('open')
  clock.advance(SILENCE_MS - 1)
  t.equal(last()?.state, 'open')
  clock.advance(1)
  t.match(last(), { state: 'lost', reason: 'the exporter is silent' })
  await eventually(() => (sockets[0]?.readyState ?? 0) >= WebSocket.CLOSING)
  clock.advance(375)
  await is('open')
  t.equal(sockets.length, 2)
})

t.test('a server that never says a word is given up too', async (t) => {
  const { clock, connection, listen, last } = scene(t)
  listen(false)
  connection.open()
  clock.advance(SILENCE_MS)
  t.equal(last()?.state, 'lost')
})

t.test('what makes no sense ends the connection', async (t) => {
  for (const text of ['{', '1', 'null', '{}']) {
    const { connection, messages, listen, last, is } = scene(t)
    const server = listen(false)
    server.on('connection', (socket) => socket.send(text))
    connection.open()
    await is('lost')
    t.match(last(), { reason: /does not understand: reload it/ }, text)
    t.strictSame(messages, [])
  }
})

t.test('retry: at once where it waits, otherwise nothing', async (t) => {
  const { clock, connection, sockets, listen, is } = scene(t)
  connection.open()
  await is('lost')
  listen()
  connection.retry()
  t.equal(sockets.length, 2)
  connection.retry()
  t.equal(sockets.length, 2)
  await is('open')
  connection.retry()
  clock.advance(1000)
  t.equal(sockets.length, 2)
})

t.test('closed: nothing is told and nothing waits', async (t) => {
  const { clock, connection, states, sockets, listen, is } = scene(t)
  listen()
  connection.open()
  await is('open')
  connection.close()
  t.equal(clock.timers, 0)
  await eventually(() => sockets[0]?.readyState === WebSocket.CLOSED)
  t.equal(states.length, 2)
})
