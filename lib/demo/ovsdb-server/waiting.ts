import type { Database } from './database.js'

/** Node's timers take no longer delay: 24.8 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * Carries out a transaction; one whose `wait` does not hold is tried again after every commit until it holds or its
 * time is over (RFC 7047 section 5.2.6).
 *
 * @param signal forgets the transaction: its promise then stays pending
 * @returns the results, at once when there is nothing to wait for
 */
export function transactWhenReady(
  database: Database,
  operations: readonly unknown[],
  signal: AbortSignal,
): readonly unknown[] | Promise<readonly unknown[]> {
  const outcome = database.transact(operations, 0)
  return outcome.kind === 'waiting' ? retry(database, operations, outcome.timeout, signal) : outcome.results
}

function retry(
  database: Database,
  operations: readonly unknown[],
  timeout: number,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  return new Promise((resolve) => {
    const attempt = (waited: number) => {
      if (finished) return
      const outcome = database.transact(operations, waited)
      if (outcome.kind === 'waiting') return
      finish()
      resolve(outcome.results)
    }
    // Not within the commit: whoever else listens to it is to hear of it before what follows from it.
    const stop = database.onCommit(() => queueMicrotask(() => attempt(0)))
    const timer = setTimeout(() => attempt(Number.POSITIVE_INFINITY), Math.min(timeout, LONGEST_TIMER_MS))
    let finished = false
    const finish = () => {
      finished = true
      stop()
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
    }
    signal.addEventListener('abort', finish)
  })
}
