import { InvalidReplyError } from '../errors.js'

/** An operation ready to be sent (RFC 7047 section 5.2), and the way to read its result. */
export interface PreparedOperation<Result> {
  readonly operation: { readonly op: string; readonly [member: string]: unknown }
  /** @throws {InvalidReplyError} {InvalidValueError} */
  decode(result: unknown): Result
}

/** Of an operation that only succeeds or fails. */
export function decodeNothing(): undefined {
  return undefined
}

/** The number of rows that an operation was carried out on. */
export function decodeCount(result: unknown): number {
  const count = typeof result === 'object' && result !== null ? (result as { count?: unknown }).count : undefined
  if (typeof count === 'number') return count
  throw new InvalidReplyError('transact', 'the count of an operation', result)
}
