import { excerpt, LONGEST_REASON } from '../../jsonrpc/index.js'
import { OvsdbError } from '../errors.js'

/**
 * What the server says of an operation that failed (RFC 7047 section 5.1 `<error>`).
 *
 * @example
 * const error: WireError = { error: 'constraint violation', details: 'at most one row' }
 * console.log(operationError(error, 0).message) // → operation 0 failed: constraint violation: at most one row
 */
export interface WireError {
  /** The RFC's error string, such as `constraint violation`. */
  readonly error: string
  readonly details?: string | undefined
  readonly syntax?: string | undefined
}

/**
 * An operation of a transaction failed, and with it the transaction: nothing of it was committed.
 * The subclasses are the RFC's error strings (section 5.2 and those Open vSwitch adds); any other arrives as this class.
 *
 * @example
 * const outcome = await client.transact([{ op: 'comment', comment: 'before' }, { op: 'abort' }])
 * if (outcome.status === 'rejected') console.log(outcome.error.operation, outcome.error.error) // → 1 aborted
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
    super('OPERATION', `${what} failed: ${excerpt(wordsOf(wire), LONGEST_REASON)}`)
    this.error = wire.error
    this.details = wire.details
    this.syntax = wire.syntax
    this.operation = operation
  }
}

/**
 * A row would refer to one that is not there, or be deleted while another refers to it.
 *
 * @example
 * const gone = parseUuid<'Interface'>('00000000-0000-4000-8000-000000000000')
 * const outcome = await client.transact([mutate('Port', [['name', '==', 'vvport1']], [['interfaces', 'insert', gone]])])
 * console.log(outcome.status === 'rejected' && outcome.error instanceof ReferentialIntegrityError) // → true
 */
export class ReferentialIntegrityError extends OperationError {
  override readonly name = 'ReferentialIntegrityError'
}

/**
 * A value is not one that its column may hold, or a table not what its schema demands of it.
 *
 * @example
 * const outcome = await client.transact([update('Port', [['name', '==', 'vvport1']], { tag: 5000 })])
 * console.log(outcome.status === 'rejected' && outcome.error instanceof ConstraintViolationError) // → true
 */
export class ConstraintViolationError extends OperationError {
  override readonly name = 'ConstraintViolationError'
}

/**
 * The server lacks memory, disk or whatever else the operation takes.
 *
 * @example
 * const outcome = await client.transact([update('Open_vSwitch', [], { next_cfg: 7 })])
 * if (outcome.status === 'rejected' && outcome.error instanceof ResourcesExhaustedError) console.log('is its disk full?')
 */
export class ResourcesExhaustedError extends OperationError {
  override readonly name = 'ResourcesExhaustedError'
}

/**
 * The server could not write to its disk.
 *
 * @example
 * const outcome = await client.transact([update('Open_vSwitch', [], { next_cfg: 7 })], { durable: true })
 * if (outcome.status === 'unknown' && outcome.cause instanceof IoError) console.log('written, but not to the disk')
 */
export class IoError extends OperationError {
  override readonly name = 'IoError'
}

/**
 * Two inserts of a transaction give their rows the same name.
 *
 * @example
 * const qos = insert('QoS', { type: 'linux-htb' })
 * const outcome = await client.transact([qos, qos])
 * console.log(outcome.status === 'rejected' && outcome.error instanceof DuplicateUuidNameError) // → true
 */
export class DuplicateUuidNameError extends OperationError {
  override readonly name = 'DuplicateUuidNameError'
}
/**
 * The UUID chosen for a row is that of a row which is there, or which the same transaction deleted.
 *
 * @example
 * const uuid = parseUuid<'QoS'>('00000000-0000-4000-8000-000000000001')
 * const qos = () => insert('QoS', { type: 'linux-htb' }, { uuid })
 * const outcome = await client.transact([qos(), qos()])
 * console.log(outcome.status === 'rejected' && outcome.error instanceof DuplicateUuidError) // → true
 */
export class DuplicateUuidError extends OperationError {
  override readonly name = 'DuplicateUuidError'
}

