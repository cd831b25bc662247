import { type PmdCounter, type PmdThread, parsePmdThreads } from './pmd-thread.js'

/** Labels of all versions; those up to 2.9 are the shorter ones. */
const COUNTERS: ReadonlyMap<string, PmdCounter> = new Map([
  ['packets received', 'receivedPackets'],
  ['packet recirculations', 'recirculatedPackets'],
  ['miss with success upcall', 'upcalls'],
  ['miss', 'upcalls'],
  ['miss with failed upcall', 'lostUpcalls'],
  ['lost', 'lostUpcalls'],
  ['idle cycles', 'idleCycles'],
  ['polling cycles', 'idleCycles'],
  ['processing cycles', 'busyCycles'],
])

/**
 * What `dpif-netdev/pmd-stats-show` prints (lib/dpif-netdev.c), until 3.7: less than `pmd-perf-show` does, but of the
 * main thread too.
 */
export function parsePmdStatsShow(text: string): readonly PmdThread[] {
  return parsePmdThreads(text, COUNTERS)
}
