import { once } from 'node:events'
import t from 'tap'
import { Session } from '../../lib/jsonrpc/index.js'
import { dialSocket } from '../../lib/jsonrpc/node/index.js'
import { cutting, delaying, holding, replacing, swallowing, swapping, trickling } from './proxy-faults.js'
import type { Scope } from './scope.js'
import { startScriptedServer } from './scripted-server.js'
import { type Fault, messagesIn, passing, startTcpProxy } from './tcp-proxy.js'

async function start(scope: Scope, fault: Fault) {
  const { remote } = await startScriptedServer(scope, (method) => `${method}!`)
  const proxy = await startTcpProxy(scope, Number(remote.split(':')[2]), { pieces: 'messages', fault })
  const open = async () => {
    const session = new Session(
      await dialSocket({ host: '127.0.0.1', port: proxy.port }, '', AbortSignal.timeout(5000)),
    )
    scope.teardown(() => session.close())
    return session
  }
  return { proxy, open }
}

for (const how of ['end', 'reset'] as const) {
  t.test(`cuts connections where it is told to: ${how}`, async (t) => {
    const { proxy, open } = await start(t, cutting([2, 1.5], how))
    const first = await open()
    t.equal(await first.request('a', []), 'a!')
    t.equal(await first.request('b', []), 'b!')
    await first.closed

    const second = await open()
    t.equal(await second.request('c', []), 'c!')
    const before = second.receivedChunks
    await t.rejects(second.request('d', []), { code: 'SESSION_CLOSED' })
    t.equal(second.receivedChunks, before + 1, 'half of it came')

    const third = await open()
    for (const method of ['e', 'f', 'g']) t.equal(await third.request(method, []), `${method}!`)
    t.equal(proxy.connections, 3)
    t.strictSame(
      messagesIn(proxy.asked).map(({ method }) => method),
      [...'abcdefg'],
    )
    t.strictSame(
      messagesIn(proxy.told).map(({ result }) => result),
      [...'abcdefg'].map((method) => `${method}!`),
    )
    proxy[how === 'end' ? 'cut' : 'reset']()
    t.match((await third.closed).cause, how === 'end' ? undefined : { code: 'ECONNRESET' })
  })
}

t.test('one byte at a time', async (t) => {
  const { open } = await start(t, trickling)
  const session = await open()
  t.equal(await session.request('a', []), 'a!')
  t.ok(session.receivedChunks > 10)
})

t.test('swaps replies that come together, and none that comes alone', async (t) => {
  const { open } = await start(t, swapping)
  const session = await open()
  const order: unknown[] = []
  await Promise.all(['a', 'b', 'c'].map((method) => session.request(method, []).then((reply) => order.push(reply))))
  t.strictSame(order, ['b!', 'a!', 'c!'])
})

t.test('another fault, on a connection that is there', async (t) => {
  const { proxy, open } = await start(t, passing)
  const session = await open()
  t.equal(await session.request('a', []), 'a!')
  proxy.inject(replacing((piece, index) => piece.toString().replace('!', `${index}`)))
  t.equal(await session.request('b', []), 'b0')
  t.equal(await session.request('c', []), 'c1')
  proxy.inject(delaying(20))
  t.strictSame(await Promise.all([session.request('d', []), session.request('e', [])]), ['d!', 'e!'])
  const hold = holding()
  proxy.inject(hold.fault)
  const held = ['d', 'e'].map((method) => session.request(method, []))
  await t.rejects(session.request('f', [], { timeout: 50 }), { code: 'REQUEST_TIMEOUT' })
  hold.release()
  t.strictSame(await Promise.all(held), ['d!', 'e!'])
  proxy.inject(swallowing)
  await t.rejects(session.request('f', [], { timeout: 50 }), { code: 'REQUEST_TIMEOUT' })
  proxy.inject(passing)
  await t.rejects(session.request('g', [], { timeout: 50 }), { code: 'REQUEST_TIMEOUT' }, 'it is lost for good')
  t.equal(await (await open()).request('h', []), 'h!')
})

t.test('speaks itself, and leads elsewhere', async (t) => {
  const { proxy, open } = await start(t, passing)
  const session = await open()
  await session.request('a', [])
  proxy.say('garbage')
  t.match((await session.closed).cause, { code: 'PROTOCOL' })
  const other = await startScriptedServer(t, () => 'other')
  proxy.leadTo(Number(other.remote.split(':')[2]))
  t.equal(await (await open()).request('a', []), 'other')
})

t.test('bytes of anything', async (t) => {
  const { createServer } = await import('node:http')
  const server = createServer((_, response) => response.end('x'.repeat(100_000))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const proxy = await startTcpProxy(t, (server.address() as { port: number }).port)
  const answer = await fetch(`http://127.0.0.1:${proxy.port}/a`, { headers: { connection: 'close' } })
  t.equal((await answer.text()).length, 100_000)
  t.match(proxy.asked.join(''), 'GET /a HTTP/1.1')
  t.strictSame(proxy.told, [])
})
