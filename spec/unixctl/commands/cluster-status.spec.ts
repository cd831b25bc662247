import t from 'tap'
import { parseClusterStatus } from '../../../lib/unixctl/commands/cluster-status.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('the leader', async (t) => {
  t.strictSame(parseClusterStatus(golden('cluster-status.leader.3.1')), {
    database: 'Open_vSwitch',
    clusterId: '3029bb83-a353-4b1c-912b-af453f05ae21',
    serverId: '58468096-e09d-4111-8896-0a68ccd9d654',
    address: 'tcp:127.0.0.1:17641',
    status: 'cluster member',
    role: 'leader',
    term: 1,
    leader: 'self',
    electionTimer: 1000,
    log: { start: 2, end: 5 },
    notCommitted: 0,
    notApplied: 0,
    connections: { open: 4, broken: 0 },
    disconnections: 0,
    servers: [
      { id: '4ebe', address: 'tcp:127.0.0.1:17643', self: false, nextIndex: 5, matchIndex: 4, lastMessage: 195 },
      { id: '6268', address: 'tcp:127.0.0.1:17642', self: false, nextIndex: 5, matchIndex: 4, lastMessage: 195 },
      { id: '5846', address: 'tcp:127.0.0.1:17641', self: true, nextIndex: 2, matchIndex: 4, lastMessage: undefined },
    ],
  })
})

t.test('a follower', async (t) => {
  const { role, leader, connections, servers } = parseClusterStatus(golden('cluster-status.follower.3.1').trimEnd())
  t.strictSame({ role, leader, connections }, { role: 'follower', leader: '5846', connections: { open: 4, broken: 0 } })
  t.strictSame(servers[2], {
    id: '5846',
    address: 'tcp:127.0.0.1:17641',
    self: false,
    nextIndex: undefined,
    matchIndex: undefined,
    lastMessage: 73,
  })
})

t.test('a server that nobody answers', async (t) => {
  const { role, leader, term, connections, disconnections, servers } = parseClusterStatus(
    golden('cluster-status.candidate.3.1'),
  )
  t.strictSame(
    { role, leader, term, connections, disconnections },
    { role: 'candidate', leader: 'unknown', term: 2, connections: { open: 0, broken: 2 }, disconnections: 2 },
  )
  t.strictSame(
    servers.map(({ id, self }) => [id, self]),
    [
      ['4ebe', false],
      ['6268', false],
      ['5846', true],
    ],
  )
})

t.test('2.11: a server that joins', async (t) => {
  t.strictSame(parseClusterStatus(golden('cluster-status.joining.written-after-2.11-source')), {
    database: 'OVN_Southbound',
    clusterId: undefined,
    serverId: '11111111-2222-3333-4444-555555555555',
    address: 'ssl:[2001:db8::1]:6644',
    status: 'joining cluster',
    role: 'follower',
    term: 0,
    leader: 'unknown',
    electionTimer: undefined,
    log: { start: 1, end: 1 },
    notCommitted: 0,
    notApplied: 0,
    connections: { open: 1, broken: 1 },
    disconnections: undefined,
    servers: [],
  })
})

t.test('nothing', async (t) => {
  const { servers, ...fields } = parseClusterStatus('')
  t.strictSame(new Set(Object.values(fields)), new Set([undefined]))
  t.strictSame(servers, [])
})

t.test('any text', async () => checkAnyText(parseClusterStatus))
