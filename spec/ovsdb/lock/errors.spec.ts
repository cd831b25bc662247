import t from 'tap'
import { OvsdbError } from '../../../lib/ovsdb/errors.js'
import { LockClaimedError, LockClosedError, LockNotHeldError, LockStolenError } from '../../../lib/ovsdb/lock/errors.js'

t.test('every class has its own name and code, and names the lock', async (t) => {
  const cases = [
    [new LockStolenError('tags'), 'LockStolenError', 'LOCK_STOLEN', 'the lock "tags" was stolen'],
    [new LockNotHeldError('tags'), 'LockNotHeldError', 'LOCK_NOT_HELD', 'the lock "tags" is not held'],
    [
      new LockClaimedError('tags'),
      'LockClaimedError',
      'LOCK_CLAIMED',
      'expected a lock that this client has not asked for, got "tags": give it back first',
    ],
    [new LockClosedError('tags'), 'LockClosedError', 'LOCK_CLOSED', 'the lock "tags" was given back'],
  ] as const
  for (const [error, name, code, message] of cases) {
    t.ok(error instanceof OvsdbError)
    t.strictSame([error.name, error.code, error.message], [name, code, message])
  }
})
