import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { BareSocket } from '../../bench/bare-socket.js'

/** A server that hands out its side of the connection. */
async function connected(t: Test) {
  const server = createServer({ noDelay: true }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const accepted = once(server, 'connection')
  const bare = await BareSocket.connect(t, (server.address() as AddressInfo).port)
  const [peer] = (await accepted) as [Socket]
  return { bare, peer: peer.setEncoding('utf8') }
}

const REPLY = '{"id":1,"result":[{"rows":[{"a":"}\\"]ü{"}]}],"error":null}'

t.test('replies are cut apart, however they arrive', async (t) => {
  const { bare, peer } = await connected(t)
  const two = Buffer.from(REPLY + REPLY.replace('"id":1', '"id":2'))
  for (const step of [two.length, 1, 7]) {
    const asked = bare.ask(['{"id":1}', '{"id":2}'])
    const [request] = await once(peer, 'data')
    t.equal(request, '{"id":1}{"id":2}', 'both are sent at once')
    for (let at = 0; at < two.length; at += step) {
      peer.write(two.subarray(at, at + step))
      await new Promise(setImmediate)
    }
    t.strictSame(
      await asked,
      [1, 2].map((id) => ({ id, result: [{ rows: [{ a: '}"]ü{' }] }], error: null })),
      `in steps of ${step}`,
    )
  }
})

t.test('an echo is answered and is no reply', async (t) => {
  const { bare, peer } = await connected(t)
  const asked = bare.askBytes(['{"id":1}'])
  await once(peer, 'data')
  peer.write('{"id":"echo","method":"echo","params":[]}')
  const [answer] = await once(peer, 'data')
  t.strictSame(JSON.parse(answer), { id: 'echo', result: [], error: null })
  peer.write(REPLY)
  t.equal(String(await asked), REPLY)
})

t.test('a server that goes away fails the question', async (t) => {
  const { bare, peer } = await connected(t)
  const asked = bare.ask(['{"id":1}'])
  await once(peer, 'data')
  peer.destroy()
  await t.rejects(asked, { message: 'the server closed the bare socket' })
})
