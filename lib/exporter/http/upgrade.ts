import { type IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { Socket } from 'node:net'

/** Milliseconds from an answer until the connection is cut off. */
const CLOSE_GRACE = 1000

/** What a WebSocket handshake goes on with. */
export interface TakenSocket {
  readonly socket: Socket
  /** What the client sent behind its request. */
  readonly head: Buffer
}

/** The response to a request that asks for another protocol: it can be answered like any other, or taken over. */
export class UpgradeResponse extends ServerResponse {
  readonly #taken: TakenSocket

  constructor(request: IncomingMessage, taken: TakenSocket) {
    super(request)
    this.#taken = taken
    this.shouldKeepAlive = false
    this.assignSocket(taken.socket)
    const { socket } = taken
    this.once('finish', () => {
      socket.end()
      socket.resume() // what nobody reads would hide that the client has gone
      const cut = setTimeout(() => socket.destroy(), CLOSE_GRACE)
      socket.once('close', () => clearTimeout(cut))
    })
  }

  /** Takes the connection over: nothing is to be answered any more. */
  take(): TakenSocket {
    this.detachSocket(this.#taken.socket)
    this.#taken.socket.setTimeout(0)
    return this.#taken
  }
}

/**
 * Hands requests that ask for another protocol to the same handler as all others, with an {@link UpgradeResponse}:
 * whatever protects a page protects its WebSocket too.
 *
 * @param silence milliseconds without a byte in either direction after which a client that waits for an answer is cut off
 */
export function handleUpgrades(server: Server | TlsServer, handler: RequestListener, silence: number): void {
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    socket.setTimeout(silence, () => socket.destroy())
    handler(request, new UpgradeResponse(request, { socket, head }))
  })
}
