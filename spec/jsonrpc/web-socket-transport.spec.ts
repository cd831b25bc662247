import t from 'tap'
import { ReceiveBufferFullError, TlsError, WebSocketError } from '../../lib/jsonrpc/errors.js'
import type { Transport } from '../../lib/jsonrpc/transport.js'
import { dialWebSocket, MAX_HELD_BYTES } from '../../lib/jsonrpc/web-socket-transport.js'
import { eventually } from '../support/eventually.js'
import { FakeWebSocket, PuppetWebSocket, startFakeWebSocketServer } from '../support/fake-web-socket.js'

const NEVER = new AbortController().signal

/** Starts a transport and collects what it delivers. */
function collect(transport: Transport) {
  const bytes: number[] = []
  const events: string[] = []
  const closed = new Promise<Error | undefined>((resolve) => {
    transport.start({
      data: (chunk) => {
        bytes.push(...chunk)
        events.push(new TextDecoder().decode(chunk))
      },
      closed: (cause) => {
        events.push('closed')
        resolve(cause)
      },
    })
  })
  return { text: () => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes)), events, closed }
}

function dial(url: string, signal = NEVER): Promise<Transport> {
  return dialWebSocket(() => new FakeWebSocket(url), 'name', signal)
}

/** A transport on a WebSocket that is driven by hand, opened. */
async function puppet(socket = new PuppetWebSocket()) {
  const dialled = dialWebSocket(() => socket, 'name', NEVER)
  socket.tell('open')
  const transport = await dialled
  const say = (text: string) => socket.tell('message', { data: new TextEncoder().encode(text).buffer })
  return { socket, transport, say }
}

const encode = (text: string) => new TextEncoder().encode(text)

t.test('bytes go both ways, however they are cut into messages', async (t) => {
  const server = startFakeWebSocketServer(t)
  const transport = await dial(server.url)
  t.equal(transport.name, 'name')
  const collected = collect(transport)
  const peer = await server.client()
  transport.send('{"é":')
  transport.send('"€"}')
  await eventually(() => peer.received() === '{"é":"€"}')
  const text = 'aé€😀'.repeat(20)
  for (const byte of encode(text)) peer.send(new Uint8Array([byte]))
  peer.send(' and text')
  peer.send('')
  await eventually(() => collected.text() === `${text} and text`)
  transport.close()
  t.equal(await collected.closed, undefined)
  transport.send('ignored')
  transport.close()
  transport.destroy()
  t.equal(collected.events.filter((event) => event === 'closed').length, 1)
})

t.test('what a fake hands over as a view is taken as it is', async (t) => {
  const { socket, transport } = await puppet()
  const { text } = collect(transport)
  socket.tell('message', { data: new Uint8Array(encode('-view-').buffer, 1, 4) })
  t.equal(text(), 'view')
})

t.test('one that never opens', async (t) => {
  const refusing = startFakeWebSocketServer(t, { refuse: true })
  for (const url of [refusing.url, 'ws://nobody/']) {
    await t.rejects(dial(url), new WebSocketError('the WebSocket could not be opened: code 1000'))
  }
  const refused = new TypeError('mixed content')
  const constructing = dialWebSocket(
    () => {
      throw refused
    },
    'name',
    NEVER,
  )
  t.equal(await constructing.catch((error) => error), refused)
  const cases = [
    [Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), { code: 'ECONNREFUSED' }],
    [Object.assign(new Error('bad'), { code: 'CERT_HAS_EXPIRED' }), TlsError],
    [undefined, { message: 'the WebSocket could not be opened: code 1006, without a word of the peer' }],
  ] as const
  for (const [error, expected] of cases) {
    const socket = new PuppetWebSocket()
    const dialled = dialWebSocket(() => socket, 'name', NEVER)
    socket.tell('error', { error })
    socket.tell('close', { code: 1006, reason: '' })
    await t.rejects(dialled, expected)
  }
})

t.test('aborted before, and while it opens', async (t) => {
  const server = startFakeWebSocketServer(t)
  const reason = new Error('enough')
  await t.rejects(dial(server.url, AbortSignal.abort(reason)), reason)
  const controller = new AbortController()
  const dialled = dial(server.url, controller.signal)
  controller.abort(reason)
  await t.rejects(dialled, reason)
  t.equal(server.clients.length, 0)
  const late = new AbortController()
  const transport = await dial(server.url, late.signal)
  late.abort(reason)
  const peer = await server.client()
  transport.send('still open')
  await eventually(() => peer.received() === 'still open')
})

t.test('its end: in order, or with a cause', async (t) => {
  const server = startFakeWebSocketServer(t)
  for (const code of [1000, 1001]) {
    const { closed } = collect(await dial(server.url))
    server.clients.at(-1)?.close(code, 'Target closed')
    t.equal(await closed, undefined)
  }
  const { closed } = collect(await dial(server.url))
  server.clients.at(-1)?.close(1011, 'Failed to connect to downstream server')
  t.strictSame(
    await closed,
    new WebSocketError(
      'the WebSocket ended with code 1011, an error in the peer: Failed to connect to downstream server',
    ),
  )
  const { socket, transport } = await puppet()
  const collected = collect(transport)
  const error = Object.assign(new Error('reset'), { code: 'ECONNRESET' })
  socket.tell('error', { error })
  socket.tell('error', { error: new Error('a later one') })
  socket.tell('close', { code: 1006, reason: '' })
  t.equal(await collected.closed, error)
})

