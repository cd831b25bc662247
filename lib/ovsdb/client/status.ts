/**
 * What a client's connection is doing.
 *
 * @example
 * function describe(status: Status): string {
 *   switch (status.state) {
 *     case 'connected':
 *       return `connected to ${status.remote}`
 *     case 'disconnected':
 *       return `${status.cause.message}; trying again in ${status.retryInMs} ms`
 *     default:
 *       return status.state
 *   }
 * }
 * console.log(describe(client.status).replace(/:\d+$/, '')) // → connected to tcp:127.0.0.1
 */
export type Status =
  /** `attempt` counts from 1 since the connection was last good. */
  | { readonly state: 'connecting'; readonly attempt: number }
  /** `remote` is the one, of several, that the session is with. */
  | { readonly state: 'connected'; readonly remote: string }
  /**
   * The attempt failed at every remote, or the connection broke, for that cause; the next attempt follows after so many
   * milliseconds, which are 0 when a session that was good has ended and there are other remotes to turn to.
   */
  | { readonly state: 'disconnected'; readonly cause: Error; readonly retryInMs: number }
  /** By `close`, or by the end of the session of a client that dialled in: nothing follows. */
  | { readonly state: 'closed' }
