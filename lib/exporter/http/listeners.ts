import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { ListenAddress } from '../config/config.js'
import { GracefulServer } from './graceful-server.js'
import { handleUpgrades } from './upgrade.js'

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
/** Longer than any scrape may take. */
const SILENCE_TIMEOUT = 60_000

/** HTTP servers on several addresses that start and stop together. */
export class Listeners {
  readonly #servers: readonly GracefulServer[]

  private constructor(servers: readonly GracefulServer[]) {
    this.#servers = servers
  }

  /**
   * @param silence milliseconds without a byte in either direction after which a client is cut off
   * @throws {ListenError} when one address cannot be listened on; then none is
   */
  static async start(
    addresses: readonly ListenAddress[],
    handler: RequestListener,
    silence = SILENCE_TIMEOUT,
  ): Promise<Listeners> {
    const servers: GracefulServer[] = []
    try {
      for (const address of addresses) servers.push(new GracefulServer(await listen(address, handler, silence)))
    } catch (error) {
      await Promise.all(servers.map((server) => server.stop(0)))
      throw error
    }
    return new Listeners(servers)
  }

  /** The URLs under which the servers can be reached from this host. */
  get urls(): readonly string[] {
    return this.#servers.map(({ address: { address, port } }) => {
      return `http://${formatAddress(isEverywhere(address) ? 'localhost' : address, port)}`
    })
  }

  /** Accepts nothing new and resolves when the requests under way are answered, or cut off after `grace` ms. */
  async stop(grace: number): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop(grace)))
  }
}

async function listen(address: ListenAddress, handler: RequestListener, silence: number): Promise<Server> {
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT, requestTimeout: REQUEST_TIMEOUT }, handler)
  handleUpgrades(server, handler)
  server.setTimeout(silence)
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
