import { type CallOptions, DEFAULT_CLOSE_TIMEOUT, resolveCallOptions } from '../client/options.js'
import type { LockHolder } from './lock-holder.js'
import type { LockState } from './state.js'

/**
 * A lock of the server (RFC 7047 section 4.1.8), that one client at a time can have. It is asked for again on each new
 * session. What rests on it ends with {@link signal}; a transaction that names it is rejected by the server when it no
 * longer holds.
 *
 * A lock is known to one server only: in a cluster, have all clients connect to the leader.
 *
 * @example
 * await using lock = await client.lock('nightly_cleanup')
 * const tag = update('Port', [['name', '==', 'vvport1']], { tag: 2 })
 * const outcome = await client.transact([tag], { lock, signal: lock.signal })
 * console.log(lock.state.state, outcome.status) // → held committed
 */
export class Lock implements AsyncDisposable {
  readonly #holder: LockHolder
  readonly #onClose: () => void

  /** @internal Made by {@link Client.lock}. */
  constructor(holder: LockHolder, onClose: () => void) {
    this.#holder = holder
    this.#onClose = onClose
  }

  /** What it is called at the server. */
  get name(): string {
    return this.#holder.name
  }

  /** Whether it is held. */
  get state(): LockState {
    return this.#holder.state
  }

  /** Calls back on every change of {@link state}, until the returned function is called. */
  onState(listener: (state: LockState) => void): () => void {
    return this.#holder.states.add(listener)
  }

  /**
   * Aborted when the lock, as it is held now, is lost: stolen, or its session ended. While it is not held it is aborted
   * already; held again, it is another signal.
   */
  get signal(): AbortSignal {
    return this.#holder.signal
  }

  /**
   * Gives the lock back, or stops waiting for it. Resolves, never rejects, when the server has confirmed that, or cannot;
   * or when the wait is given up by its signal or timeout, of {@link DEFAULT_CLOSE_TIMEOUT} unless it says otherwise. A
   * server that is slow gives the lock on when it comes to it.
   *
   * @throws {@link InvalidOptionError} when the timeout is no count of milliseconds
   */
  async close(options: CallOptions = {}): Promise<void> {
    const limits = resolveCallOptions(options, DEFAULT_CLOSE_TIMEOUT)
    this.#onClose()
    await this.#holder.close(limits)
  }

  /** As {@link close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
