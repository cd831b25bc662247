import { decodeNothing, type PreparedOperation } from './prepared.js'

/**
 * Prepares a `commit` (RFC 7047 section 5.2.7).
 *
 * @param durable whether the reply is to wait until the transaction is on disk
 */
export function prepareCommit(durable: boolean): PreparedOperation<undefined> {
  return control({ op: 'commit', durable })
}

/** Prepares an `abort` (RFC 7047 section 5.2.8): the transaction fails, whatever else it holds. */
export function prepareAbort(): PreparedOperation<undefined> {
  return control({ op: 'abort' })
}

/** Prepares a `comment` (RFC 7047 section 5.2.9), which the server writes into its log beside the transaction. */
export function prepareComment(comment: string): PreparedOperation<undefined> {
  return control({ op: 'comment', comment })
}

/** Prepares an `assert` (RFC 7047 section 5.2.10): the transaction fails unless this client owns the lock. */
export function prepareAssert(lock: string): PreparedOperation<undefined> {
  return control({ op: 'assert', lock })
}

function control(operation: PreparedOperation<undefined>['operation']): PreparedOperation<undefined> {
  return Object.freeze({ operation: Object.freeze(operation), decode: decodeNothing })
}
