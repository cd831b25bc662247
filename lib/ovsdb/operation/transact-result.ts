import { InvalidReplyError } from '../errors.js'
import { type OperationError, operationError, type WireError } from './errors.js'

/** What the server says of a transaction: the results of the operations before the failure, or of all. */
export interface TransactOutcome {
  readonly results: readonly unknown[]
  /** Why nothing was committed; `undefined` when all was. */
  readonly error: OperationError | undefined
}

/**
 * Reads the reply of a `transact` (RFC 7047 section 4.1.3): one result per operation. A failed operation is followed by
 * nulls; an error at commit comes as one extra element behind the results. Open vSwitch answers parameters that it cannot
 * read with an error instead of the array.
 *
 * @throws {InvalidReplyError}
 */
export function readTransactOutcome(reply: unknown, operations: number): TransactOutcome {
  const refusal = wireError(reply)
  if (refusal !== undefined) return { results: [], error: operationError(refusal, undefined, 'the request') }
  if (!Array.isArray(reply)) throw new InvalidReplyError('transact', 'an array of results', reply)
  for (const [index, result] of reply.entries()) {
    const error = wireError(result)
    if (error === undefined) continue
    return { results: reply.slice(0, index), error: operationError(error, index < operations ? index : undefined) }
  }
  if (reply.length !== operations) throw new InvalidReplyError('transact', `${operations} results`, reply)
  return { results: reply, error: undefined }
}

/**
 * The results of a transaction that was committed, one per operation.
 *
 * @throws {OperationError} when an operation or the commit failed: nothing was committed
 * @throws {InvalidReplyError}
 */
export function readTransactResult(reply: unknown, operations: number): readonly unknown[] {
  const { results, error } = readTransactOutcome(reply, operations)
  if (error !== undefined) throw error
  return results
}

/** The `<error>` that a result is; `undefined` when it is none. */
export function wireError(result: unknown): WireError | undefined {
  if (typeof result !== 'object' || result === null) return undefined
  const { error, details, syntax } = result as { error?: unknown; details?: unknown; syntax?: unknown }
  if (typeof error !== 'string') return undefined
  return {
    error,
    ...(typeof details === 'string' && { details }),
    ...(typeof syntax === 'string' && { syntax }),
  }
}
