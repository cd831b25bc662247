import { once } from 'node:events'
import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/**
 * A listening HTTP server that ends without cutting an answer off. `Server.close` alone waits for connections on which
 * nothing was asked yet, and for those kept alive after their last answer.
 */
export class GracefulServer {
  readonly address: AddressInfo
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #responses = new Set<ServerResponse>()
  #stopped: Promise<void> | undefined

  /** @param server listening, and without a connection yet */
  constructor(server: Server) {
    this.#server = server
    this.address = server.address() as AddressInfo
    server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    server.on('request', ({ socket }, response) => {
      this.#responses.add(response)
      response.once('close', () => {
        this.#responses.delete(response)
        if (this.#stopped !== undefined && !this.#isAnswering(socket)) socket.destroySoon()
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
    const last = new Map([...this.#responses].map((response) => [response.req.socket, response]))
    for (const response of last.values()) response.shouldKeepAlive = false
    for (const socket of this.#sockets) if (!last.has(socket)) socket.destroy()
    const cut = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy()
    }, grace)
    await closed
    clearTimeout(cut)
  }

  #isAnswering(socket: Socket): boolean {
    for (const response of this.#responses) if (response.req.socket === socket) return true
    return false
  }
}
