import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Transport } from '../jsonrpc/index.js'
import { listenSocket } from '../jsonrpc/node/index.js'
import { serveConnection } from './connection.js'
import type { Database } from './database.js'
import { Locks } from './locks.js'

export interface OvsdbServer {
  readonly port: number
  /** Cuts every client off and stops listening. */
  close(): Promise<void>
}

/**
 * Serves databases to OVSDB clients over TCP. A demo and a test aid, not a database: see {@link Database}.
 *
 * @param port 0 for any free one
 * @throws the system's error (`EADDRINUSE` …)
 *
 * @example
 * const server = await startOvsdbServer([database], { host: '127.0.0.1', port: 0 })
 * // ovs-vsctl --db=tcp:127.0.0.1:<server.port> list interface
 */
export async function startOvsdbServer(
  databases: readonly Database[],
  address: { readonly host: string; readonly port: number },
): Promise<OvsdbServer> {
  const clients = new Set<Transport>()
  const served = { databases, serverId: randomUUID(), locks: new Locks() }
  const server = await listenSocket(address, (transport) => {
    clients.add(transport)
    void serveConnection(transport, served).closed.then(() => clients.delete(transport))
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const client of clients) client.destroy()
      await closed
    },
  }
}
