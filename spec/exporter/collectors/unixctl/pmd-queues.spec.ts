import t from 'tap'
import { PMD_QUEUES, readPmdQueues } from '../../../../lib/exporter/collectors/unixctl/pmd-queues.js'
import { asking, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

const ask = asking({
  'dpctl/dump-dps': 'netdev@ovs-netdev\n',
  'dpif-netdev/pmd-rxq-show ovs-netdev': golden('pmd-rxq-show.written-after-4.0-source'),
})

t.test('4.0, only of interfaces that are to be told', async (t) => {
  const samples = await samplesFrom(PMD_QUEUES, await readPmdQueues(ask, (name) => name === 'dpdk0'))
  t.strictSame(
    samples.map((sample) => sample.replace('datapath="netdev@ovs-netdev",', '')),
    [
      'ovs_pmd_isolated{core="2",numa="0"} 1',
      'ovs_pmd_isolated{core="9",numa="1"} 0',
      'ovs_pmd_overhead_ratio{core="2",numa="0"} 0.03',
      'ovs_pmd_queue_enabled{core="2",interface="dpdk0",numa="0",queue="0"} 1',
      'ovs_pmd_queue_enabled{core="2",interface="dpdk0",numa="0",queue="11"} 1',
      'ovs_pmd_queue_usage_ratio{core="2",interface="dpdk0",numa="0",queue="0"} 0.45',
      'ovs_pmd_queue_usage_ratio{core="2",interface="dpdk0",numa="0",queue="11"} 0.07',
    ],
  )
})

t.test('a daemon without the command', async (t) => {
  t.strictSame(await readPmdQueues(asking({ 'dpctl/dump-dps': 'netdev@ovs-netdev\n' }), () => true), [])
})
