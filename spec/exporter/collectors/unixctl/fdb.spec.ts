import t from 'tap'
import { FDB, readFdb } from '../../../../lib/exporter/collectors/unixctl/fdb.js'
import { asking, refusal, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

const answers = {
  'ofproto/list': golden('ofproto-list.3.1'),
  'fdb/stats-show contivVxlanBridge': golden('fdb-stats-show.contiv-node.3.1'),
}

t.test('each bridge; one that is gone meanwhile is absent', async (t) => {
  const gone = refusal('fdb/stats-show', 'no such bridge')
  const ask = asking({ ...answers, 'fdb/stats-show contivVlanBridge': gone })
  t.strictSame(await samplesFrom(FDB, await readFdb(ask, () => true)), [
    'ovs_fdb_entries_max{bridge="contivVxlanBridge"} 8192',
    'ovs_fdb_entries{bridge="contivVxlanBridge"} 0',
    'ovs_fdb_evicted_total{bridge="contivVxlanBridge"} 0',
    'ovs_fdb_expired_total{bridge="contivVxlanBridge"} 0',
    'ovs_fdb_learned_total{bridge="contivVxlanBridge"} 0',
    'ovs_fdb_moved_total{bridge="contivVxlanBridge"} 0',
    'ovs_fdb_static_entries{bridge="contivVxlanBridge"} 0',
  ])
  t.strictSame(await readFdb(ask, (name) => name === 'contivVlanBridge'), [])
})

t.test('a daemon without the command', async (t) => {
  t.strictSame(await readFdb(asking({ 'ofproto/list': answers['ofproto/list'] }), () => true), [])
  t.strictSame(await readFdb(asking({}), () => true), [])
})
