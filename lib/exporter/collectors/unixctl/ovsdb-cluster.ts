import { type ClusterServer, type ClusterStatus, parseClusterStatus, parseListDbs } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, FamilyDeclaration, Sample } from '../declaration.js'
import { dividedBy, flag } from '../samples.js'
import { unlessRefused } from './unless-refused.js'

interface DatabaseCluster extends ClusterStatus {
  readonly name: string
}

type Reading = readonly DatabaseCluster[]

const ROLES = ['leader', 'candidate', 'follower'] as const

type Row = readonly [
  name: string,
  type: 'counter' | 'gauge',
  since: string,
  help: string,
  value: (cluster: ClusterStatus) => Sample[1],
]

const VALUES: readonly Row[] = [
  [
    'member',
    'gauge',
    '2.9',
    'Whether the server is a member of the cluster in working order.',
    ({ status }) => flag(status === undefined ? undefined : status === 'cluster member'),
  ],
  [
    'leader_known',
    'gauge',
    '2.9',
    'Whether the server knows a leader, which may be itself.',
    ({ leader }) => flag(leader === undefined ? undefined : leader !== 'unknown'),
  ],
  ['term', 'gauge', '2.9', 'Term of the cluster that the server is in; each election begins one.', ({ term }) => term],
  [
    'election_timer_seconds',
    'gauge',
    '2.12',
    'Time without a leader after which the server begins an election.',
    ({ electionTimer }) => dividedBy(electionTimer, 1000),
  ],
  ['log_first_index', 'gauge', '2.9', 'Index of the first entry in the log.', ({ log }) => log?.start],
  ['log_next_index', 'gauge', '2.9', 'Index that the next entry of the log will have.', ({ log }) => log?.end],
  [
    'uncommitted_entries',
    'gauge',
    '2.9',
    'Entries of the log that are not committed yet.',
    ({ notCommitted }) => notCommitted,
  ],
  ['unapplied_entries', 'gauge', '2.9', 'Entries of the log that are not applied yet.', ({ notApplied }) => notApplied],
  ['servers', 'gauge', '2.9', 'Servers of the cluster, as far as the server knows.', ({ servers }) => servers.length],
  [
    'disconnections_total',
    'counter',
    '2.15',
    'Connections to other servers that were lost.',
    ({ disconnections }) => disconnections,
  ],
]

/** The RAFT clusters of databases, as this server sees them. */
export const OVSDB_CLUSTER = {
  name: 'ovsdb_cluster',
  help: 'the RAFT clusters of databases, as this ovsdb-server sees them',
  modes: SWITCH_MODES,
  enabled: true,
  families: [
    ...VALUES.map(
      ([name, type, since, help, value]): FamilyDeclaration<Reading> => ({
        name: `ovs_ovsdb_cluster_${name}`,
        type,
        help,
        labels: ['database'],
        source: 'cluster/status',
        since,
        samples: (clusters) => clusters.map((cluster): Sample => [{ database: cluster.name }, value(cluster)]),
      }),
    ),
    {
      name: 'ovs_ovsdb_cluster_role',
      type: 'gauge',
      help: 'Whether the server has the role in the cluster.',
      labels: ['database', 'role'],
      source: 'cluster/status',
      since: '2.9',
      *samples(clusters): Iterable<Sample> {
        for (const { name, role } of clusters) {
          if (role === undefined) continue
          for (const one of ROLES) yield [{ database: name, role: one }, flag(one === role)]
        }
      },
    },
    {
      name: 'ovs_ovsdb_cluster_connections',
      type: 'gauge',
      help: 'Connections with other servers, by whether they are open or broken.',
      labels: ['database', 'state'],
      source: 'cluster/status',
      since: '2.9',
      *samples(clusters): Iterable<Sample> {
        for (const { name, connections } of clusters) {
          yield [{ database: name, state: 'open' }, connections?.open]
          yield [{ database: name, state: 'broken' }, connections?.broken]
        }
      },
    },
    {
      name: 'ovs_ovsdb_cluster_server_last_message_age_seconds',
      type: 'gauge',
      help: 'Time since the other server was last heard of.',
      labels: ['database', 'server', 'address'],
      source: 'cluster/status',
      since: '2.15',
      samples: (clusters) => others(clusters, ({ lastMessage }) => dividedBy(lastMessage, 1000)),
    },
    {
      name: 'ovs_ovsdb_cluster_server_next_index',
      type: 'gauge',
      help: 'Index of the next entry of the log that the leader sends to the other server; only on the leader.',
      labels: ['database', 'server', 'address'],
      source: 'cluster/status',
      since: '2.9',
      samples: (clusters) => others(clusters, ({ nextIndex }) => nextIndex),
    },
    {
      name: 'ovs_ovsdb_cluster_server_match_index',
      type: 'gauge',
      help: 'Index of the last entry of the log that the leader knows the other server to have; only on the leader.',
      labels: ['database', 'server', 'address'],
      source: 'cluster/status',
      since: '2.9',
      samples: (clusters) => others(clusters, ({ matchIndex }) => matchIndex),
    },
  ],
} satisfies CollectorDeclaration<Reading>

export async function readOvsdbCluster(ask: Ask): Promise<Reading> {
  const clusters: DatabaseCluster[] = []
  for (const name of parseListDbs((await ask('ovsdb-server/list-dbs')) ?? '')) {
    const text = await unlessRefused(ask('cluster/status', name), 'unknown cluster')
    if (text !== undefined) clusters.push({ ...parseClusterStatus(text), name })
  }
  return clusters
}

function* others(clusters: Reading, value: (server: ClusterServer) => Sample[1]): Iterable<Sample> {
  for (const { name, servers } of clusters) {
    for (const server of servers) {
      if (!server.self) yield [{ database: name, server: server.id, address: server.address }, value(server)]
    }
  }
}
