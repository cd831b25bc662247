import dns from 'node:dns'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { mock } from 'node:test'
import t from 'tap'
import { dialSocket, listenSocket, type SocketAddress } from '../../../lib/jsonrpc/node/socket-transport.js'
import type { Transport } from '../../../lib/jsonrpc/transport.js'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import { startScriptedPeer } from '../../support/scripted-peer.js'
import { tempDir } from '../../support/temp-dir.js'

const { signal } = new AbortController()

/** Starts a transport and collects what it delivers. */
function collect(transport: Transport) {
  const text: string[] = []
  const closed = new Promise<Error | undefined>((resolve) => {
    transport.start({ data: (chunk) => text.push(Buffer.from(chunk).toString()), closed: resolve })
  })
  return { text: () => text.join(''), closed }
}

t.test('both ends, over TCP and over a Unix socket', async (t) => {
  const addresses: SocketAddress[] = [
    { host: '127.0.0.1', port: 0 },
    { host: '::1', port: 0 },
    { path: join(tempDir(t), 'socket') },
  ]
  for (const address of addresses) {
    const accepted: Transport[] = []
    const server = await listenSocket(address, (transport) => accepted.push(transport))
    const { port } = server.address() as AddressInfo
    const client = await dialSocket('path' in address ? address : { ...address, port }, 'name', signal)
    const atClient = collect(client)
    client.send('é')
    const peer = await eventually(() => accepted[0])
    const atPeer = collect(peer)
    t.equal(client.name, 'name')
    t.match(peer.name, 'path' in address ? /^unix:$/ : /1:\d+$/)
    peer.send('a')
    peer.send('€')
    await eventually(() => atClient.text() === 'a€' && atPeer.text() === 'é')
    client.close()
    t.equal(await atClient.closed, undefined)
    t.equal(await atPeer.closed, undefined)
    client.send('ignored')
    server.close()
  }
})

t.test('where nobody listens', async (t) => {
  await t.rejects(dialSocket({ host: '127.0.0.1', port: await freePort() }, 'name', signal), { code: 'ECONNREFUSED' })
  await t.rejects(dialSocket({ path: join(tempDir(t), 'none') }, 'name', signal), { code: 'ENOENT' })
})

t.test('a name with several addresses, none of which answers: all are told', async (t) => {
  const port = await freePort()
  const { lookup } = dns
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]
  t.teardown(() => Object.assign(dns, { lookup }))
  Object.assign(dns, {
    lookup: (_host: string, _options: object, callback: (...args: unknown[]) => void) => callback(null, addresses),
  })
  await t.rejects(dialSocket({ host: 'several', port }, 'name', signal), {
    ...{ code: 'ECONNREFUSED', message: new RegExp(`127.0.0.1:${port}.*::1:${port}`) },
  })
})

t.test('a port that is taken', async (t) => {
  const server = await listenSocket({ host: '127.0.0.1', port: 0 }, () => {})
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  await t.rejects(
    listenSocket({ host: '127.0.0.1', port }, () => {}),
    { code: 'EADDRINUSE' },
  )
})

