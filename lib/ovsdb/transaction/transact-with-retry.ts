import { InvalidOptionError, onAbort, RequestTimeoutError, startTimeout } from '../../jsonrpc/index.js'
import { type CallOptions, resolveCallOptions } from '../client/options.js'
import { WaitTimeoutError } from '../errors.js'
import { type OperationError, TimedOutError } from '../operation/errors.js'
import type { Exact, Inline } from '../operation/exact.js'
import type { Operation, ResultsOf } from '../operation/operation.js'
import { within } from '../within.js'
import type { Outcome } from './outcome.js'

/**
 * What a transaction rests on, and when it counts as done.
 *
 * @example
 * const options: TransactOptions = { durable: true, timeout: 5000 }
 * console.log((await client.transact([update('Bridge', [], { stp_enable: false })], options)).status) // → committed
 */
export interface TransactOptions extends CallOptions {
  /** A lock, or its name: the transaction is rejected with a {@link NotOwnerError} unless this client owns it. */
  readonly lock?: string | { readonly name: string } | undefined
  /** Whether the reply is to wait until the transaction is on disk. Default: false. */
  readonly durable?: boolean | undefined
}

/**
 * What takes transactions; a client does.
 *
 * @example
 * async function bump(client: Transactor<OpenVSwitch>): Promise<string> {
 *   const outcome = await client.transact([mutate('Open_vSwitch', [], [['next_cfg', '+=', 1]])])
 *   return outcome.status
 * }
 * console.log(await bump(client)) // → committed
 */
export interface Transactor<Model> {
  /** As {@link Client.transact}. */
  transact<const Operations extends readonly Operation<Model>[]>(
    operations: Operations,
    options?: TransactOptions,
  ): Promise<Outcome<ResultsOf<Model, Operations>>>
}

/**
 * How long, and how often, to try an optimistic write.
 *
 * @example
 * const options: RetryOptions = { attempts: 3, timeout: 5000 }
 * const outcome = await transactWithRetry(client, () => [update('Bridge', [], { stp_enable: false })], options)
 * console.log(outcome.status) // → committed
 */
export interface RetryOptions extends TransactOptions {
  /** How often to try before the conflict is the outcome, at least 1. Default {@link DEFAULT_ATTEMPTS}. */
  readonly attempts?: number | undefined
  /**
   * Waits, after a conflict, until there is something newer to build from. Not needed when `build` asks the server, nor
   * with a replica on the same connection: the server tells it of a change before it rejects the transaction.
   */
  readonly refresh?: ((conflict: OperationError, signal: AbortSignal) => Promise<unknown>) | undefined
  /**
   * Milliseconds for all attempts together, with what `build` and `refresh` take of them; 0 sets no limit. By default each
   * attempt may take as long as the client allows a call.
   */
  readonly timeout?: number | undefined
}

/**
 * How often {@link transactWithRetry} tries, unless {@link RetryOptions.attempts} says otherwise.
 *
 * @example
 * console.log(DEFAULT_ATTEMPTS) // → 10
 */
export const DEFAULT_ATTEMPTS = 10

/**
 * Optimistic writes: builds a transaction on what is known, with a `verify` of what it rests on, and when that is no
 * longer so builds it anew. Any other outcome ends it, above all one that is unknown.
 *
 * @param build makes the operations from what is known now; called before each attempt
 * @returns the outcome of the last attempt; when the time is over in an attempt it is unknown, between two attempts the
 * conflict
 * @throws what `transact`, `build` and `refresh` throw, and the signal's reason between attempts
 * @throws {@link WaitTimeoutError} when the time is over before `build` has made anything: nothing was sent
 * @example
 * const outcome = await transactWithRetry(client, async () => {
 *   const [port] = await client.select('Port', { columns: ['_uuid', 'tag'], where: [['name', '==', 'vvport6']] })
 *   if (port === undefined) throw new Error('vvport6 is gone')
 *   return [
 *     verify('Port', port._uuid, { tag: port.tag }),
 *     update('Port', [['_uuid', '==', port._uuid]], { tag: (port.tag ?? 0) + 1 }),
 *   ]
 * })
 * console.log(outcome.status) // → committed
 */
export async function transactWithRetry<Model, const Operations extends readonly Operation<Model>[]>(
  client: Transactor<Model>,
  build: () => Built<Model, Operations> | Promise<Built<Model, Operations>>,
  { attempts = DEFAULT_ATTEMPTS, refresh, signal, timeout, ...options }: RetryOptions = {},
): Promise<Outcome<ResultsOf<Model, Operations>>> {
  if (!Number.isInteger(attempts) || attempts < 1) {
    throw new InvalidOptionError('attempts', `expected an integer of at least 1, got ${attempts}`)
  }
  const { timeout: total = 0 } = resolveCallOptions({ timeout }, 0)
  signal?.throwIfAborted()
  const limit = new AbortController()
  const late = new RequestTimeoutError('transact', total)
  const leaveSignal = onAbort(signal, () => limit.abort(signal?.reason))
  const stopTimeout = startTimeout(total, () => limit.abort(late))
  const call = { ...options, signal: limit.signal, ...(timeout !== undefined && { timeout: 0 }) }
  let conflict: Outcome<ResultsOf<Model, Operations>> | undefined
  try {
    for (let attempt = 1; ; attempt++) {
      const operations = await within(Promise.resolve(build()), 'transact', limit)
      const outcome = await client.transact(operations, call)
      if (attempt === attempts || outcome.status !== 'rejected' || !isConflict(outcome.error, operations))
        return outcome
      conflict = outcome
      await within(Promise.resolve(refresh?.(outcome.error, limit.signal)), 'transact', limit)
    }
  } catch (error) {
    if (error !== late) throw error
    if (conflict === undefined) throw new WaitTimeoutError('operations to send', total)
    return conflict
  } finally {
    leaveSignal()
    stopTimeout()
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

type Built<Model, Operations extends readonly unknown[]> = Inline<Operations> & NoInfer<Exact<Model, Operations>>
