import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { ListenAddress } from '../config/config.js'
import { refusalOf, unverified } from './client-certificate.js'
import { GracefulServer } from './graceful-server.js'
import { limitPipelined } from './pipeline-limit.js'
import { handleUpgrades } from './upgrade.js'
import type { TlsServerConfig } from './web-config/index.js'

/** An address could not be listened on. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
  readonly code = 'LISTEN'

  constructor(address: ListenAddress, cause: Error) {
    super(`cannot listen on ${formatAddress(address.host ?? '', address.port)}: ${cause.message}`, { cause })
  }
}

export interface ListenOptions {
  /** Milliseconds without a byte in either direction after which a client is cut off. Default 60,000. */
  readonly silence?: number
  /** How to serve over TLS; without it, HTTP. */
  readonly tls?: TlsServerConfig | undefined
  /** Told why a client did not get through its handshake. */
  readonly onRefused?: (reason: string, client: string) => void
}

/** Milliseconds within which a client must be through its handshake, and have sent its request: a few lines. */
const HANDSHAKE_TIMEOUT = 10_000
const REQUEST_TIMEOUT = 10_000
/** Milliseconds between two looks at who is late. */
const CHECKING_INTERVAL = 1000
/** Longer than any scrape may take. */
const SILENCE_TIMEOUT = 60_000

const TIMEOUTS = {
  // Not Node.js' five seconds, which is when the next scrape comes: it would meet a connection that is just being closed.
  keepAliveTimeout: SILENCE_TIMEOUT,
  headersTimeout: REQUEST_TIMEOUT,
  requestTimeout: REQUEST_TIMEOUT,
  connectionsCheckingInterval: CHECKING_INTERVAL,
}

/** HTTP servers on several addresses that start and stop together. */
export class Listeners {
  readonly #servers: readonly GracefulServer[]
  readonly #tls: TlsListener | undefined

  private constructor(servers: readonly GracefulServer[], tls: TlsListener | undefined) {
    this.#servers = servers
    this.#tls = tls
  }

  /** @throws {ListenError} when one address cannot be listened on; then none is */
  static async start(
    addresses: readonly ListenAddress[],
    handler: RequestListener,
    { silence = SILENCE_TIMEOUT, tls: config, onRefused = () => {} }: ListenOptions = {},
  ): Promise<Listeners> {
    const tls = config && new TlsListener(config, onRefused)
    const limited = limitPipelined(handler)
    const servers: GracefulServer[] = []
    try {
      for (const address of addresses) {
        const server = tls?.createServer(limited) ?? createServer(TIMEOUTS, limited)
        handleUpgrades(server, handler, silence)
        server.setTimeout(silence)
        servers.push(new GracefulServer(await listen(server, address)))
      }
    } catch (error) {
      await Promise.all(servers.map((server) => server.stop(0)))
      throw error
    }
    return new Listeners(servers, tls)
  }

  /** Serves new connections with this from now on; over TLS only, and not with another `clientAuth`. */
  updateTls(config: TlsServerConfig): void {
    this.#tls?.update(config)
  }

  /** The URLs under which the servers can be reached from this host. */
  get urls(): readonly string[] {
    return this.#servers.map(({ address: { address, port } }) => {
      return `${this.#tls === undefined ? 'http' : 'https'}://${formatAddress(isEverywhere(address) ? 'localhost' : address, port)}`
    })
  }

  /** Accepts nothing new and resolves when the requests under way are answered, or cut off after `grace` ms. */
  async stop(grace: number): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop(grace)))
  }
}

/** HTTPS servers that share a configuration. */
class TlsListener {
  readonly #servers: TlsServer[] = []
  readonly #onRefused: (reason: string, client: string) => void
  #config: TlsServerConfig

  constructor(config: TlsServerConfig, onRefused: (reason: string, client: string) => void) {
    this.#config = config
    this.#onRefused = onRefused
  }

  createServer(handler: RequestListener): TlsServer {
    const { context, clientAuth } = this.#config
    const options = {
      ...TIMEOUTS,
      ...context,
      handshakeTimeout: HANDSHAKE_TIMEOUT,
      requestCert: clientAuth !== 'NoClientCert',
      rejectUnauthorized: clientAuth === 'RequireAndVerifyClientCert',
    }
    const server = createTlsServer(options, handler)
    server.on('tlsClientError', (error: Error & { reason?: string }, socket) => {
      const { remoteAddress = '' } = socket
      // Node.js hangs up on whom it refuses, and does not tell here why; by then it does not know the address either.
      const verdict = verdictOn(socket)
      this.#onRefused(verdict === undefined ? (error.reason ?? error.message) : unverified(verdict), remoteAddress)
    })
    // Before HTTP begins on it.
    server.prependListener('secureConnection', (socket) => {
      const { authorized, remoteAddress = '' } = socket
      const certificate = socket.getPeerX509Certificate()
      const refusal = refusalOf(this.#config, { authorized, authorizationError: verdictOn(socket), certificate })
      if (refusal === undefined) return
      socket.destroy()
      this.#onRefused(refusal, remoteAddress)
    })
    this.#servers.push(server)
    return server
  }

  update(config: TlsServerConfig): void {
    for (const server of this.#servers) server.setSecureContext(config.context)
    this.#config = config
  }
}

/** OpenSSL's verdict on the client's certificate; undefined where it has nothing against it, or was not asked. */
function verdictOn({ authorizationError }: TLSSocket): string | undefined {
  // A string or null, whatever the types say.
  return (authorizationError as unknown as string | null) ?? undefined
}

async function listen<S extends Server | TlsServer>(server: S, address: ListenAddress): Promise<S> {
  server.listen({ port: address.port, ...(address.host === undefined ? {} : { host: address.host }) })
  try {
    await once(server, 'listening')
    return server
  } catch (cause) {
    throw new ListenError(address, cause as Error)
  }
}

function isEverywhere(address: string): boolean {
  return address === '::' || address === '0.0.0.0'
}

function formatAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
