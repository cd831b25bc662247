import { once } from 'node:events'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import type { Transport, TransportEvents } from './transport.js'

/** Where a socket leads: a TCP host and port, or the path of a Unix socket. */
export type SocketAddress = { readonly host: string; readonly port: number } | { readonly path: string }

/** After `close`, a peer that does not end its side within this many milliseconds is cut off. */
const CLOSE_GRACE_MS = 1000

const TCP_KEEPALIVE_MS = 30_000

/**
 * Opens a socket.
 *
 * @param name what to call it in messages
 * @throws the system's error (`ECONNREFUSED` …), or the signal's reason
 */
export async function dialSocket(address: SocketAddress, name: string, signal: AbortSignal): Promise<Transport> {
  signal.throwIfAborted()
  const socket = createConnection({
    ...address,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: TCP_KEEPALIVE_MS,
  })
  try {
    await once(socket, 'connect', { signal })
  } catch (error) {
    socket.on('error', () => {})
    socket.destroy()
    throw signal.aborted ? signal.reason : error
  }
  return new SocketTransport(socket, name)
}

/** Listens for peers; each gets a transport. Resolves when it listens. */
export async function listenSocket(address: SocketAddress, accept: (transport: Transport) => void): Promise<Server> {
  const server = createServer({ noDelay: true }, (socket) => {
    accept(new SocketTransport(socket, `${socket.remoteAddress ?? 'unix'}:${socket.remotePort ?? ''}`))
  })
  server.listen(address)
  await once(server, 'listening')
  return server
}

class SocketTransport implements Transport {
  readonly name: string
  readonly #socket: Socket

  constructor(socket: Socket, name: string) {
    this.name = name
    this.#socket = socket
  }

  start(events: TransportEvents): void {
    let cause: Error | undefined
    this.#socket.on('data', (chunk) => events.data(chunk))
    this.#socket.on('error', (error) => {
      cause = error
    })
    this.#socket.on('close', () => events.closed(cause))
  }

  send(text: string): void {
    if (this.#socket.writable) this.#socket.write(text)
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  close(): void {
    this.#socket.end()
    const timer = setTimeout(() => this.#socket.destroy(), CLOSE_GRACE_MS)
    this.#socket.once('close', () => clearTimeout(timer))
  }

  destroy(): void {
    this.#socket.destroy()
  }
}
