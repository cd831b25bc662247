import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net'
import { pipeline } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { Scope } from './scope.js'

/** A TCP port of 127.0.0.1 that leads to another one, or to a Unix socket, and keeps what the clients say. */
export interface TcpProxy {
  readonly port: number
  /** What the clients sent so far, as text; of several clients as it came. */
  sent(): string
}

export interface TcpProxyOptions {
  /** Cuts what the server sends into single bytes, each in a write of its own. */
  readonly singleBytes?: boolean
}

/** Starts it, to a port or a path; it ends with the scope, and its connections with it. */
export async function startTcpProxy(
  scope: Scope,
  to: number | string,
  options: TcpProxyOptions = {},
): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let sent = ''
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = createConnection(typeof to === 'number' ? { host: '127.0.0.1', port: to } : { path: to })
    client.on('data', (chunk) => {
      sent += chunk.toString('latin1')
    })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    }
    // Each side ends with the other, whichever way it ends.
    if (options.singleBytes) pipeline(client, upstream, singleBytes, client, () => {})
    else pipeline(client, upstream, client, () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  scope.teardown(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return { port: (server.address() as AddressInfo).port, sent: () => sent }
}

async function* singleBytes(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let i = 0; i < chunk.length; i++) {
      await setImmediate() // lest the stream joins them into one write
      yield chunk.subarray(i, i + 1)
    }
  }
}
