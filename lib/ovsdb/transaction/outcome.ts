import { messageOf, OvsdbError } from '../errors.js'
import type { OperationError } from '../operation/errors.js'

/**
 * What became of a transaction that was sent.
 *
 * @example
 * function mayHaveHappened({ status }: Outcome<unknown>): boolean {
 *   return status !== 'rejected'
 * }
 * console.log(mayHaveHappened(await client.transact([{ op: 'abort' }]))) // → false
 */
export type Outcome<Results> = CommittedOutcome<Results> | RejectedOutcome<Results> | UnknownOutcome

/**
 * All of it was carried out.
 *
 * @example
 * const outcome = await client.transact([update('Bridge', [], { stp_enable: false })])
 * const changed = ({ results }: CommittedOutcome<readonly [number]>) => results[0]
 * console.log(outcome.status === 'committed' && changed(outcome)) // → 2
 */
export interface CommittedOutcome<Results> {
  readonly status: 'committed'
  /** One result per operation. */
  readonly results: Results
}

/**
 * The server refused it: nothing of it was carried out.
 *
 * @example
 * const explain = ({ error }: RejectedOutcome<unknown>) => `operation ${error.operation}: ${error.error}`
 * const outcome = await client.transact([{ op: 'comment', comment: 'before' }, { op: 'abort' }])
 * console.log(outcome.status === 'rejected' && explain(outcome)) // → operation 1: aborted
 */
export interface RejectedOutcome<Results> {
  readonly status: 'rejected'
  /** Says which operation failed, and why; its class tells the RFC's error string. */
  readonly error: OperationError
  /** The results of the operations before the one that failed: what they would have returned. */
  readonly results: Partial<Results>
}

/**
 * It was sent, and no reply says what became of it: it may have been carried out, may still be, or never be. `cause` says
 * why: a {@link SessionClosedError} (the connection broke), a {@link RequestTimeoutError}, the signal's reason, a
 * {@link RemoteError} (`canceled`: the server gave it up while it may have been committing, as before a change of the
 * schema, or as a relay that lost its source), an {@link InvalidReplyError}, or an {@link OperationError} of the commit
 * (written, but not brought to the disk as `durable` asks).
 *
 * @example
 * const outcome = await client.transact([update('Bridge', [], { stp_enable: false })], { timeout: 500 })
 * const report = ({ cause }: UnknownOutcome) => console.log('read it again and decide:', cause)
 * if (outcome.status === 'unknown') report(outcome)
 */
export interface UnknownOutcome {
  readonly status: 'unknown'
  readonly cause: unknown
}

/**
 * What a dry run says: nothing was carried out, whatever it is.
 *
 * @example
 * const wouldPass = ({ status }: DryRunOutcome<unknown>) => status === 'dry-run'
 * console.log(wouldPass(await client.transact([update('Bridge', [], { stp_enable: true })], { dryRun: true }))) // → true
 */
export type DryRunOutcome<Results> = RejectedOutcome<Results> | DryRunResults<Results>

/**
 * Each operation could have been carried out.
 *
 * @example
 * const outcome = await client.transact([update('Bridge', [], { stp_enable: true })], { dryRun: true })
 * const changed = ({ results }: DryRunResults<readonly [number]>) => results[0]
 * console.log(outcome.status === 'dry-run' && changed(outcome)) // → 2
 */
export interface DryRunResults<Results> {
  readonly status: 'dry-run'
  /** One result per operation; the UUIDs of inserts are made up, and others the next time. */
  readonly results: Results
}

/**
 * What {@link Client.transact} tells: an {@link Outcome}, of a dry run a {@link DryRunOutcome}; either where that is
 * known at run time only.
 */
export type OutcomeOf<Results, DryRun extends boolean | undefined> = DryRun extends true
  ? DryRunOutcome<Results>
  : Outcome<Results>

/**
 * A transaction was sent, and nobody knows whether it was committed; `cause` says why.
 *
 * @example
 * try {
 *   resultsOf(await client.transact([update('Bridge', [], { stp_enable: false })], { timeout: 500 }))
 * } catch (error) {
 *   if (!(error instanceof OutcomeUnknownError)) throw error
 *   console.log('read it again and decide:', error.cause)
 * }
 */
export class OutcomeUnknownError extends OvsdbError {
  override readonly name = 'OutcomeUnknownError'

  constructor(cause: unknown) {
    super('OUTCOME_UNKNOWN', `the transaction may have been committed or not: ${messageOf(cause)}`, { cause })
  }
}

/**
 * The results of a transaction, for those who want an exception for anything else.
 *
 * @throws {@link OperationError} when it was rejected
 * @throws {@link OutcomeUnknownError} when it is not known what became of it
 * @example
 * const [uuid] = resultsOf(await client.transact([insert('QoS', { type: 'linux-htb' })]))
 * console.log(uuid.length) // → 36
 */
export function resultsOf<Results>(outcome: Outcome<Results> | DryRunOutcome<Results>): Results {
  if (outcome.status === 'rejected') throw outcome.error
  if (outcome.status === 'unknown') throw new OutcomeUnknownError(outcome.cause)
  return outcome.results
}
