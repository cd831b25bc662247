import type { CallOptions } from '../client/options.js'
import { type OperationError, TimedOutError } from '../operation/errors.js'
import type { Operation, ResultsOf } from '../operation/operation.js'
import type { Outcome } from './outcome.js'

export interface TransactOptions extends CallOptions {
  /** A lock, or its name: the transaction is rejected with a {@link NotOwnerError} unless this client owns it. */
  readonly lock?: string | { readonly name: string } | undefined
  /** Whether the reply is to wait until the transaction is on disk. Default: false. */
  readonly durable?: boolean | undefined
}

/** What takes transactions; a client does. */
export interface Transactor<Model> {
  transact<const Operations extends readonly Operation<Model>[]>(
    operations: Operations,
    options?: TransactOptions,
  ): Promise<Outcome<ResultsOf<Model, Operations>>>
}

export interface RetryOptions extends TransactOptions {
  /** How often to try before the conflict is the outcome, at least 1. Default {@link DEFAULT_ATTEMPTS}. */
  readonly attempts?: number | undefined
  /**
   * Waits, after a conflict, until there is something newer to build from. Not needed when `build` asks the server, nor
   * with a replica on the same connection: the server tells it of a change before it rejects the transaction.
   */
  readonly refresh?: ((conflict: OperationError, signal: AbortSignal | undefined) => Promise<unknown>) | undefined
}

export const DEFAULT_ATTEMPTS = 10

/**
 * Optimistic writes: builds a transaction on what is known, with a `verify` of what it rests on, and when that is no
 * longer so builds it anew. Any other outcome ends it, above all one that is unknown.
 *
 * @param build makes the operations from what is known now; called before each attempt
 * @returns the outcome of the last attempt
 * @throws what `transact`, `build` and `refresh` throw, and the signal's reason between attempts
 * @example
 * const outcome = await transactWithRetry(client, async () => {
 *   const [bridge] = await client.select('Bridge', { columns: ['_uuid', 'ports'], where: [['name', '==', 'br0']] })
 *   if (bridge === undefined) throw new Error('br0 is gone')
 *   const kept = bridge.ports.slice(0, 10)
 *   return [
 *     verify('Bridge', bridge._uuid, { ports: bridge.ports }),
 *     update('Bridge', [['_uuid', '==', bridge._uuid]], { ports: kept }),
 *   ]
 * })
 */
export async function transactWithRetry<Model, const Operations extends readonly Operation<Model>[]>(
  client: Transactor<Model>,
  build: () => Operations | Promise<Operations>,
  { attempts = DEFAULT_ATTEMPTS, refresh, ...options }: RetryOptions = {},
): Promise<Outcome<ResultsOf<Model, Operations>>> {
  if (!Number.isInteger(attempts) || attempts < 1) {
    throw new RangeError(`attempts: expected an integer of at least 1, got ${attempts}`)
  }
  const { signal } = options
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted()
    const operations = await build()
    const outcome = await client.transact(operations, options)
    if (attempt === attempts || outcome.status !== 'rejected' || !isConflict(outcome.error, operations)) return outcome
    await refresh?.(outcome.error, signal)
  }
}

/** Whether it was rejected by a `wait` that does not wait: what it rests on is no longer so. */
function isConflict(
  error: OperationError,
  operations: readonly { readonly op: string; readonly timeout?: unknown }[],
): boolean {
  const failed = operations.find((_, index) => index === error.operation)
  return error instanceof TimedOutError && failed?.op === 'wait' && failed.timeout === 0
}
