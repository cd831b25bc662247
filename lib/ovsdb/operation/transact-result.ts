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
    const error = wireError(result)
    if (error !== undefined) throw operationError(error, index < operations ? index : undefined)
  })
  if (reply.length !== operations) throw new InvalidReplyError('transact', `${operations} results`, reply)
  return reply
}

function wireError(result: unknown): WireError | undefined {
  if (typeof result !== 'object' || result === null) return undefined
  const { error, details, syntax } = result as { error?: unknown; details?: unknown; syntax?: unknown }
  if (typeof error !== 'string') return undefined
  return {
    error,
    ...(typeof details === 'string' && { details }),
    ...(typeof syntax === 'string' && { syntax }),
  }
}
