/**
 * What is the matter with a lock.
 *
 * @example
 * function mayWork(state: LockState): boolean {
 *   return state.state === 'held'
 * }
 * await using lock = await client.lock('nightly_cleanup')
 * console.log(mayWork(lock.state)) // → true
 */
export type LockState =
  /** It was asked for, and somebody else has it; or there is no connection on which to ask for it yet. */
  | { readonly state: 'waiting' }
  | { readonly state: 'held' }
  /**
   * It was held and is no longer, for that cause: it was stolen, and comes back when the thief returns it, or the session
   * ended, and it is asked for again on the next one.
   */
  | { readonly state: 'lost'; readonly cause: Error }
  /** By `close`, of the lock or of its client. */
  | { readonly state: 'closed' }
