import { checkConstraints } from './constraints.js'
import { DatabaseError } from './errors.js'
import { runOperation } from './operations.js'
import { settleReferences } from './references.js'
import type { Changes } from './row.js'
import type { Transaction } from './transaction.js'
import { WaitUnmet } from './wait.js'

/** What came of a transaction: done, failed (nothing changes), or to be tried again (milliseconds from its arrival). */
export type Outcome =
  | { readonly kind: 'done'; readonly results: readonly unknown[]; readonly changes: Changes }
  | { readonly kind: 'failed'; readonly results: readonly unknown[] }
  | { readonly kind: 'waiting'; readonly timeout: number }

/**
 * Carries out the operations of a `transact` (RFC 7047 section 4.1.3). A failed operation is followed by nulls, an error
 * of the whole by one result more than there are operations.
 *
 * @param waited milliseconds since the transaction came
 */
export function execute(transaction: Transaction, operations: readonly unknown[], waited: number): Outcome {
  const results: unknown[] = []
  try {
    for (const operation of operations) results.push(runOperation(operation, transaction))
    settleReferences(transaction)
    const changes = transaction.changes()
    checkConstraints(transaction, changes)
    return { kind: 'done', results, changes }
  } catch (error) {
    if (error instanceof WaitUnmet && error.timeout > waited) return { kind: 'waiting', timeout: error.timeout }
    const failure = error instanceof WaitUnmet ? new DatabaseError('timed out', error.message) : error
    if (!(failure instanceof DatabaseError)) throw failure
    const unreached = operations.slice(results.length + 1).map(() => null)
    return { kind: 'failed', results: [...results, failure.toWire(), ...unreached] }
  }
}
