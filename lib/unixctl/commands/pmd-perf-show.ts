import { type PmdCounter, type PmdThread, parsePmdThreads } from './pmd-thread.js'

/** Labels of all versions: 2.10 had `Cycles`, `idle` and `busy`, 3.1 brought sleeping. */
const COUNTERS: ReadonlyMap<string, PmdCounter> = new Map([
  ['Iterations', 'iterations'],
  ['Used TSC cycles', 'cycles'],
  ['Cycles', 'cycles'],
  ['idle iterations', 'idleIterations'],
  ['idle', 'idleIterations'],
  ['busy iterations', 'busyIterations'],
  ['busy', 'busyIterations'],
  ['sleep iterations', 'sleepIterations'],
  ['Sleep time (us)', 'sleepMicroseconds'],
  ['Rx packets', 'receivedPackets'],
  ['Datapath passes', 'datapathPasses'],
  ['Upcalls', 'upcalls'],
  ['Lost upcalls', 'lostUpcalls'],
  ['Tx packets', 'sentPackets'],
  ['Tx batches', 'sentBatches'],
])

/**
 * What `dpif-netdev/pmd-perf-show -nh` prints (lib/dpif-netdev-perf.c): what each PMD thread did, and since 4.0 the main
 * thread too. Counts begin when the thread starts, and again after `dpif-netdev/pmd-stats-clear`.
 */
export function parsePmdPerfShow(text: string): readonly PmdThread[] {
  return parsePmdThreads(text, COUNTERS)
}
