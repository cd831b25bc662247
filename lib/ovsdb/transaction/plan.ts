import type { UntypedModel } from '../model.js'
import { prepareAbort, prepareAssert, prepareCommit } from '../operation/control.js'
import { type OperationError, operationError } from '../operation/errors.js'
import type { Operation } from '../operation/operation.js'
import { prepareOperation } from '../operation/prepare.js'
import type { PreparedOperation } from '../operation/prepared.js'
import { readTransactOutcome } from '../operation/transact-result.js'
import type { DatabaseSchema } from '../schema/types.js'
import { checkReferences } from './check-references.js'
import type { DryRunResults, Outcome } from './outcome.js'

/** What is to hold of a transaction besides its operations. */
export interface Terms {
  /** The name of a lock: the transaction is rejected unless this client owns it. */
  readonly lock?: string | undefined
  /** Whether the reply is to wait until the transaction is on disk. Default: false. */
  readonly durable?: boolean | undefined
  /** Whether to find out only what it would do. Default: false. */
  readonly dryRun?: boolean | undefined
}

/** A transaction ready to be sent, and the way to read what the server says of it. */
export interface Plan {
  /** The operations on the wire, those that the terms add included. */
  readonly wire: readonly PreparedOperation<unknown>['operation'][]
  /** @throws {InvalidReplyError} {InvalidValueError} */
  read(reply: unknown): Outcome<readonly unknown[]> | DryRunResults<readonly unknown[]>
}

/**
 * Encodes a transaction by the schema of the server it is to be sent to.
 *
 * @throws {UnknownTableError} {UnknownColumnError} {ImmutableColumnError} {InvalidValueError}
 */
export function planTransaction(
  operations: readonly Operation<UntypedModel>[],
  schema: DatabaseSchema,
  { lock, durable = false, dryRun = false }: Terms,
): Plan {
  checkReferences(operations)
  const before = lock === undefined ? [] : [prepareAssert(lock)]
  const own = operations.map((operation) => prepareOperation(operation, schema))
  const after = [...(durable ? [prepareCommit(true)] : []), ...(dryRun ? [prepareAbort()] : [])]
  const wire = [...before, ...own, ...after].map(({ operation }) => operation)

  const nameFailure = (error: OperationError): OperationError => {
    if (error.operation === undefined) return error
    const index = error.operation - before.length
    if (index < 0) return operationError(error, undefined, `the assertion of the lock "${lock}"`)
    return operationError(error, index < own.length ? index : undefined)
  }
  return {
    wire,
    read: (reply) => {
      const { results: all, error } = readTransactOutcome(reply, wire.length)
      const results = own
        .slice(0, Math.max(0, all.length - before.length))
        .map((operation, index) => operation.decode(all[before.length + index]))
      if (error === undefined) return { status: 'committed', results }
      if (dryRun && error.operation === wire.length - 1) return { status: 'dry-run', results }
      if (error.operation === undefined && mayBeWritten(error, wire)) return { status: 'unknown', cause: error }
      return { status: 'rejected', error: nameFailure(error), results }
    },
  }
}

/**
 * Whether a commit that failed may count all the same. What the server could not write it takes back; what it wrote and
 * could not bring to the disk, or to the other members of a cluster, may be there after a restart.
 */
function mayBeWritten({ error }: OperationError, wire: Plan['wire']): boolean {
  if (error === 'I/O error') return wire.some(({ op, durable }) => op === 'commit' && durable === true)
  return error === 'cluster error'
}
