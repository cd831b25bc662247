/**
 * How current the rows of a replica are.
 *
 * @example
 * function ageInSeconds(state: ReplicaState): number {
 *   return state.state === 'stale' ? (Date.now() - state.since.getTime()) / 1000 : 0
 * }
 * console.log(ageInSeconds(replica.state)) // → 0
 */
export type ReplicaState =
  /** All that the server told is in: what it commits arrives here as it happens. */
  | { readonly state: 'synced' }
  /** The rows are those of `since`, when the server could be heard for the last time; `cause` says why it cannot. */
  | { readonly state: 'stale'; readonly since: Date; readonly cause: Error }
  /** By `close`, of the replica or of its client: the rows stay as they are. */
  | { readonly state: 'closed' }
