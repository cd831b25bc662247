import { type PmdCounter, type PmdThread, parsePmdPerfShow, parsePmdStatsShow } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, FamilyDeclaration, Sample } from '../declaration.js'
import { dividedBy } from '../samples.js'
import { forEachDatapath, readUserSpaceDatapaths } from './user-space.js'

interface DatapathThread extends PmdThread {
  readonly datapath: string
}

type Reading = readonly DatapathThread[]

const LABELS = ['datapath', 'thread', 'numa', 'core'] as const
const PERF = 'dpif-netdev/pmd-perf-show'
const STATS = 'dpif-netdev/pmd-stats-show'
const BOTH = `${PERF}, ${STATS}`
/** How packets are taken apart, not where their flow is found. */
const NO_LEVEL = 'mfex_opt'

type Row = readonly [counter: PmdCounter, name: string, source: string, since: string, help: string]

const COUNTERS: readonly Row[] = [
  ['iterations', 'iterations', PERF, '2.10', 'Rounds of polling that the thread made.'],
  ['idleIterations', 'idle_iterations', PERF, '2.10', 'Rounds in which the thread found no packet.'],
  ['busyIterations', 'busy_iterations', PERF, '2.10', 'Rounds in which the thread found packets.'],
  ['sleepIterations', 'sleep_iterations', PERF, '3.1', 'Rounds in which the thread slept.'],
  ['cycles', 'cycles', PERF, '2.10', 'Cycles of the time stamp counter that the thread used, asleep ones aside.'],
  ['idleCycles', 'idle_cycles', STATS, '2.4', 'Cycles that the thread spent finding no packet; until 3.7.'],
  ['busyCycles', 'busy_cycles', STATS, '2.4', 'Cycles that the thread spent on packets; until 3.7.'],
  ['receivedPackets', 'receive_packets', BOTH, '2.9', 'Packets that the thread received.'],
  [
    'recirculatedPackets',
    'recirculated_packets',
    STATS,
    '2.9',
    'Packets that went through the datapath again; until 3.7.',
  ],
  [
    'datapathPasses',
    'datapath_passes',
    PERF,
    '2.10',
    'Passes of packets through the datapath, recirculations included.',
  ],
  ['upcalls', 'upcalls', BOTH, '2.4', 'Passes that no flow matched and ovs-vswitchd decided.'],
  [
    'lostUpcalls',
    'lost_upcalls',
    BOTH,
    '2.4',
    'Passes that no flow matched and that failed to be decided: the packet was dropped.',
  ],
  ['sentPackets', 'transmit_packets', PERF, '2.10', 'Packets that the thread transmitted.'],
  ['sentBatches', 'transmit_batches', PERF, '2.10', 'Batches of packets that the thread transmitted.'],
]

/** What each thread of the datapath in user space did. It counts from its start, or the last `pmd-stats-clear`. */
export const PMD = {
  name: 'pmd',
  help: 'what each thread of the datapath in user space did',
  modes: SWITCH_MODES,
  enabled: true,
  families: [
    ...COUNTERS.map(counterFamily),
    {
      name: 'ovs_pmd_sleep_seconds_total',
      type: 'counter',
      help: 'Time that the thread slept.',
      labels: LABELS,
      source: PERF,
      since: '3.1',
      samples: (threads) =>
        threads.map((thread): Sample => [labelsOf(thread), dividedBy(thread.counters.sleepMicroseconds, 1e6)]),
    },
    {
      name: 'ovs_pmd_lookup_hits_total',
      type: 'counter',
      help: 'Passes whose flow was found, by where: emc (exact match cache), smc (signature match cache), megaflow and others.',
      labels: [...LABELS, 'level'],
      source: BOTH,
      since: '2.4',
      *samples(threads): Iterable<Sample> {
        for (const thread of threads) {
          for (const [level, hits] of thread.hits) if (level !== NO_LEVEL) yield [{ ...labelsOf(thread), level }, hits]
        }
      },
    },
    {
      name: 'ovs_pmd_optimized_extracts_total',
      type: 'counter',
      help: 'Packets that were taken apart by an optimized function; until 3.7.',
      labels: LABELS,
      source: BOTH,
      since: '2.16',
      samples: (threads) => threads.map((thread): Sample => [labelsOf(thread), thread.hits.get(NO_LEVEL)]),
    },
  ],
} satisfies CollectorDeclaration<Reading>

/** What `pmd-perf-show` tells, and what until 3.7 only `pmd-stats-show` does: the main thread, above all. */
export async function readPmd(ask: Ask): Promise<Reading> {
  return forEachDatapath(await readUserSpaceDatapaths(ask), async ({ full, name }) => {
    const stats = parsePmdStatsShow((await ask(STATS, name)) ?? '')
    const perf = parsePmdPerfShow((await ask(PERF, '-nh', name)) ?? '')
    const threads = new Map<string, DatapathThread>()
    for (const thread of [...stats, ...perf]) {
      const key = JSON.stringify(labelsOf({ ...thread, datapath: full }))
      const known = threads.get(key)
      const counters = { ...known?.counters, ...thread.counters }
      const hits = thread.hits.size > 0 ? thread.hits : (known?.hits ?? thread.hits)
      threads.set(key, { ...thread, datapath: full, counters, hits })
    }
    return [...threads.values()]
  })
}

function counterFamily([counter, name, source, since, help]: Row): FamilyDeclaration<Reading> {
  return {
    name: `ovs_pmd_${name}_total`,
    type: 'counter',
    help,
    labels: LABELS,
    source,
    since,
    samples: (threads) => threads.map((thread): Sample => [labelsOf(thread), thread.counters[counter]]),
  }
}

/** The main thread belongs to no core. */
function labelsOf({ datapath, kind, numa, core }: DatapathThread) {
  return { datapath, thread: kind, numa, core }
}
