import type { Test } from 'tap'
import type { FaultName } from '../catalogue.js'
import { keepRecord } from './record.js'
import type { Seen, Watch } from './watch.js'

/** Scrapes that have to be right after the first that is. */
const AFTERWARDS = 3

/**
 * Lets a fault happen and end, while exporters are watched: each has to be right before, right again afterwards without
 * a restart, and to tell nothing wrong in between. What was seen is kept for the table in docs/reliability.md.
 *
 * @param happen resolves when the fault is over; waits in between for what is to be seen
 * @returns what was seen, by watch
 */
export async function observe(
  t: Test,
  fault: FaultName,
  watches: readonly Watch[],
  happen: () => Promise<unknown>,
): Promise<readonly Seen[]> {
  await Promise.all(watches.map((watch) => watch.right()))
  const began = performance.now()
  await happen()
  const over = performance.now()
  const right = await Promise.all(watches.map((watch) => watch.right()))
  await Promise.all(watches.map((watch) => watch.more(AFTERWARDS)))
  const seen = watches.map((watch) => watch.since(began))
  const wasDown = seen.some(({ down }) => down > 0)
  keepRecord({ fault, seen, recovery: wasDown ? Math.max(...right) - over : undefined })
  for (const { name, lost, doubled, stale, unanswered } of seen) {
    t.strictSame({ lost, doubled, stale, unanswered }, { lost: 0, doubled: 0, stale: 0, unanswered: 0 }, name)
  }
  return seen
}
