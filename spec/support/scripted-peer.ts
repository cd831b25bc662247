import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { JsonSplitter } from '../../lib/jsonrpc/splitter.js'
import type { Scope } from './scope.js'

/** A JSON-RPC peer that does what the spec says, on a free port of 127.0.0.1. */
export interface ScriptedPeer {
  readonly port: number
  /** The next connection made to it. */
  accept(): Promise<PeerConnection>
}

export interface PeerConnection {
  readonly socket: Socket
  /** The text of the next message received. @throws when the other side ends before */
  receive(): Promise<string>
  /** Sends text, or a value as JSON. */
  send(message: unknown): void
  /** Resolves when the other side has ended its half. */
  readonly ended: Promise<void>
}

/** Starts the peer. Its connections are half-open: they end only when the spec ends them, or with the scope. */
export async function startScriptedPeer(scope: Scope): Promise<ScriptedPeer> {
  const connections = new Queue<PeerConnection>()
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket)
    connections.push(open(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  scope.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, accept: () => connections.next() }
}

function open(socket: Socket): PeerConnection {
  const received = new Queue<string>()
  const splitter = new JsonSplitter(({ text }) => received.push(text))
  const ended = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => splitter.push(chunk))
    socket.on('error', () => {})
    for (const event of ['end', 'close']) {
      socket.once(event, () => {
        received.fail(new Error('the other side has ended'))
        resolve()
      })
    }
  })
  return {
    socket,
    receive: () => received.next(),
    send: (message) => void socket.write(typeof message === 'string' ? message : JSON.stringify(message)),
    ended,
  }
}

/** Items wait for takers, and takers for items. */
class Queue<T> {
  readonly #items: T[] = []
  readonly #takers: Taker<T>[] = []
  #failure: Error | undefined

  push(item: T): void {
    const taker = this.#takers.shift()
    if (taker === undefined) this.#items.push(item)
    else taker.resolve(item)
  }

  fail(error: Error): void {
    this.#failure = error
    for (const taker of this.#takers.splice(0)) taker.reject(error)
  }

  next(): Promise<T> {
    return new Promise((resolve, reject) => {
      const item = this.#items.shift()
      if (item !== undefined) resolve(item)
      else if (this.#failure !== undefined) reject(this.#failure)
      else this.#takers.push({ resolve, reject })
    })
  }
}

interface Taker<T> {
  resolve(value: T): void
  reject(error: Error): void
}