t.test('what came before the start, the end too, is told after it', async (t) => {
  const { socket, transport, say } = await puppet()
  say('early ')
  say('bird')
  socket.tell('close', { code: 1000, reason: '' })
  const { events, closed } = collect(transport)
  await closed
  t.strictSame(events, ['early ', 'bird', 'closed'])
})

t.test('a message that holds no bytes ends it', async (t) => {
  for (const data of [new Blob(['x']), 7, null]) {
    const { socket, transport, say } = await puppet()
    const { events, closed } = collect(transport)
    socket.tell('message', { data })
    const cause = await closed
    t.type(cause, WebSocketError)
    t.match(cause?.message, /^expected the WebSocket to deliver text or an ArrayBuffer, got \[object \w+\]$/)
    t.strictSame(socket.calls, ['close'])
    say('late')
    socket.tell('close', { code: 1006, reason: '' })
    t.strictSame(events, ['closed'])
  }
})

t.test('paused, it holds what comes, in order, and the end behind it', async (t) => {
  const { socket, transport, say } = await puppet()
  const { events, closed } = collect(transport)
  transport.pause()
  for (const text of ['a', 'b', 'c']) say(text)
  socket.tell('close', { code: 1000, reason: '' })
  t.strictSame(events, [])
  transport.resume()
  await closed
  t.strictSame(events, ['a', 'b', 'c', 'closed'])
})

t.test('paused and resumed by the receiver: never the next chunk within one', async (t) => {
  const { transport, say } = await puppet()
  const events: string[] = []
  transport.start({
    data: (chunk) => {
      const text = new TextDecoder().decode(chunk)
      events.push(`<${text}`)
      transport.pause()
      if (text !== 'b') transport.resume()
      events.push(`${text}>`)
    },
    closed: () => {},
  })
  transport.pause()
  for (const text of ['a', 'b', 'c']) say(text)
  transport.resume()
  t.strictSame(events, ['<a', 'a>', '<b', 'b>'])
  transport.resume()
  t.strictSame(events, ['<a', 'a>', '<b', 'b>', '<c', 'c>'])
})

t.test('paused for too much, it is given up, and what was held is dropped', async (t) => {
  const { socket, transport, say } = await puppet()
  const { events, closed } = collect(transport)
  transport.pause()
  socket.tell('message', { data: new ArrayBuffer(MAX_HELD_BYTES) })
  t.strictSame(socket.calls, [])
  say('x')
  t.strictSame(await closed, new ReceiveBufferFullError(MAX_HELD_BYTES))
  t.strictSame(events, ['closed'])
  t.strictSame(socket.calls, ['close'])
  transport.resume()
  t.strictSame(events, ['closed'])
})

t.test('not paused, more than that goes through', async (t) => {
  const { socket, transport } = await puppet()
  let bytes = 0
  transport.start({ data: (chunk) => (bytes += chunk.length), closed: () => t.fail('ended') })
  for (let i = 0; i < 2; i++) socket.tell('message', { data: new ArrayBuffer(MAX_HELD_BYTES) })
  t.equal(bytes, 2 * MAX_HELD_BYTES)
})

t.test('a peer that does not answer the close is left', async (t) => {
  const { socket, transport } = await puppet()
  const { closed } = collect(transport)
  transport.close()
  t.strictSame(socket.calls, ['close 1000'])
  t.equal(await closed, undefined)
  t.strictSame(socket.calls, ['close 1000', 'close'])
})

t.test('destroyed, it ends at once, paused or not, and nothing follows', async (t) => {
  for (const paused of [false, true]) {
    const { transport, say } = await puppet()
    const { events } = collect(transport)
    if (paused) transport.pause()
    transport.destroy()
    t.strictSame(events, ['closed'])
    say('late')
    t.strictSame(events, ['closed'])
  }
})

t.test('nothing is sent unless it is open', async (t) => {
  const { socket, transport } = await puppet()
  socket.readyState = 2
  transport.send('lost')
  t.strictSame(socket.calls, [])
})

t.test('one that can be paused and cut off, as that of ws, is', async (t) => {
  class Extended extends PuppetWebSocket {
    pause = () => this.calls.push('pause')
    resume = () => this.calls.push('resume')
    terminate = () => this.calls.push('terminate')
  }
  const { socket, transport } = await puppet(new Extended())
  collect(transport)
  transport.pause()
  transport.resume()
  transport.close()
  transport.destroy()
  t.strictSame(socket.calls, ['pause', 'resume', 'resume', 'close 1000', 'terminate'])
})
