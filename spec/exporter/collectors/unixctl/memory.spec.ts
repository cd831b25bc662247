import t from 'tap'
import { MEMORY, readMemory } from '../../../../lib/exporter/collectors/unixctl/memory.js'
import { asking, samplesFrom } from '../../../support/ask.js'

t.test('objects by kind, and backlogs in bytes', async (t) => {
  const answer = await readMemory(asking({ 'memory/show': 'backlog:14790 cells:20 raft-backlog-kB:12 udpif keys:3\n' }))
  if (answer === undefined) throw new Error('no answer')
  t.strictSame(await samplesFrom(MEMORY, { answers: [{ daemon: 'ovsdb-server', answer }], error: undefined }), [
    'ovs_memory_backlog_bytes{daemon="ovsdb-server"} 14790',
    'ovs_memory_objects{daemon="ovsdb-server",kind="cells"} 20',
    'ovs_memory_objects{daemon="ovsdb-server",kind="udpif keys"} 3',
    'ovs_memory_raft_backlog_bytes{daemon="ovsdb-server"} 12000',
  ])
})

t.test('a daemon without the command', async (t) => {
  t.equal(await readMemory(asking({})), undefined)
})
