/** What a session needs of a byte stream, whatever carries it (TCP, TLS, a Unix socket, a WebSocket). */
export interface Transport {
  /** Where the bytes go and come from, for messages to people: `tcp:127.0.0.1:6640`. */
  readonly name: string
  /** Begins to deliver bytes; nothing is delivered before. Called once. */
  start(events: TransportEvents): void
  /** Bytes that are queued, or will not be sent because the peer does not read. */
  readonly unsentBytes: number
  /** Queues text to be sent as UTF-8. Ignored once closed. */
  send(text: string): void
  /** Stops reading: the bytes then wait in the peer, which is the backpressure the protocol has. */
  pause(): void
  resume(): void
  /** Flushes what was queued, then ends the stream. Calls `closed` in the end. */
  close(): void
  /** Ends the stream at once. Calls `closed` in the end. */
  destroy(): void
}

export interface TransportEvents {
  data(chunk: Uint8Array): void
  /** Called once, after the last `data`; with the cause when the stream broke. */
  closed(cause?: Error): void
}
