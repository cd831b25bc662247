import { createServer } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { Viewers, type ViewersOptions } from '../../../lib/exporter/live/viewers.js'
import type { Feed } from '../../../lib/live/feed.js'
import type { Message } from '../../../lib/page/protocol.js'
import { eventually } from '../../support/eventually.js'
import { listenOnLoopback } from '../../support/http-server.js'
import { watchFeed } from '../../support/live-feed.js'

/** A feed that tells what the spec says, and whether it works. */
class ScriptedFeed implements Feed {
  publish: ((message: Message) => void) | undefined
  starts = 0
  sequence = 0
  start(publish: (message: Message) => void): void {
    this.publish = publish
    this.starts++
  }
  stop(): void {
    this.publish = undefined
  }
  snapshot(): Message {
    return { type: 'update', sequence: this.sequence }
  }
}

async function scene(t: Test, options: Partial<ViewersOptions> = {}) {
  const feed = new ScriptedFeed()
  const viewers = new Viewers({ feed, limit: 3, ...options })
  const server = createServer().on('upgrade', (request, socket, head) => viewers.admit(request, socket, head))
  const url = await listenOnLoopback(t, server)
  t.teardown(() => viewers.stop())
  return { feed, viewers, url, watch: () => watchFeed(t, url) }
}

t.test('nobody watches: the feed does not work', async (t) => {
  const { feed, viewers, watch } = await scene(t)
  t.equal(feed.starts, 0)
  const first = await watch()
  const second = await watch()
  await eventually(() => first.messages.length === 1 && second.messages.length === 1)
  t.equal(feed.starts, 1)
  first.webSocket.close()
  await first.closed
  await eventually(() => viewers.size === 1)
  t.ok(feed.publish)
  second.webSocket.terminate()
  await eventually(() => feed.publish === undefined)
  const third = await watch()
  await eventually(() => third.messages.length === 1)
  t.equal(feed.starts, 2)
})

t.test('whether a handshake was completed', async (t) => {
  const viewers = new Viewers({ feed: new ScriptedFeed(), limit: 3 })
  t.teardown(() => viewers.stop())
  const completed: boolean[] = []
  const server = createServer().on('upgrade', (...upgrade) => completed.push(viewers.admit(...upgrade)))
  const url = await listenOnLoopback(t, server)
  await watchFeed(t, url)
  const { port } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  t.match(await text(socket), /^HTTP\/1\.1 400 /)
  t.strictSame(completed, [true, false])
})

t.test('who comes is told all there is, then what changes', async (t) => {
  const { feed, watch } = await scene(t)
  feed.sequence = 7
  const early = await watch()
  await eventually(() => early.messages.length === 1)
  feed.publish?.({ type: 'update', sequence: 8 })
  await eventually(() => early.messages.length === 2)
  feed.sequence = 8
  const late = await watch()
  await eventually(() => late.messages.length === 1)
  t.strictSame(early.messages, [
    { type: 'update', sequence: 7 },
    { type: 'update', sequence: 8 },
  ])
  t.strictSame(late.messages, [{ type: 'update', sequence: 8 }])
})

t.test('nothing is compressed, which would take memory for each, whatever they offer', async (t) => {
  const { watch } = await scene(t)
  const { webSocket } = await watch()
  t.equal(webSocket.extensions, '')
})

t.test('one more than may watch is sent away, and told why', async (t) => {
  const { viewers, watch } = await scene(t, { limit: 2 })
  const [first] = [await watch(), await watch()]
  const third = await watch()
  t.strictSame(await third.closed, { code: 1013, reason: 'limit 2' })
  t.strictSame(third.messages, [])
  first?.webSocket.terminate()
  await eventually(() => viewers.size === 1)
  const fourth = await watch()
  await eventually(() => fourth.messages.length === 1)
})

t.test('who says anything is sent away, however much it is', async (t) => {
  const { viewers, watch } = await scene(t)
  const talker = await watch()
  talker.webSocket.send('hello')
  t.equal((await talker.closed).code, 1008)
  const shouter = await watch()
  shouter.webSocket.send(Buffer.alloc(1024 * 1024))
  t.equal((await shouter.closed).code, 1009, 'not even read')
  await eventually(() => viewers.size === 0)
})

t.test('a sign of life when there is nothing else to say', async (t) => {
  const { watch } = await scene(t, { aliveInterval: 20 })
  const { find } = await watch()
  t.ok(await find((message) => message.type === 'alive'))
})

t.test('one that answers no ping is cut off', async (t) => {
  const { viewers, watch } = await scene(t, { aliveInterval: 20 })
  const { webSocket } = await watch()
  // A peer that is gone without a word: nothing is read, so nothing is answered.
  webSocket.pause()
  await eventually(() => viewers.size === 0)
})

t.test('stopped: everybody is sent away, nobody is let in', async (t) => {
  const { feed, viewers, watch } = await scene(t)
  const { closed } = await watch()
  viewers.stop()
  t.equal((await closed).code, 1001)
  t.equal(feed.publish, undefined)
  t.equal((await (await watch()).closed).code, 1001)
  t.equal(feed.starts, 1)
})
