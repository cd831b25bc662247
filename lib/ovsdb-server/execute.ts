import { DatabaseError } from '../ovsdb/value/database-error.js'
import type { Changes } from './changes.js'
import { checkConstraints } from './constraints.js'
import { runOperation } from './operations.js'
import { settleReferences } from './references.js'
import type { Transaction } from './transaction.js'
import { WaitUnmet } from './wait.js'

/** What came of a transaction, and its `results` as the client gets them. */
export type Outcome =
  | { readonly kind: 'done'; readonly results: readonly unknown[]; readonly changes: Changes }
  | {
      /** Nothing changes. */
      readonly kind: 'failed'
      readonly results: readonly unknown[]
      /** Milliseconds from its arrival during which it may be tried again: those of an unmet `wait`, else 0. */
      readonly patience: number
    }

/**
 * Carries out the operations of a `transact` (RFC 7047 section 4.1.3). A failed operation is followed by nulls, an
 * error of the whole is one result more than there are operations.
 */
export function execute(transaction: Transaction, operations: readonly unknown[]): Outcome {
  const results: unknown[] = []
  try {
    for (const operation of operations) results.push(runOperation(operation, transaction))
    settleReferences(transaction)
    const changes = transaction.changes()
    checkConstraints(transaction, changes)
    return { kind: 'done', results, changes }
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    const unreached = operations.slice(results.length + 1).map(() => null)
    const patience = error instanceof WaitUnmet ? error.timeout : 0
    return { kind: 'failed', results: [...results, error.toWire(), ...unreached], patience }
  }
}
