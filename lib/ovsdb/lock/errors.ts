import { OvsdbError } from '../errors.js'

/**
 * Somebody else took the lock; it comes back when they return it.
 *
 * @example
 * const lock = await client.lock('nightly_cleanup')
 * await using other = await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * const lost = new Promise((resolve) => lock.signal.addEventListener('abort', resolve))
 * await other.lock('nightly_cleanup', { steal: true })
 * await lost
 * console.log(lock.signal.reason instanceof LockStolenError) // → true
 */
export class LockStolenError extends OvsdbError {
  override readonly name = 'LockStolenError'

  constructor(lock: string) {
    super('LOCK_STOLEN', `the lock "${lock}" was stolen`)
  }
}

/**
 * The lock was not held yet.
 *
 * @example
 * await using first = await client.lock('nightly_cleanup')
 * await using other = await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * await using second = await other.lock('nightly_cleanup', { wait: false })
 * console.log(second.signal.reason instanceof LockNotHeldError) // → true
 */
export class LockNotHeldError extends OvsdbError {
  override readonly name = 'LockNotHeldError'

  constructor(lock: string) {
    super('LOCK_NOT_HELD', `the lock "${lock}" is not held`)
  }
}

/**
 * This client has asked for the lock already: a server knows one request of a client for a lock, and gives back what both
 * stand for when one is withdrawn.
 *
 * @example
 * await using lock = await client.lock('nightly_cleanup')
 * await client.lock('nightly_cleanup').catch((error: unknown) => {
 *   console.log(error instanceof LockClaimedError) // → true
 * })
 */
export class LockClaimedError extends OvsdbError {
  override readonly name = 'LockClaimedError'

  constructor(lock: string) {
    super('LOCK_CLAIMED', `expected a lock that this client has not asked for, got "${lock}": give it back first`)
  }
}

/**
 * The lock was given back by its owner.
 *
 * @example
 * const lock = await client.lock('nightly_cleanup')
 * const { signal } = lock
 * await lock.close()
 * console.log(signal.reason instanceof LockClosedError) // → true
 */
export class LockClosedError extends OvsdbError {
  override readonly name = 'LockClosedError'

  constructor(lock: string) {
    super('LOCK_CLOSED', `the lock "${lock}" was given back`)
  }
}