/**
 * A mutation has no result, such as a division by zero.
 *
 * @example
 * const outcome = await client.transact([mutate('Port', [['name', '==', 'vvport1']], [['tag', '/=', 0]])])
 * console.log(outcome.status === 'rejected' && outcome.error instanceof DomainError) // → true
 */
export class DomainError extends OperationError {
  override readonly name = 'DomainError'
}

/**
 * The result of a mutation is beyond what an integer or a real number can hold.
 *
 * @example
 * const most = 2n ** 63n - 1n
 * const outcome = await client.transact([mutate('Open_vSwitch', [], [['next_cfg', '+=', most], ['next_cfg', '+=', most]])])
 * console.log(outcome.status === 'rejected' && outcome.error instanceof OperationRangeError) // → true
 */
export class OperationRangeError extends OperationError {
  override readonly name = 'OperationRangeError'
}

/**
 * What a `wait` waits for did not come about in its time.
 *
 * @example
 * const outcome = await client.transact([wait('Bridge', { where: [], columns: ['name'], until: '==', rows: [], timeout: 0 })])
 * console.log(outcome.status === 'rejected' && outcome.error instanceof TimedOutError) // → true
 */
export class TimedOutError extends OperationError {
  override readonly name = 'TimedOutError'
}

/**
 * The server cannot do what the operation asks, as with `durable` where it has no disk.
 *
 * @example
 * const outcome = await client.transact([update('Open_vSwitch', [], { next_cfg: 7 })], { durable: true })
 * if (outcome.status === 'rejected' && outcome.error instanceof NotSupportedError) console.log('cannot wait for the disk')
 */
export class NotSupportedError extends OperationError {
  override readonly name = 'NotSupportedError'
}

/**
 * The transaction holds an `abort`.
 *
 * @example
 * const outcome = await client.transact([{ op: 'abort' }])
 * console.log(outcome.status === 'rejected' && outcome.error instanceof AbortedError) // → true
 */
export class AbortedError extends OperationError {
  override readonly name = 'AbortedError'
}

/**
 * The transaction asserts a lock that this client does not own.
 *
 * @example
 * const outcome = await client.transact([{ op: 'comment', comment: 'mine' }], { lock: 'not_asked_for' })
 * console.log(outcome.status === 'rejected' && outcome.error instanceof NotOwnerError) // → true
 */
export class NotOwnerError extends OperationError {
  override readonly name = 'NotOwnerError'
}

/**
 * The server cannot read an operation; its {@link OperationError.syntax} is the JSON that it could not read.
 *
 * @example
 * await client.transactRaw([{ op: 'select', table: 'Bridge', where: 5 }]).catch((error: unknown) => {
 *   console.log(error instanceof SyntaxRejectedError) // → true
 * })
 */
export class SyntaxRejectedError extends OperationError {
  override readonly name = 'SyntaxRejectedError'
}
/**
 * The server, or the database, is read-only.
 *
 * @example
 * const outcome = await client.transact([update('Open_vSwitch', [], { next_cfg: 7 })])
 * if (outcome.status === 'rejected' && outcome.error instanceof NotAllowedError) console.log('a backup server: write to the active one')
 */
export class NotAllowedError extends OperationError {
  override readonly name = 'NotAllowedError'
}

/**
 * The rules of the server, by the role of the client, forbid the operation (ovsdb(7), "RBAC").
 *
 * @example
 * const outcome = await client.transact([update('Open_vSwitch', [], { next_cfg: 7 })])
 * if (outcome.status === 'rejected' && outcome.error instanceof PermissionError) console.log(outcome.error.details)
 */
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
 * @example
 * console.log(operationError({ error: 'timed out' }, 0) instanceof TimedOutError) // → true
 */
export function operationError(wire: WireError, operation: number | undefined, what?: string): OperationError {
  const Class = Object.hasOwn(CLASSES, wire.error) ? CLASSES[wire.error] : undefined
  return new (Class ?? OperationError)(wire, operation, what)
}

function wordsOf({ error, details }: WireError): string {
  return details === undefined ? error : `${error}: ${details}`
}
