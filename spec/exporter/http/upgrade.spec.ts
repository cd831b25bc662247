import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { handleUpgrades, UpgradeResponse } from '../../../lib/exporter/http/upgrade.js'
import { eventually } from '../../support/eventually.js'
import { listenOnLoopback } from '../../support/http-server.js'

const REQUEST = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'

async function open(t: Test, handler: RequestListener) {
  const server = createServer(handler)
  handleUpgrades(server, handler, 60_000)
  const url = await listenOnLoopback(t, server)
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  t.teardown(() => socket.destroy())
  return { url, socket }
}

t.test('a request for another protocol is answered by the handler of all others', async (t) => {
  const { url, socket } = await open(t, (request, response) => {
    response.statusCode = request.headers.authorization === undefined ? 401 : 200
    response.end('who are you?')
  })
  socket.write(REQUEST)
  const answer = await text(socket)
  t.match(answer, /^HTTP\/1\.1 401 Unauthorized\r\n/)
  t.match(answer, /\r\nConnection: close\r\n/i)
  t.match(answer, /who are you\?/)
  t.equal((await fetch(url)).status, 401)
})

t.test('an answer that was read is over, for who waits for that', async (t) => {
  const closed: Promise<unknown>[] = []
  const { socket } = await open(t, (_, response) => {
    closed.push(once(response, 'close'))
    response.end('no')
  })
  socket.write(REQUEST)
  await text(socket)
  t.equal(closed.length, 1)
  await closed[0]
})

t.test('or taken over, with what came behind it', async (t) => {
  const { socket } = await open(t, (_, response) => {
    if (!(response instanceof UpgradeResponse)) return
    const taken = response.take()
    taken.socket.end(`taken over: ${taken.head}`)
  })
  socket.write(`${REQUEST}early`)
  t.equal(await text(socket), 'taken over: early')
})

t.test('one who sends on and never reads is gone after the answer', async (t) => {
  const sockets = new Set<Socket>()
  const { socket } = await open(t, (request, response) => {
    sockets.add(request.socket)
    response.end('no')
  })
  socket.write(REQUEST)
  socket.pause()
  await eventually(() => sockets.size === 1)
  socket.write('x'.repeat(200_000))
  socket.on('error', () => {})
  await eventually(() => [...sockets].every(({ destroyed }) => destroyed))
  t.equal(sockets.size, 1)
})

t.test('one who hangs up meanwhile disturbs nobody', async (t) => {
  let answer = () => {}
  const { url, socket } = await open(t, (request, response) => {
    if (request.headers.upgrade === undefined) response.end('still here')
    else answer = () => response.end('x'.repeat(1 << 20))
  })
  socket.write(REQUEST)
  await once(socket, 'connect')
  while (answer.toString() === '() => {}') await new Promise(setImmediate)
  socket.resetAndDestroy()
  await once(socket, 'close')
  answer()
  t.equal(await (await fetch(url)).text(), 'still here')
})
