import t from 'tap'
import { QOS } from '../../../lib/exporter/collectors/qos.js'
import { told } from '../../support/switch-rows.js'

t.test('records by type, queues, and the ports that use them', async (t) => {
  const QoS = [
    { _uuid: 'a', type: 'linux-htb', queues: new Map([[0, 'q'] as const, [1, 'r'] as const]) },
    { _uuid: 'b', type: 'linux-htb', queues: new Map() },
    { _uuid: 'c', type: 'linux-sfq', queues: new Map() },
  ]
  t.strictSame(await told(QOS, { QoS, Queue: [{}, {}, {}], Port: { qos: 'a' } }), [
    'ovs_port_qos_info{…,type="linux-htb"} 1',
    'ovs_port_qos_queues{…} 2',
    'ovs_qos_records{type="linux-htb"} 2',
    'ovs_qos_records{type="linux-sfq"} 1',
    'ovs_queue_records{} 3',
  ])
})

t.test('without QoS nothing is told', async (t) => {
  t.strictSame(await told(QOS, { QoS: [], Queue: [], Port: { qos: undefined } }), [])
})
