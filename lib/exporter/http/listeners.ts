import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ListenAddress } from '../config/config.js'

/** An address could not be listened on. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
  readonly code = 'LISTEN'

  constructor(address: ListenAddress, cause: Error) {
    super(`cannot listen on ${formatAddress(address.host ?? '', address.port)}: ${cause.message}`, { cause })
  }
}

/** Milliseconds within which a client must have sent its headers, and its whole request. */
const HEADERS_TIMEOUT = 10_000
const REQUEST_TIMEOUT = 30_000

/** HTTP servers on several addresses that start and stop together. */
export class Listeners {
  readonly #servers: readonly Server[]

  private constructor(servers: readonly Server[]) {
    this.#servers = servers
  }

  /** @throws {ListenError} when one address cannot be listened on; then none is */
  static async start(addresses: readonly ListenAddress[], handler: RequestListener): Promise<Listeners> {
    const servers: Server[] = []
    try {
      for (const address of addresses) servers.push(await listen(address, handler))
    } catch (error) {
      for (const server of servers) server.close()
      throw error
    }
    return new Listeners(servers)
  }

  /** The URLs under which the servers can be reached from this host. */
  get urls(): readonly string[] {
    return this.#servers.map((server) => {
      const { address, port } = server.address() as AddressInfo
      return `http://${formatAddress(isEverywhere(address) ? 'localhost' : address, port)}`
    })
  }

  /** Accepts nothing new and resolves when the requests under way are answered, or cut off after `grace` ms. */
  async stop(grace: number): Promise<void> {
    const cut = setTimeout(() => {
      for (const server of this.#servers) server.closeAllConnections()
    }, grace)
    await Promise.all(this.#servers.map(close))
    clearTimeout(cut)
  }
}

async function listen(address: ListenAddress, handler: RequestListener): Promise<Server> {
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT, requestTimeout: REQUEST_TIMEOUT }, handler)
  server.listen({ port: address.port, ...(address.host === undefined ? {} : { host: address.host }) })
  try {
    await once(server, 'listening')
    return server
  } catch (cause) {
    throw new ListenError(address, cause as Error)
  }
}

async function close(server: Server): Promise<void> {
  // A connection kept alive would outlast its last answer.
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'))
  const closed = once(server, 'close')
  server.close()
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  await closed
  clearInterval(idle)
}

function isEverywhere(address: string): boolean {
  return address === '::' || address === '0.0.0.0'
}

function formatAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
