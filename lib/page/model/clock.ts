/** Time and chance, passed in so that a spec can hold them. */
export interface Clock {
  /** Milliseconds on a clock that never jumps. */
  now(): number
  /** A number from 0 up to, not including, 1. */
  random(): number
  /** Calls `action` once after so many milliseconds, unless the function it returns is called before. */
  after(milliseconds: number, action: () => void): () => void
}

/** An open or opening WebSocket, as far as it is used here. */
export interface FeedSocket {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void
  close(): void
}
