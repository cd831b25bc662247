import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Scope } from './scope.js'

/** One who speaks to a server as no library would. */
export interface RawClient {
  readonly socket: Socket
  /** What came so far. */
  received(): string
  /** Resolves when the connection has ended. */
  readonly closed: Promise<unknown>
}

/** Connects to the server of a URL and sends it some bytes. What ends the connection is no error here. */
export async function rawClient(scope: Scope, url: string, bytes: string | Uint8Array = ''): Promise<RawClient> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  scope.teardown(() => socket.destroy())
  const closed = once(
    socket.on('error', () => {}),
    'close',
  ).catch(() => {})
  await once(socket, 'connect')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.write(bytes)
  return { socket, closed, received: () => Buffer.concat(chunks).toString('latin1') }
}
