/** What a client's connection is doing. */
export type Status =
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'connected' }
  | { readonly state: 'disconnected'; readonly cause: Error; readonly retryInMs: number }
  | { readonly state: 'closed' }
