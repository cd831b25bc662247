import { once } from 'node:events'
import type { Server, ServerResponse } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'

/**
 * A listening HTTP server that ends without cutting an answer off. `Server.close` alone waits for connections on which
 * nothing was asked yet, and for those kept alive after their last answer.
 */
export class GracefulServer {
  readonly address: AddressInfo
  readonly #server: Server | HttpsServer
  /** TCP connections, with their client's address and port; over TLS a request has another socket than its connection. */
  readonly #sockets = new Map<Socket, string>()
  readonly #responses = new Map<ServerResponse, string>()
  #stopped: Promise<void> | undefined

  /** @param server listening, and without a connection yet */
  constructor(server: Server | HttpsServer) {
    this.#server = server
    this.address = server.address() as AddressInfo
    server.on('connection', (socket: Socket) => {
      this.#sockets.set(socket, peerOf(socket))
      socket.once('close', () => this.#sockets.delete(socket))
    })
    server.on('request', ({ socket }, response) => {
      const peer = peerOf(socket)
      this.#responses.set(response, peer)
      response.once('close', () => {
        this.#responses.delete(response)
        if (this.#stopped !== undefined && !this.#isAnswering(peer)) socket.destroySoon()
      })
    })
  }

  /** Accepts nothing new and resolves when the requests under way are answered, or cut off after `grace` ms. */
  stop(grace: number): Promise<void> {
    this.#stopped ??= this.#stop(grace)
    return this.#stopped
  }

  async #stop(grace: number): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    // The last answer on a connection tells the client that it is.
    const last = new Map([...this.#responses].map(([response, peer]) => [peer, response]))
    for (const response of last.values()) response.shouldKeepAlive = false
    for (const [socket, peer] of this.#sockets) if (!last.has(peer)) socket.destroy()
    const cut = setTimeout(() => {
      for (const socket of this.#sockets.keys()) socket.destroy()
    }, grace)
    await closed
    clearTimeout(cut)
  }

  #isAnswering(peer: string): boolean {
    return [...this.#responses.values()].includes(peer)
  }
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}
