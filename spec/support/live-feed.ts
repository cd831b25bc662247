import { once } from 'node:events'
import { WebSocket } from 'ws'
import { FEED_PATH, type Message } from '../../lib/page/protocol.js'
import { eventually } from './eventually.js'
import type { Scope } from './scope.js'

/** One who watches the live page's feed. */
export interface FeedClient {
  readonly webSocket: WebSocket
  /** What came so far. */
  readonly messages: readonly Message[]
  /** Resolves with the code and the reason when the connection has been closed. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
  /** Waits for a message that meets the condition, from the one at `from` on. */
  find<T extends Message>(condition: (message: Message) => message is T, from?: number): Promise<T>
}

export interface FeedClientOptions {
  readonly origin?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Opens the feed of an exporter, as its own page would. @throws when the handshake is refused, with the HTTP status */
export async function watchFeed(
  scope: Scope,
  url: string,
  { origin = url, headers = {} }: FeedClientOptions = {},
): Promise<FeedClient> {
  const webSocket = new WebSocket(url.replace(/^http/, 'ws') + FEED_PATH, { origin, headers })
  webSocket.on('error', () => {})
  scope.teardown(() => webSocket.terminate())
  const messages: Message[] = []
  webSocket.on('message', (data) => messages.push(JSON.parse(String(data))))
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    webSocket.once('close', (code, reason) => resolve({ code, reason: String(reason) }))
  })
  await once(webSocket, 'open')
  return {
    webSocket,
    messages,
    closed,
    find: (condition, from = 0) => eventually(() => messages.slice(from).find(condition)),
  }
}
