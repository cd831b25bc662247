import t from 'tap'
import { OvsdbError } from '../../../lib/ovsdb/errors.js'
import * as errors from '../../../lib/ovsdb/operation/errors.js'

const { operationError, OperationError } = errors

const CLASSES: Readonly<Record<string, typeof OperationError>> = {
  'referential integrity violation': errors.ReferentialIntegrityError,
  'constraint violation': errors.ConstraintViolationError,
  'resources exhausted': errors.ResourcesExhaustedError,
  'I/O error': errors.IoError,
  'duplicate uuid-name': errors.DuplicateUuidNameError,
  'duplicate uuid': errors.DuplicateUuidError,
  'domain error': errors.DomainError,
  'range error': errors.OperationRangeError,
  'timed out': errors.TimedOutError,
  'not supported': errors.NotSupportedError,
  aborted: errors.AbortedError,
  'not owner': errors.NotOwnerError,
  'syntax error': errors.SyntaxRejectedError,
  'not allowed': errors.NotAllowedError,
  'permission error': errors.PermissionError,
}

t.test("each of the RFC's error strings has its class", async (t) => {
  for (const [error, Class] of Object.entries(CLASSES)) {
    const made = operationError({ error }, 0)
    t.equal(made.constructor, Class, error)
    t.equal(made.name, Class.name)
    t.equal(made.error, error)
    t.equal(made.code, 'OPERATION')
    t.ok(made instanceof OperationError && made instanceof OvsdbError)
  }
  const exported = Object.values(errors).filter((member) => member !== operationError && member !== OperationError)
  t.strictSame(new Set(exported), new Set(Object.values(CLASSES)), 'and no class is without its string')
})

t.test('any other string is an OperationError', async (t) => {
  for (const error of ['cluster error', '', 'constructor', '__proto__']) {
    const made = operationError({ error }, 0)
    t.equal(made.constructor, OperationError, error)
    t.equal(made.name, 'OperationError')
    t.equal(made.error, error)
  }
})

t.test('says which operation failed, why, and of what the server did not understand', async (t) => {
  const full = operationError({ error: 'syntax error', details: 'No table named X.', syntax: '{"op":"select"}' }, 2)
  t.equal(full.message, 'operation 2 failed: syntax error: No table named X.')
  t.match(full, { operation: 2, details: 'No table named X.', syntax: '{"op":"select"}' })
  const bare = operationError({ error: 'aborted' }, undefined)
  t.equal(bare.message, 'commit failed: aborted')
  t.equal(operationError({ error: 'aborted' }, undefined, 'all of it').message, 'all of it failed: aborted')
  t.strictSame([bare.operation, bare.details, bare.syntax], [undefined, undefined, undefined])
})
