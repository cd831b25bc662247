import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net'
import { JsonSplitter } from '../../lib/jsonrpc/splitter.js'
import type { Scope } from './scope.js'

/** What becomes of one piece of what the server says; the next piece comes when this one is done with. */
export type Relay = (piece: Buffer, way: Way) => Promise<unknown> | unknown

/** Makes the relay of one connection, which may remember what it has seen. */
export type Fault = () => Relay

/** The way from the proxy to the client, on one connection. */
export interface Way {
  readonly open: boolean
  /** Resolves when the system has taken it. Ignored once the connection is gone. */
  write(bytes: Uint8Array | string): Promise<void>
  /** Ends the connection in an orderly way. */
  end(): void
  /** Breaks it: the client is told ECONNRESET, unless what was let through before reaches it at the same moment. */
  reset(): void
}

export interface TcpProxyOptions {
  /** What a piece is: bytes as they come, or whole messages of a JSON-RPC peer. Default: bytes. */
  readonly pieces?: 'bytes' | 'messages'
  /** The fault from the first connection on. Default: {@link passing}. */
  readonly fault?: Fault
  /** The Unix socket to listen on, instead of a port. */
  readonly path?: string
}

/** A TCP port of 127.0.0.1, or a Unix socket, that leads to another one and does there what a spec says. */
export interface TcpProxy {
  /** 0 for a Unix socket. */
  readonly port: number
  /** `tcp:127.0.0.1:PORT` or `unix:PATH` */
  readonly remote: string
  /** What the clients said, piece by piece; of all connections. */
  readonly asked: readonly string[]
  /** What the server said, message by message, let through or not; empty where pieces are bytes. */
  readonly told: readonly string[]
  /** Connections made so far. */
  readonly connections: number
  /** Has this fault from the next piece on, on the connections there are and on further ones. */
  inject(fault: Fault): void
  /** Speaks to the clients there are in the server's place. */
  say(bytes: Uint8Array | string): void
  /** Ends the connections there are. */
  cut(): void
  /** Breaks the connections there are. */
  reset(): void
  /** Leads to another port, or path, from the next connection on. */
  leadTo(to: number | string): void
}

/** No fault. */
export const passing: Fault = () => (piece, way) => way.write(piece)

/** Starts it; it ends with the scope, and its connections with it. */
export async function startTcpProxy(
  scope: Scope,
  to: number | string,
  { pieces = 'bytes', fault = passing, path }: TcpProxyOptions = {},
): Promise<TcpProxy> {
  const [asked, told]: [string[], string[]] = [[], []]
  const links = new Set<Link>()
  let [target, current, connections] = [to, fault, 0]

  const server = createServer({ noDelay: true }, (client) => {
    connections++
    const upstream = createConnection({
      ...(typeof target === 'number' ? { host: '127.0.0.1', port: target } : { path: target }),
      noDelay: true,
    })
    const link = { client, upstream }
    links.add(link)
    client.once('close', () => links.delete(link))
    const way = wayTo(link)
    let made: { fault: Fault; relay: Relay } | undefined
    void carry(client, upstream, (piece) => {
      asked.push(piece.toString())
      return new Promise((resolve) => upstream.write(piece, resolve))
    })
    void carry(upstream, client, (piece) => {
      if (pieces === 'messages') told.push(piece.toString())
      if (made?.fault !== current) made = { fault: current, relay: current() }
      return made.relay(piece, way)
    })
  })

  async function carry(from: Socket, into: Socket, take: (piece: Buffer) => unknown): Promise<void> {
    for (const socket of [from, into]) socket.on('error', () => {})
    try {
      for await (const piece of pieces === 'messages' ? messagesOf(from) : from) await take(piece)
    } catch {
      // Broken: the other side is ended all the same.
    }
    into.end()
  }

  server.listen(path === undefined ? { port: 0, host: '127.0.0.1' } : { path })
  await once(server, 'listening')
  const { port } = path === undefined ? (server.address() as AddressInfo) : { port: 0 }
  const cut = () => {
    for (const { client, upstream } of links) for (const socket of [client, upstream]) socket.destroy()
  }
  scope.teardown(() => {
    server.close()
    cut()
  })
  return {
    port,
    remote: path === undefined ? `tcp:127.0.0.1:${port}` : `unix:${path}`,
    asked,
    told,
    get connections() {
      return connections
    },
    inject: (next) => {
      current = next
    },
    say: (bytes) => {
      for (const { client } of links) client.write(bytes)
    },
    cut,
    reset: () => {
      for (const link of links) wayTo(link).reset()
    },
    leadTo: (next) => {
      target = next
    },
  }
}

/** A message of JSON-RPC. */
export interface Message {
  readonly id?: unknown
  readonly method?: string
  readonly params?: readonly unknown[]
  readonly result?: unknown
}

/** What was asked or told through a proxy whose pieces are messages. */
export function messagesIn(texts: readonly string[]): readonly Message[] {
  return texts.map((text) => JSON.parse(text))
}

interface Link {
  readonly client: Socket
  readonly upstream: Socket
}

function wayTo({ client, upstream }: Link): Way {
  return {
    get open() {
      return client.writable
    },
    write: (bytes) =>
      new Promise((resolve) => {
        if (client.writable) client.write(bytes, () => resolve())
        else resolve()
      }),
    end: () => {
      client.end()
      upstream.destroy()
    },
    reset: () => {
      client.resetAndDestroy()
      upstream.destroy()
    },
  }
}

async function* messagesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const complete: Buffer[] = []
  const splitter = new JsonSplitter(({ text }) => complete.push(Buffer.from(text)))
  for await (const chunk of chunks) {
    splitter.push(chunk)
    yield* complete.splice(0)
  }
}
