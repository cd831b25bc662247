import { once } from 'node:events'
import { createConnection, createServer, isIP, type Server, type Socket } from 'node:net'
import {
  type ConnectionOptions,
  checkServerIdentity,
  connect as connectTls,
  createServer as createTlsServer,
} from 'node:tls'
import { TlsError } from '../errors.js'
import { explainTlsError } from '../tls-errors.js'
import type { ResolvedTlsOptions } from '../tls-options.js'
import type { Transport, TransportEvents } from '../transport.js'

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
  return opened(socket, 'connect', name, signal)
}

/**
 * Opens a socket and completes the TLS handshake on it. A server that refuses this side's certificate says so only
 * afterwards when the two speak TLS 1.3: then the transport closes with the {@link TlsError}.
 *
 * @param name what to call it in messages
 * @throws {TlsError} the system's error (`ECONNREFUSED` …), or the signal's reason
 */
export async function dialTls(
  { host, port }: { readonly host: string; readonly port: number },
  tls: ResolvedTlsOptions,
  name: string,
  signal: AbortSignal,
): Promise<Transport> {
  signal.throwIfAborted()
  const socket = connectTls({ host, port, ...secureOptions(tls, host, tls.servername) })
  const transport = await opened(socket, 'secureConnect', name, signal)
  socket.setNoDelay(true)
  socket.setKeepAlive(true, TCP_KEEPALIVE_MS)
  return transport
}

/**
 * The options of Node.js' TLS for a server at `host`.
 *
 * @param identity the name that its certificate must be made out to; without one, only the chain is verified
 */
export function secureOptions(
  { privateKey, certificate, caCertificate, servername, minVersion }: ResolvedTlsOptions,
  host: string,
  identity: string | undefined,
): ConnectionOptions {
  const indicated = servername ?? host
  return {
    ca: caCertificate,
    ...(privateKey !== undefined && { key: privateKey }),
    ...(certificate !== undefined && { cert: certificate }),
    minVersion,
    maxVersion: 'TLSv1.3',
    rejectUnauthorized: true,
    // Server name indication has no room for addresses (RFC 6066 section 3).
    servername: isIP(indicated) === 0 ? indicated : '',
    checkServerIdentity: (_, peer) => (identity === undefined ? undefined : checkServerIdentity(identity, peer)),
  }
}

async function opened(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  name: string,
  signal: AbortSignal,
): Promise<Transport> {
  const transport = new SocketTransport(socket, name)
  let reached = false
  socket.once('connect', () => {
    reached = true
  })
  try {
    await once(socket, event, { signal })
  } catch (error) {
    socket.destroy()
    if (signal.aborted) throw signal.reason
    throw reached ? cutOff(error as Error) : explained(error as Error)
  }
  return transport
}

/** A server that takes the handshake for nonsense ends the connection without a word. */
function cutOff(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') return explained(error)
  return new TlsError('the server ended the connection within the TLS handshake: it may not speak TLS there', {
    cause: error,
  })
}

/** A name with several addresses fails with one error that holds theirs, and says nothing itself. */
function explained(error: Error): Error {
  if (error instanceof AggregateError && error.message === '') {
    error.message = (error.errors as readonly Error[]).map(({ message }) => message).join(', ')
  }
  return explainTlsError(error)
}

/** Listens for peers; each gets a transport. Resolves when it listens. @throws the system's error, or the signal's reason */
export async function listenSocket(
  address: SocketAddress,
  accept: (transport: Transport) => void,
  signal?: AbortSignal,
): Promise<Server> {
  const server = createServer({ noDelay: true }, (socket) => {
    accept(new SocketTransport(socket, nameOf(socket)))
  })
  return startListening(server, address, signal)
}

export interface ListenTlsOptions {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds a peer may take for the handshake. */
  readonly handshakeTimeout: number
  /** Told why a peer's handshake failed: its certificate above all. */
  refused(cause: Error, name: string): void
}

/** Listens for peers that show a certificate signed by the CA; each gets a transport. Resolves when it listens. */
export async function listenTls(
  address: SocketAddress,
  { privateKey, certificate, caCertificate, minVersion }: ResolvedTlsOptions,
  accept: (transport: Transport) => void,
  { handshakeTimeout, refused, signal }: ListenTlsOptions,
): Promise<Server> {
  const server = createTlsServer(
    {
      ca: caCertificate,
      ...(privateKey !== undefined && { key: privateKey }),
      ...(certificate !== undefined && { cert: certificate }),
      minVersion,
      maxVersion: 'TLSv1.3',
      requestCert: true,
      rejectUnauthorized: false, // it is done below, where it can be told
      handshakeTimeout,
    },
    (socket) => {
      const transport = new SocketTransport(socket, nameOf(socket))
      if (socket.authorized) {
        socket.setNoDelay(true)
        accept(transport)
      } else {
        const shown = Object.keys(socket.getPeerCertificate()).length > 0
        const got = shown ? `one that is not (${socket.authorizationError})` : 'none'
        refused(new TlsError(`expected a certificate signed by the CA, got ${got}`), transport.name)
        transport.destroy()
      }
    },
  )
  server.on('tlsClientError', (error, socket) => {
    refused(new TlsError(`the TLS handshake failed: ${error.message}`, { cause: error }), nameOf(socket))
    socket.destroy()
  })
  return startListening(server, address, signal)
}

/** Given up while the name of the host is looked up, it may yet come to listen. */
async function startListening(
  server: Server,
  address: SocketAddress,
  signal: AbortSignal | undefined,
): Promise<Server> {
  signal?.throwIfAborted()
  server.listen(address)
  try {
    await once(server, 'listening', signal === undefined ? {} : { signal })
    return server
  } catch (error) {
    if (!signal?.aborted) throw error
    server.on('error', () => {})
    server.on('listening', () => server.close())
    server.close()
    throw signal.reason
  }
}

function nameOf(socket: Socket): string {
  return socket.remoteAddress === undefined ? 'unix:' : `${socket.remoteAddress}:${socket.remotePort}`
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
        cause ??= explainTlsError(error)
      })
      socket.once('close', () => resolve(cause))
    })
  }

  start(events: TransportEvents): void {
    this.#socket.on('data', (chunk) => events.data(chunk))
    void this.#closed.then((cause) => events.closed(cause))
  }

  get unsentBytes(): number {
    return this.#socket.writableLength
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
    this.#socket.resume() // paused, it would not hear that the peer ends its side
    const timer = setTimeout(() => this.#socket.destroy(), CLOSE_GRACE_MS)
    this.#socket.once('close', () => clearTimeout(timer))
  }

  destroy(): void {
    this.#socket.destroy()
  }
}
