import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net'
import { JsonSplitter } from '../../lib/jsonrpc/splitter.js'
import type { Scope } from './scope.js'

export interface CuttingProxyOptions {
  /**
   * How many of the server's messages each connection lets through before it is cut, in the order in which they are
   * made; half of the message after those goes through too where it is no whole number. Further connections stay.
   */
  readonly cuts?: readonly number[]
}

/** A TCP port of 127.0.0.1 that leads to a JSON-RPC server, and cuts connections where it is told to. */
export interface CuttingProxy {
  /** `tcp:127.0.0.1:PORT` */
  readonly remote: string
  /** What the clients said, in order; of all connections. */
  readonly asked: readonly Message[]
  /** What the server said and was let through, in order; of all connections. */
  readonly told: readonly Message[]
  /** Connections made so far. */
  readonly connections: number
  /** Cuts the connections there are. */
  cut(): void
  /** Leads to another port from the next connection on. */
  leadTo(port: number): void
}

export interface Message {
  readonly id?: unknown
  readonly method?: string
  readonly params?: readonly unknown[]
  readonly result?: unknown
}

/** Starts it; it ends with the scope, and its connections with it. */
export async function startCuttingProxy(
  scope: Scope,
  to: number,
  { cuts = [] }: CuttingProxyOptions = {},
): Promise<CuttingProxy> {
  const sockets = new Set<Socket>()
  const [asked, told]: [Message[], Message[]] = [[], []]
  let connections = 0
  let port = to
  const server = createServer({ noDelay: true }, (client) => {
    const limit = cuts[connections++] ?? Number.POSITIVE_INFINITY
    let count = 0
    const upstream = createConnection({ host: '127.0.0.1', port, noDelay: true })
    const end = () => {
      client.end()
      upstream.destroy()
    }
    const ask = new JsonSplitter((text) => asked.push(JSON.parse(text)))
    const tell = new JsonSplitter((text) => {
      if (upstream.destroyed) return
      if (++count <= limit) {
        told.push(JSON.parse(text))
        client.write(text)
      } else client.write(text.slice(0, text.length / 2))
      if (count >= limit) end()
    })
    client.on('data', (chunk) => {
      ask.push(chunk)
      upstream.write(chunk)
    })
    upstream.on('data', (chunk) => tell.push(chunk))
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => {
        sockets.delete(socket)
        end()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  scope.teardown(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return {
    remote: `tcp:127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    told,
    get connections() {
      return connections
    },
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    leadTo: (other) => {
      port = other
    },
  }
}
