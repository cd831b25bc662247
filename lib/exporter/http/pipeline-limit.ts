import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'

/** Requests that may wait for their answer on one connection. Prometheus and browsers send one at a time. */
export const MAX_PIPELINED = 32

/**
 * A handler that is given no more requests of one connection than may wait: who sends more is cut off. What is asked in
 * sixty kilobytes of pipelined requests (RFC 9112 section 9.3.2) would else be answered in megabytes, all held at once.
 */
export function limitPipelined(handler: RequestListener, most = MAX_PIPELINED): RequestListener {
  const waiting = new WeakMap<Socket, number>()
  return (request, response) => {
    const { socket } = request
    const count = (waiting.get(socket) ?? 0) + 1
    if (socket.destroyed || count > most) {
      socket.destroy()
      return
    }
    waiting.set(socket, count)
    response.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1))
    handler(request, response)
  }
}
