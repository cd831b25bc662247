/** What a client's connection is doing. */
export type Status =
  /** `attempt` counts from 1 since the connection was last good. */
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'connected' }
  /** The attempt failed or the connection broke, for that cause; the next attempt follows after so many milliseconds. */
  | { readonly state: 'disconnected'; readonly cause: Error; readonly retryInMs: number }
  /** By `close`: nothing follows. */
  | { readonly state: 'closed' }
