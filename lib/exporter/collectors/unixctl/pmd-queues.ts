import { type PmdQueues, parsePmdRxqShow } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, Sample } from '../declaration.js'
import { flag } from '../samples.js'
import { forEachDatapath, readUserSpaceDatapaths } from './user-space.js'

interface DatapathQueues extends PmdQueues {
  readonly datapath: string
}

type Reading = readonly DatapathQueues[]

const LABELS = ['datapath', 'numa', 'core'] as const
const COMMAND = 'dpif-netdev/pmd-rxq-show'

/** Which PMD thread polls which receive queue, and how much of its time each takes. */
export const PMD_QUEUES = {
  name: 'pmd_queues',
  help: 'which thread polls which receive queue of which interface, and what of its time each takes',
  modes: SWITCH_MODES,
  enabled: true,
  families: [
    {
      name: 'ovs_pmd_queue_enabled',
      type: 'gauge',
      help: 'Whether the thread takes packets from the receive queue that it has been assigned.',
      labels: [...LABELS, 'interface', 'queue'],
      source: COMMAND,
      since: '2.12',
      samples: (threads) => queues(threads, ({ enabled }) => flag(enabled)),
    },
    {
      name: 'ovs_pmd_queue_usage_ratio',
      type: 'gauge',
      help: "Share of the thread's cycles that the receive queue took, of the last minute.",
      labels: [...LABELS, 'interface', 'queue'],
      source: COMMAND,
      since: '2.9',
      samples: (threads) => queues(threads, ({ usage }) => usage),
    },
    {
      name: 'ovs_pmd_overhead_ratio',
      type: 'gauge',
      help: "Share of the thread's cycles that was busy and belongs to no receive queue, of the last minute.",
      labels: LABELS,
      source: COMMAND,
      since: '2.16',
      samples: (threads) =>
        threads.map(({ datapath, numa, core, overhead }): Sample => [{ datapath, numa, core }, overhead]),
    },
    {
      name: 'ovs_pmd_isolated',
      type: 'gauge',
      help: 'Whether the thread polls only receive queues that were assigned to it by hand.',
      labels: LABELS,
      source: COMMAND,
      since: '2.6',
      samples: (threads) =>
        threads.map(({ datapath, numa, core, isolated }): Sample => [{ datapath, numa, core }, flag(isolated)]),
    },
  ],
} as const satisfies CollectorDeclaration<Reading>

export async function readPmdQueues(ask: Ask, isTold: (interfaceName: string) => boolean): Promise<Reading> {
  return forEachDatapath(await readUserSpaceDatapaths(ask), async ({ full, name }) => {
    const threads = parsePmdRxqShow((await ask(COMMAND, name)) ?? '')
    return threads.map((thread) => ({
      ...thread,
      datapath: full,
      queues: thread.queues.filter(({ port }) => isTold(port)),
    }))
  })
}

function* queues(threads: Reading, value: (queue: PmdQueues['queues'][number]) => Sample[1]): Iterable<Sample> {
  for (const { datapath, numa, core, queues } of threads) {
    for (const queue of queues) {
      yield [{ datapath, numa, core, interface: queue.port, queue: queue.queue }, value(queue)]
    }
  }
}
