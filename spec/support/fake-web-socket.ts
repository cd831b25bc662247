import { type Client, Server, WebSocket } from 'mock-socket'
import type { WebSocketConstructor, WebSocketLike } from '../../lib/jsonrpc/web-socket.js'
import { eventually } from './eventually.js'
import type { Scope } from './scope.js'

/** The class of mock-socket: it reaches the fake servers of this process, and nothing else. */
export const FakeWebSocket: WebSocketConstructor = WebSocket as unknown as WebSocketConstructor

/** One client's WebSocket, seen from the fake server. */
export interface FakeClient {
  /** What it sent so far, decoded. */
  received(): string
  /** Sends it a message: text as text, bytes as binary; anything else as a broken server's. */
  send(data: unknown): void
  /** Ends it as a server does. */
  close(code: number, reason?: string): void
}

export interface FakeServer {
  readonly url: string
  readonly clients: readonly FakeClient[]
  /** The next client that connects, or the first. */
  client(): Promise<FakeClient>
}

let servers = 0

/** A fake WebSocket server in this process, by mock-socket, for what a real one does not do. */
export function startFakeWebSocketServer(scope: Scope, options: { readonly refuse?: boolean } = {}): FakeServer {
  const url = `ws://fake-${++servers}/`
  const server = new Server(url, { mock: false, verifyClient: () => options.refuse !== true })
  scope.teardown(() => server.stop())
  const clients: FakeClient[] = []
  server.on('connection', (client) => clients.push(faked(client)))
  return { url, clients, client: () => eventually(() => clients.at(-1)) }
}

/** A fake WebSocket that its test drives by hand: nothing happens but by its handlers. */
export class PuppetWebSocket implements WebSocketLike {
  readyState = 1
  binaryType = 'blob'
  onopen: WebSocketLike['onopen'] = null
  onmessage: WebSocketLike['onmessage'] = null
  onerror: WebSocketLike['onerror'] = null
  onclose: WebSocketLike['onclose'] = null
  readonly calls: string[] = []

  send(data: Uint8Array): void {
    this.calls.push(`send ${new TextDecoder().decode(data)}`)
  }

  close(code?: number): void {
    this.calls.push(code === undefined ? 'close' : `close ${code}`)
  }

  tell(event: 'open' | 'message' | 'error' | 'close', value: object = {}): void {
    const handler = this[`on${event}`] as ((event: object) => unknown) | null
    handler?.(value)
  }
}

function faked(client: Client): FakeClient {
  let received = ''
  const decoder = new TextDecoder()
  client.on('message', (data) => {
    received += typeof data === 'string' ? data : decoder.decode(data as Uint8Array, { stream: true })
  })
  return {
    received: () => received,
    send: (data) => client.send(data instanceof Uint8Array ? copy(data) : (data as string)),
    close: (code, reason = '') => client.close({ code, reason, wasClean: true }),
  }
}

/** mock-socket makes text of anything binary but an ArrayBuffer. */
function copy(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
