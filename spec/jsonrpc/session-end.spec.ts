import t from 'tap'
import { dialSocket } from '../../lib/jsonrpc/node/socket-transport.js'
import { Session } from '../../lib/jsonrpc/session.js'
import { collectGarbage } from '../support/collect-garbage.js'
import { eventually } from '../support/eventually.js'
import { type OpenSession, openSession } from '../support/open-session.js'
import { type PeerConnection, startScriptedPeer } from '../support/scripted-peer.js'

t.test('however it ends, every pending call and closed have the same reason', async (t) => {
  const ends: Record<string, [end: (both: OpenSession) => unknown, message: RegExp, cause?: object]> = {
    'closed by this side': [({ session }) => session.close(), /^the session with tcp:peer was closed by this side$/],
    'given up by this side': [
      ({ session }) => session.abort(new Error('too quiet')),
      /was given up: too quiet/,
      { message: 'too quiet' },
    ],
    'ended by the peer': [({ peer }) => peer.socket.end(), /^the session with tcp:peer was closed by the peer$/],
    'ended by the peer within a message': [({ peer }) => peer.socket.end('{"id":1,"res'), /was closed by the peer/],
    'reset by the peer': [
      ({ peer }) => peer.socket.resetAndDestroy(),
      /broke: read ECONNRESET/,
      { code: 'ECONNRESET' },
    ],
    'garbage between messages': [({ peer }) => peer.send('{"id":7,"result":1}!'), /got "!"/, { code: 'PROTOCOL' }],
    'no JSON': [({ peer }) => peer.send('{"id":1,]'), /expected JSON, got/, { code: 'PROTOCOL' }],
    'JSON-RPC 2.0': [
      ({ peer }) => peer.send({ jsonrpc: '2.0', id: 1, result: 1 }),
      /JSON-RPC 1\.0/,
      { code: 'PROTOCOL' },
    ],
    'invalid UTF-8': [({ peer }) => peer.socket.write(Buffer.from([0x5b, 0xff, 0x5d])), /UTF-8/, { code: 'PROTOCOL' }],
    'a message too large': [
      ({ peer }) => peer.send(`["${'x'.repeat(64)}`),
      /at most 64 bytes/,
      { code: 'MESSAGE_TOO_LARGE' },
    ],
    'a listener that throws': [
      ({ peer }) => peer.send({ method: 'throw', params: [] }),
      /a mistake in the listener/,
      { message: 'a mistake in the listener' },
    ],
  }
  for (const [name, [end, message, cause]] of Object.entries(ends)) {
    await t.test(name, async (t) => {
      const both = await openSession(t, {
        maxMessageBytes: 64,
        onNotification: () => {
          throw new Error('a mistake in the listener')
        },
      })
      const { session, peer } = both
      const calls = ['a', 'b', 'c'].map((method) => session.request(method, []).catch((error) => error))
      for (const _ of calls) await peer.receive()
      end(both)
      const reason = await session.closed
      t.match(reason, { name: 'SessionClosedError', code: 'SESSION_CLOSED', message })
      if (cause === undefined) t.equal(reason.cause, undefined)
      else t.match(reason.cause, cause)
      for (const error of await Promise.all(calls)) t.equal(error, reason)
      t.equal(session.pendingCalls, 0)

      t.equal(await session.request('later', []).catch((error) => error), reason, 'a later call too')
      session.notify('later', [])
      t.equal(await session.close(), reason, 'closed again')
      await peer.ended
      await t.rejects(peer.receive(), 'nothing was sent later')
    })
  }
})

t.test('who keeps the reason does not keep the session', async (t) => {
  const server = await startScriptedPeer(t)
  const { signal } = new AbortController()
  const endings: Readonly<Record<string, (session: Session, peer: PeerConnection) => unknown>> = {
    'the peer ends it': (_, peer) => peer.socket.end(),
    'this side closes it': (session) => session.close(),
    'given up': (session) => session.abort(new Error('enough')),
    'no JSON': (_, peer) => peer.send('HTTP/1.1 400 Bad Request'),
  }
  for (const [how, end] of Object.entries(endings)) {
    const { reason, remembered } = await (async () => {
      const transport = await dialSocket({ host: '127.0.0.1', port: server.port }, 'tcp:peer', signal)
      const session = new Session(transport)
      const peer = await server.accept()
      end(session, peer)
      const reason = await session.closed
      peer.socket.destroy()
      return { reason, remembered: new WeakRef(session) }
    })()
    await eventually(() => {
      collectGarbage()
      return remembered.deref() === undefined
    })
    t.equal(remembered.deref(), undefined, how)
    t.match(reason.stack, /SessionClosedError: the session with tcp:peer/)
  }
})

t.test('what follows in the same piece is not delivered once the session has ended', async (t) => {
  const received: string[] = []
  const { session, peer } = await openSession(t, {
    onNotification: (method) => {
      received.push(method)
      if (method === 'last') void session.close()
    },
  })
  peer.send('{"method":"first","params":[]}{"method":"last","params":[]}{"method":"more","params":[]}')
  await session.closed
  peer.send('{"method":"more","params":[]}')
  peer.socket.end()
  await peer.ended
  t.strictSame(received, ['first', 'last'])
})

t.test('a peer that ends its half after a reply: the reply counts', async (t) => {
  const { session, peer } = await openSession(t)
  const calls = [session.request('a', []), session.request('b', []).catch((error) => error)]
  await peer.receive()
  peer.socket.end('{"id":1,"result":"a"}')
  t.equal(await calls[0], 'a')
  t.match(await calls[1], { code: 'SESSION_CLOSED' })
  await peer.ended
})

t.test('what was asked before close is still sent', async (t) => {
  const { session, peer } = await openSession(t)
  const large = 'x'.repeat(4 * 1024 * 1024)
  const call = session.request('large', [large]).catch((error) => error)
  await session.close()
  t.match(await call, { code: 'SESSION_CLOSED' })
  t.equal((await peer.receive()).length, large.length + '{"id":1,"method":"large","params":[""]}'.length)
})
