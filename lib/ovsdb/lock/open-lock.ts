import { awaitState } from '../await-state.js'
import { type CallOptions, resolveCallOptions } from '../client/options.js'
import type { Status } from '../client/status.js'
import { ClientClosedError } from '../errors.js'
import { LockClaimedError } from './errors.js'
import { Lock } from './lock.js'
import type { LockingSession } from './lock-claim.js'
import { LockHolder } from './lock-holder.js'
import type { LockState } from './state.js'

/**
 * Whether to wait for a lock, or to take it away.
 *
 * @example
 * const options: LockOptions = { wait: false }
 * await using lock = await client.lock('nightly_cleanup', options)
 * console.log(lock.state.state) // → held
 */
export interface LockOptions extends CallOptions {
  /** Whether to take the lock from whoever has it. Default: false. */
  readonly steal?: boolean | undefined
  /** Whether to wait until the lock is held; else only for the server's answer. Default: true. */
  readonly wait?: boolean | undefined
  /** Milliseconds to wait; 0, the default here, waits for ever. */
  readonly timeout?: number | undefined
}

/** What a lock needs of its client. */
export interface LockHost {
  readonly status: Status
  onStatus(listener: (status: Status) => void): () => void
  onSession(listener: (established: { readonly session: LockingSession }) => void): () => void
  whyNotConnected(): Error | undefined
}

/**
 * Asks for a lock; resolves when it is held.
 *
 * @param claimed the names that the client has asked for and not given back
 * @throws what `client.lock` throws
 */
export async function openLock(
  host: LockHost,
  claimed: Set<string>,
  name: string,
  { steal = false, wait = true, ...call }: LockOptions,
): Promise<Lock> {
  const limits = resolveCallOptions(call, 0)
  limits.signal?.throwIfAborted()
  if (host.status.state === 'closed') throw new ClientClosedError()
  if (claimed.has(name)) throw new LockClaimedError(name)
  claimed.add(name)
  const holder = new LockHolder({ name, steal })
  const leave: (() => void)[] = [() => claimed.delete(name)]
  const lock = new Lock(holder, () => {
    for (const one of leave.splice(0)) one()
  })
  const first = awaitState<LockState>(
    `the lock "${name}"`,
    (listener) => lock.onState(listener),
    (now) => {
      if (now.state === 'closed') return new ClientClosedError()
      if (now.state === 'lost') return now.cause
      return now.state === 'held' || !wait ? 'done' : 'wait'
    },
    limits,
    () => host.whyNotConnected(),
  )
  leave.push(host.onStatus(({ state }) => void (state === 'closed' && lock.close())))
  leave.push(host.onSession(({ session }) => holder.claim(session)))
  try {
    await first
    return lock
  } catch (error) {
    void lock.close()
    throw error
  }
}
