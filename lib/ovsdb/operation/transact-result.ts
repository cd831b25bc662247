import { InvalidReplyError } from '../errors.js'
import { operationError, type WireError } from './errors.js'

/**
 * Reads the reply of a `transact` (RFC 7047 section 4.1.3): one result per operation. A failed operation is followed by
 * nulls; an error at commit comes as one extra element behind the results.
 *
 * @returns the results, one per operation
 * @throws {OperationError} when an operation or the commit failed: nothing was committed
 * @throws {InvalidReplyError}
 */
export function readTransactResult(reply: unknown, operations: number): readonly unknown[] {
  if (!Array.isArray(reply)) throw new InvalidReplyError('transact', 'an array of results', reply)
  reply.forEach((result: unknown, index) => {
    if (isWireError(result)) throw operationError(result, index < operations ? index : undefined)
  })
  if (reply.length < operations) throw new InvalidReplyError('transact', `${operations} results`, reply)
  return reply
}

function isWireError(result: unknown): result is WireError {
  return typeof result === 'object' && result !== null && typeof (result as { error?: unknown }).error === 'string'
}
