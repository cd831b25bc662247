import t from 'tap'
import { OVSDB_CLUSTER, readOvsdbCluster } from '../../../../lib/exporter/collectors/unixctl/ovsdb-cluster.js'
import { asking, refusal, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

const samplesOf = async (status: string) =>
  samplesFrom(
    OVSDB_CLUSTER,
    await readOvsdbCluster(
      asking({
        'ovsdb-server/list-dbs': golden('list-dbs.3.1'),
        'cluster/status Open_vSwitch': golden(status),
        'cluster/status _Server': refusal('cluster/status', 'unknown cluster'),
      }),
    ),
  )

t.test('the leader', async (t) => {
  const server = (id: string, port: number) =>
    `{address="tcp:127.0.0.1:${port}",database="Open_vSwitch",server="${id}"}`
  const database = '{database="Open_vSwitch"}'
  t.strictSame(await samplesOf('cluster-status.leader.3.1'), [
    'ovs_ovsdb_cluster_connections{database="Open_vSwitch",state="broken"} 0',
    'ovs_ovsdb_cluster_connections{database="Open_vSwitch",state="open"} 4',
    `ovs_ovsdb_cluster_disconnections_total${database} 0`,
    `ovs_ovsdb_cluster_election_timer_seconds${database} 1`,
    `ovs_ovsdb_cluster_leader_known${database} 1`,
    `ovs_ovsdb_cluster_log_first_index${database} 2`,
    `ovs_ovsdb_cluster_log_next_index${database} 5`,
    `ovs_ovsdb_cluster_member${database} 1`,
    'ovs_ovsdb_cluster_role{database="Open_vSwitch",role="candidate"} 0',
    'ovs_ovsdb_cluster_role{database="Open_vSwitch",role="follower"} 0',
    'ovs_ovsdb_cluster_role{database="Open_vSwitch",role="leader"} 1',
    `ovs_ovsdb_cluster_server_last_message_age_seconds${server('6268', 17642)} 0.195`,
    `ovs_ovsdb_cluster_server_last_message_age_seconds${server('4ebe', 17643)} 0.195`,
    `ovs_ovsdb_cluster_server_match_index${server('6268', 17642)} 4`,
    `ovs_ovsdb_cluster_server_match_index${server('4ebe', 17643)} 4`,
    `ovs_ovsdb_cluster_server_next_index${server('6268', 17642)} 5`,
    `ovs_ovsdb_cluster_server_next_index${server('4ebe', 17643)} 5`,
    `ovs_ovsdb_cluster_servers${database} 3`,
    `ovs_ovsdb_cluster_term${database} 1`,
    `ovs_ovsdb_cluster_unapplied_entries${database} 0`,
    `ovs_ovsdb_cluster_uncommitted_entries${database} 0`,
  ])
})

t.test('a server that nobody answers', async (t) => {
  const samples = await samplesOf('cluster-status.candidate.3.1')
  for (const expected of [
    'ovs_ovsdb_cluster_leader_known{database="Open_vSwitch"} 0',
    'ovs_ovsdb_cluster_role{database="Open_vSwitch",role="candidate"} 1',
    'ovs_ovsdb_cluster_connections{database="Open_vSwitch",state="broken"} 2',
    'ovs_ovsdb_cluster_disconnections_total{database="Open_vSwitch"} 2',
  ]) {
    t.ok(samples.includes(expected), expected)
  }
  t.notOk(samples.some((sample) => sample.includes('_index{address')))
})

t.test('a server that joins is no member yet', async (t) => {
  const samples = await samplesOf('cluster-status.joining.written-after-2.11-source')
  t.ok(samples.includes('ovs_ovsdb_cluster_member{database="Open_vSwitch"} 0'))
})

t.test('a server without clusters', async (t) => {
  t.strictSame(await readOvsdbCluster(asking({ 'ovsdb-server/list-dbs': golden('list-dbs.3.1') })), [])
  t.strictSame(await readOvsdbCluster(asking({})), [])
})
