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
    throw signal.aborted ? signal.reason : explained(error)
  }
  return new SocketTransport(socket, name)
}

/** A name with several addresses fails with one error that holds theirs, and says nothing itself. */
function explained(error: unknown): unknown {
  if (error instanceof AggregateError && error.message === '') {
    error.message = (error.errors as readonly Error[]).map(({ message }) => message).join(', ')
  }
  return error
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
  readonly #closed: Promise<Error | undefined>

  /** The socket may break before `start`, and an error nobody listens to would end the process. */
  constructor(socket: Socket, name: string) {
    this.name = name
    this.#socket = socket
    this.#closed = new Promise((resolve) => {
      let cause: Error | undefined
      socket.on('error', (error) => {
        cause ??= error
      })
      socket.once('close', () => resolve(cause))
    })
  }

  start(events: TransportEvents): void {
    this.#socket.on('data', (chunk) => events.data(chunk))
    void this.#closed.then((cause) => events.closed(cause))
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
    if (this.#socket.destroyed) return
    this.#socket.end()
    const timer = setTimeout(() => this.#socket.destroy(), CLOSE_GRACE_MS)
    this.#socket.once('close', () => clearTimeout(timer))
  }

  destroy(): void {
    this.#socket.destroy()
  }
}
