import { OvsdbError } from '../errors.js'

/** What the server says of an operation that failed (RFC 7047 section 5.1 `<error>`). */
export interface WireError {
  /** The RFC's error string, such as `constraint violation`. */
  readonly error: string
  readonly details?: string | undefined
  readonly syntax?: string | undefined
}

/**
 * An operation of a transaction failed, and with it the transaction: nothing of it was committed.
 * The subclasses are the RFC's error strings (section 5.2 and those Open vSwitch adds); any other arrives as this class.
 */
export class OperationError extends OvsdbError {
  override readonly name: string = 'OperationError'
  /** The RFC's error string. */
  readonly error: string
  readonly details: string | undefined
  /** The JSON the server could not understand. */
  readonly syntax: string | undefined
  /** Which operation failed, from 0; `undefined` when it was none of them: mostly the commit. */
  readonly operation: number | undefined

  /** @param what failed, for the message */
  constructor(
    wire: WireError,
    operation: number | undefined,
    what = operation === undefined ? 'commit' : `operation ${operation}`,
  ) {
    super('OPERATION', `${what} failed: ${wire.error}${wire.details === undefined ? '' : `: ${wire.details}`}`)
    this.error = wire.error
    this.details = wire.details
    this.syntax = wire.syntax
    this.operation = operation
  }
}

export class ReferentialIntegrityError extends OperationError {
  override readonly name = 'ReferentialIntegrityError'
}
export class ConstraintViolationError extends OperationError {
  override readonly name = 'ConstraintViolationError'
}
export class ResourcesExhaustedError extends OperationError {
  override readonly name = 'ResourcesExhaustedError'
}
export class IoError extends OperationError {
  override readonly name = 'IoError'
}
export class DuplicateUuidNameError extends OperationError {
  override readonly name = 'DuplicateUuidNameError'
}
/** The UUID chosen for a row is that of a row which is there, or which the same transaction deleted. */
export class DuplicateUuidError extends OperationError {
  override readonly name = 'DuplicateUuidError'
}
export class DomainError extends OperationError {
  override readonly name = 'DomainError'
}
export class OperationRangeError extends OperationError {
  override readonly name = 'OperationRangeError'
}
export class TimedOutError extends OperationError {
  override readonly name = 'TimedOutError'
}
export class NotSupportedError extends OperationError {
  override readonly name = 'NotSupportedError'
}
export class AbortedError extends OperationError {
  override readonly name = 'AbortedError'
}
export class NotOwnerError extends OperationError {
  override readonly name = 'NotOwnerError'
}
export class SyntaxRejectedError extends OperationError {
  override readonly name = 'SyntaxRejectedError'
}
/** The server, or the database, is read-only. */
export class NotAllowedError extends OperationError {
  override readonly name = 'NotAllowedError'
}
export class PermissionError extends OperationError {
  override readonly name = 'PermissionError'
}

const CLASSES: Readonly<Record<string, typeof OperationError>> = {
  'referential integrity violation': ReferentialIntegrityError,
  'constraint violation': ConstraintViolationError,
  'resources exhausted': ResourcesExhaustedError,
  'I/O error': IoError,
  'duplicate uuid-name': DuplicateUuidNameError,
  'duplicate uuid': DuplicateUuidError,
  'domain error': DomainError,
  'range error': OperationRangeError,
  'timed out': TimedOutError,
  'not supported': NotSupportedError,
  aborted: AbortedError,
  'not owner': NotOwnerError,
  'syntax error': SyntaxRejectedError,
  'not allowed': NotAllowedError,
  'permission error': PermissionError,
}

/**
 * Makes the class that fits the RFC's error string.
 *
 * @param what failed, for the message; by default the operation, or the commit when it was none
 */
export function operationError(wire: WireError, operation: number | undefined, what?: string): OperationError {
  const Class = Object.hasOwn(CLASSES, wire.error) ? CLASSES[wire.error] : undefined
  return new (Class ?? OperationError)(wire, operation, what)
}
