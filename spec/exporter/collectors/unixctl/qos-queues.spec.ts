import t from 'tap'
import { QOS_QUEUES, readQosQueues } from '../../../../lib/exporter/collectors/unixctl/qos-queues.js'
import { asking, refusal, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

t.test('the queues of each interface; what is gone or has none is absent', async (t) => {
  const ask = asking({
    'qos/show eth0': golden('qos-show.written-after-4.0-source'),
    'qos/show pm0': golden('qos-show.not-configured.3.1'),
    'qos/show gone': refusal('qos/show', 'no such interface'),
  })
  t.strictSame(await samplesFrom(QOS_QUEUES, await readQosQueues(ask, ['eth0', 'pm0', 'gone', 'unknown'])), [
    'ovs_qos_queue_transmit_bytes_total{interface="eth0",queue="0"} 9007199254740993',
    'ovs_qos_queue_transmit_packets_total{interface="eth0",queue="0"} 18446744073709551614',
  ])
})

t.test('an interface that fails fails it', async (t) => {
  const error = refusal('qos/show', 'eth0: failed to retrieve QOS configuration (No such device)')
  await t.rejects(readQosQueues(asking({ 'qos/show eth0': error }), ['eth0']), error)
})
