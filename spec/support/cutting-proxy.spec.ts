import t from 'tap'
import { Session } from '../../lib/jsonrpc/index.js'
import { dialSocket } from '../../lib/jsonrpc/node/index.js'
import { startCuttingProxy } from './cutting-proxy.js'
import { startScriptedServer } from './scripted-server.js'

t.test('cuts connections where it is told to', async (t) => {
  const { remote } = await startScriptedServer(t, (method) => `${method}!`)
  const proxy = await startCuttingProxy(t, Number(remote.split(':')[2]), { cuts: [2, 1.5] })
  const connect = async () => {
    const port = Number(proxy.remote.split(':')[2])
    const session = new Session(await dialSocket({ host: '127.0.0.1', port }, '', AbortSignal.timeout(5000)))
    t.teardown(() => session.close())
    return session
  }
  const first = await connect()
  t.equal(await first.request('a', []), 'a!')
  t.equal(await first.request('b', []), 'b!')
  t.notOk((await first.closed).cause)

  const second = await connect()
  t.equal(await second.request('c', []), 'c!')
  const before = second.receivedChunks
  await t.rejects(second.request('d', []), { code: 'SESSION_CLOSED' })
  t.equal(second.receivedChunks, before + 1, 'half of it came')

  const third = await connect()
  for (const method of ['e', 'f', 'g']) t.equal(await third.request(method, []), `${method}!`)
  t.equal(proxy.connections, 3)
  t.strictSame(proxy.asked.map(({ method }) => method).join(''), 'abcdefg')
  t.strictSame(proxy.told.map(({ result }) => result).join(''), 'a!b!c!e!f!g!')
  proxy.cut()
  await third.closed
})
