import { onAbort } from '../jsonrpc/index.js'
import type { Database } from './database.js'
import type { Outcome } from './execute.js'
import type { Owns } from './transaction.js'

/** Node's timers take no longer delay: 24.8 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * Carries out a transaction; one whose `wait` does not hold is tried again after every commit until it holds or its
 * time is over (RFC 7047 section 5.2.6).
 *
 * @param signal forgets the transaction: its promise then stays pending
 * @param owns whether who asks has that lock; by default, nobody has one
 * @returns the results, at once when there is nothing to wait for
 */
export function transactWhenReady(
  database: Database,
  operations: readonly unknown[],
  signal: AbortSignal,
  owns?: Owns,
): readonly unknown[] | Promise<readonly unknown[]> {
  const perform = () => database.transact(operations, owns)
  const outcome = perform()
  return patienceOf(outcome) > 0 ? retry(database, perform, patienceOf(outcome), signal) : outcome.results
}

function retry(
  database: Database,
  perform: () => Outcome,
  patience: number,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const came = performance.now()
  return new Promise((resolve) => {
    const attempt = () => {
      if (finished) return
      const outcome = perform()
      const remaining = patienceOf(outcome) - (performance.now() - came)
      clearTimeout(timer)
      if (remaining > 0) {
        timer = startTimer(attempt, remaining)
      } else {
        finish()
        resolve(outcome.results)
      }
    }
    let finished = false
    let timer = startTimer(attempt, patience)
    // Not within the commit: whoever else listens to it is to hear of it before what follows from it.
    const stop = database.onCommit(() => queueMicrotask(attempt))
    const finish = () => {
      finished = true
      stop()
      clearTimeout(timer)
      leave()
    }
    const leave = onAbort(signal, finish)
  })
}

function patienceOf(outcome: Outcome): number {
  return outcome.kind === 'failed' ? outcome.patience : 0
}

function startTimer(callback: () => void, milliseconds: number): NodeJS.Timeout {
  return setTimeout(callback, Math.min(milliseconds, LONGEST_TIMER_MS))
}