t.test('aborted before, and while connecting: rejected with the reason, and no connection is left', async (t) => {
  const accepted = new Set<Socket>()
  const server = createServer((socket) => accepted.add(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const address = { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
  const reason = new Error('given up')
  const refused = AbortSignal.abort(reason)
  t.equal(await dialSocket(address, 'name', refused).catch((error) => error), reason)

  const controller = new AbortController()
  const dialled = dialSocket(address, 'name', controller.signal).catch((error) => error)
  controller.abort(reason)
  t.equal(await dialled, reason)

  const { closed } = collect(await dialSocket(address, 'name', signal))
  const last = await eventually(() => [...accepted].find((socket) => !socket.destroyed))
  await eventually(() => [...accepted].filter((socket) => !socket.destroyed).length === 1)
  last.end()
  await closed
})

t.test('a stream that breaks before it is started is told once it is', async (t) => {
  const peer = await startScriptedPeer(t)
  const transport = await dialSocket({ host: '127.0.0.1', port: peer.port }, 'name', signal)
  const connection = await peer.accept()
  connection.socket.resetAndDestroy()
  await once(connection.socket, 'close')
  await eventually(() => !process.getActiveResourcesInfo().includes('TCPSocketWrap'))
  t.match(await collect(transport).closed, { code: 'ECONNRESET' })
})

t.test('what came before the start is delivered after it', async (t) => {
  const peer = await startScriptedPeer(t)
  const transport = await dialSocket({ host: '127.0.0.1', port: peer.port }, 'name', signal)
  const connection = await peer.accept()
  connection.socket.end('early')
  await once(connection.socket, 'finish')
  const collected = collect(transport)
  t.equal(await collected.closed, undefined)
  t.equal(collected.text(), 'early')
})

t.test('what was sent before close arrives, what comes after it is ignored', async (t) => {
  const peer = await startScriptedPeer(t)
  const transport = await dialSocket({ host: '127.0.0.1', port: peer.port }, 'name', signal)
  const { closed } = collect(transport)
  const connection = await peer.accept()
  const message = JSON.stringify(['x'.repeat(4 * 1024 * 1024)])
  const timers = activeTimers()
  transport.send(message)
  transport.close()
  transport.send('ignored')
  t.equal((await connection.receive()).length, message.length)
  await connection.ended
  connection.socket.end()
  t.equal(await closed, undefined)
  t.equal(activeTimers(), timers)
})

t.test('a peer that does not end its half is cut off', async (t) => {
  const peer = await startScriptedPeer(t)
  const transport = await dialSocket({ host: '127.0.0.1', port: peer.port }, 'name', signal)
  const { closed } = collect(transport)
  const connection = await peer.accept()
  transport.close()
  await connection.ended
  t.ok(connection.socket.writable, 'the peer could still speak')
  t.equal(await closed, undefined)
})

t.test('closed again, whether by the peer or by this side, nothing is left that keeps the process alive', async (t) => {
  const peer = await startScriptedPeer(t)
  for (const end of ['close', 'destroy'] as const) {
    const transport = await dialSocket({ host: '127.0.0.1', port: peer.port }, 'name', signal)
    const { closed } = collect(transport)
    const connection = await peer.accept()
    const timers = activeTimers()
    transport[end]()
    connection.socket.end()
    t.equal(await closed, undefined)
    transport.close()
    transport.destroy()
    t.equal(activeTimers(), timers)
  }
})

t.test('a paused transport that is closed hears its peer end', async (t) => {
  const peer = await startScriptedPeer(t)
  const transport = await dialSocket({ host: '127.0.0.1', port: peer.port }, 'name', signal)
  const collected = collect(transport)
  const connection = await peer.accept()
  transport.pause()
  connection.send('never read')
  mock.timers.enable({ apis: ['setTimeout'] }) // so that nobody cuts it off
  t.teardown(() => mock.timers.reset())
  transport.close()
  await connection.ended
  connection.socket.end()
  t.equal(await collected.closed, undefined)
})

t.test('a paused transport delivers nothing until it is resumed', async (t) => {
  const peer = await startScriptedPeer(t)
  const transport = await dialSocket({ host: '127.0.0.1', port: peer.port }, 'name', signal)
  const collected = collect(transport)
  const connection = await peer.accept()
  transport.pause()
  connection.send('x'.repeat(32 * 1024 * 1024))
  let waiting = 0
  await eventually(() => {
    const before = waiting
    waiting = connection.socket.writableLength
    return waiting > 0 && waiting === before
  })
  t.equal(collected.text(), '')
  transport.resume()
  connection.socket.end()
  t.equal(await collected.closed, undefined)
  t.equal(collected.text().length, 32 * 1024 * 1024)
})

function activeTimers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
}
