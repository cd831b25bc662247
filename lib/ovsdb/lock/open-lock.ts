import { RequestTimeoutError } from '../../jsonrpc/index.js'
import { type CallOptions, resolveCallOptions } from '../client/options.js'
import type { Status } from '../client/status.js'
import { ClientClosedError } from '../errors.js'
import { Lock } from './lock.js'
import type { LockingSession } from './lock-claim.js'
import { LockHolder } from './lock-holder.js'

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
  /** Milliseconds to wait for answers without which it can go on. */
  readonly requestTimeout: number
  onStatus(listener: (status: Status) => void): () => void
  onSession(listener: (established: { readonly session: LockingSession }) => void): () => void
}

/**
 * Asks for a lock; resolves when it is held.
 *
 * @throws what `client.lock` throws
 */
export async function openLock(
  host: LockHost,
  name: string,
  { steal = false, wait = true, ...call }: LockOptions,
): Promise<Lock> {
  const { signal, timeout = 0 } = resolveCallOptions(call, 0)
  signal?.throwIfAborted()
  if (host.status.state === 'closed') throw new ClientClosedError()
  const holder = new LockHolder({ name, steal, requestTimeout: host.requestTimeout })
  const leave: (() => void)[] = []
  const lock = new Lock(holder, () => {
    for (const one of leave.splice(0)) one()
  })
  const first = firstAnswer(lock, { wait, signal, timeout })
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

function firstAnswer(
  lock: Pick<Lock, 'onState' | 'name'>,
  { wait, signal, timeout }: { wait: boolean; signal: AbortSignal | undefined; timeout: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => finish(() => reject(signal?.reason))
    const onTimeout = () => finish(() => reject(new RequestTimeoutError('lock', timeout)))
    const timer = timeout > 0 ? setTimeout(onTimeout, timeout) : undefined
    const leave = lock.onState((now) => {
      if (now.state === 'held' || (now.state === 'waiting' && !wait)) finish(resolve)
      else if (now.state === 'closed') finish(() => reject(new ClientClosedError()))
      else if (now.state === 'lost') finish(() => reject(now.cause))
    })
    const finish = (settle: () => void) => {
      leave()
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      settle()
    }
    signal?.addEventListener('abort', onAbort)
  })
}
