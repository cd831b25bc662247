/**
 * What is used of the standard WebSocket: that of a browser, of the `ws` package, or a fake's. The three members at the
 * end are extensions of `ws`.
 *
 * @example
 * import { WebSocket } from 'ws'
 *
 * const socket: WebSocketLike = new WebSocket('ws://127.0.0.1:8080/ovsdb')
 */
export interface WebSocketLike {
  /** 1 when it is open. */
  readonly readyState: number
  /** Set to `arraybuffer`. */
  binaryType: string
  /** Told once it is open. */
  onopen: ((event: never) => unknown) | null
  /** Told each message. */
  onmessage: ((event: never) => unknown) | null
  /** Told that it failed; the end follows. */
  onerror: ((event: never) => unknown) | null
  /** Told its end. */
  onclose: ((event: never) => unknown) | null
  /** Bytes that were given to `send` and are not sent yet. */
  readonly bufferedAmount?: number
  /** Sends a binary message. */
  send(data: Uint8Array): void
  /** Begins the closing handshake. */
  close(code?: number): void
  /** Stops reading. */
  pause?(): void
  /** Reads on. */
  resume?(): void
  /** Ends the connection at once. */
  terminate?(): void
}

/**
 * A WebSocket class: constructing one begins to connect.
 *
 * @example
 * import { WebSocket } from 'ws'
 *
 * class WithToken extends WebSocket {
 *   constructor(url: string) {
 *     super(url, { headers: { authorization: 'Bearer …' } })
 *   }
 * }
 * await using remote = await connect('wss://relay.example/ovsdb', { database: 'Open_vSwitch', WebSocket: WithToken })
 */
export type WebSocketConstructor = new (url: string) => WebSocketLike

/** `readyState` of a WebSocket that sends what it is given. */
export const OPEN = 1

export interface WebSocketMessage {
  readonly data: unknown
}

/** Browsers tell no more than that there was an error; `ws` tells which. */
export interface WebSocketFailure {
  readonly error?: unknown
}

export interface WebSocketEnd {
  readonly code: number
  readonly reason: string
}

/** What the codes of RFC 6455 section 7.4.1 mean that say more than that the peer is done. */
const MEANINGS: Readonly<Record<number, string>> = {
  1002: 'one side broke the WebSocket protocol',
  1003: 'the peer does not take that kind of data',
  1006: 'without a word of the peer',
  1007: 'text that is not UTF-8',
  1008: 'the peer does not allow it',
  1009: 'a message too big',
  1010: 'an extension is missing',
  1011: 'an error in the peer',
  1012: 'the peer restarts',
  1013: 'the peer is overloaded',
  1014: 'the peer as a gateway got a bad answer',
  1015: 'TLS failed',
}

/** Done, going away, and no code at all: as a stream that ends. */
const ORDERLY: readonly number[] = [1000, 1001, 1005]

/** What an end means, in words; `undefined` when it is orderly. */
export function explainEnd({ code, reason }: WebSocketEnd): string | undefined {
  if (ORDERLY.includes(code)) return undefined
  const meaning = MEANINGS[code]
  return `code ${code}${meaning === undefined ? '' : `, ${meaning}`}${reason === '' ? '' : `: ${reason}`}`
}
