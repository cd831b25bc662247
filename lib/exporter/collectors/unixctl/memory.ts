import { type Integer, parseMemoryShow } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, Sample } from '../declaration.js'
import { times } from '../samples.js'
import type { FromDaemons } from './each-daemon.js'

/** Kinds that are no counts of objects: bytes (lib/jsonrpc.c), and thousands of them (ovsdb/raft.c). */
const BACKLOG = 'backlog'
const RAFT_BACKLOG = 'raft-backlog-kB'

/** What the daemons hold in memory; of ovsdb-server that is the size of its databases and of their RAFT logs. */
export const MEMORY = {
  name: 'memory',
  help: 'how many objects ovs-vswitchd and ovsdb-server hold in memory',
  modes: SWITCH_MODES,
  enabled: true,
  families: [
    {
      name: 'ovs_memory_objects',
      type: 'gauge',
      help: 'Objects that the daemon holds in memory, by kind; cells and atoms are the size of all databases, raft-log the entries of their logs; no command tells the size of a file.',
      labels: ['daemon', 'kind'],
      source: 'memory/show',
      *samples({ answers }): Iterable<Sample> {
        for (const { daemon, answer } of answers) {
          for (const [kind, count] of answer)
            if (kind !== BACKLOG && kind !== RAFT_BACKLOG) yield [{ daemon, kind }, count]
        }
      },
    },
    {
      name: 'ovs_memory_backlog_bytes',
      type: 'gauge',
      help: 'Data that waits to be sent to clients that read slowly.',
      labels: ['daemon'],
      source: 'memory/show',
      samples: ({ answers }) => answers.map(({ daemon, answer }): Sample => [{ daemon }, answer.get(BACKLOG)]),
    },
    {
      name: 'ovs_memory_raft_backlog_bytes',
      type: 'gauge',
      help: 'Data that waits to be sent to the other servers of clusters.',
      labels: ['daemon'],
      source: 'memory/show',
      since: '2.14',
      samples: ({ answers }) =>
        answers.map(({ daemon, answer }): Sample => [{ daemon }, times(answer.get(RAFT_BACKLOG), 1000)]),
    },
  ],
} as const satisfies CollectorDeclaration<FromDaemons<ReadonlyMap<string, Integer>>>

export async function readMemory(ask: Ask): Promise<ReadonlyMap<string, Integer> | undefined> {
  const text = await ask('memory/show')
  return text === undefined ? undefined : parseMemoryShow(text)
}
