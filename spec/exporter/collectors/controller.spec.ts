import t from 'tap'
import { CONTROLLER } from '../../../lib/exporter/collectors/controller.js'
import { told } from '../../support/switch-rows.js'

function controller(uuid: string, target: string, status: Readonly<Record<string, string>> = {}, rest: object = {}) {
  return {
    _uuid: uuid,
    target,
    is_connected: false,
    role: undefined,
    status: new Map(Object.entries(status)),
    ...rest,
  }
}

t.test('a controller that is connected, and limited', async (t) => {
  const status = {
    state: 'ACTIVE',
    sec_since_connect: '10',
    sec_since_disconnect: '11',
    last_error: 'Connection refused',
    'packet-in-miss-bypassed': '1',
    'packet-in-miss-queued': '2',
    'packet-in-miss-dropped': '3',
    'packet-in-action-backlog': '4',
  }
  const Controller = [controller('c', 'tcp:a', status, { is_connected: true, role: 'master' })]
  t.strictSame(await told(CONTROLLER, { Bridge: { controller: ['c'] }, Controller }), [
    'ovs_controller_connected{…,target="tcp:a"} 1',
    'ovs_controller_connection_state{…,state="ACTIVE",target="tcp:a"} 1',
    'ovs_controller_connection_state{…,state="BACKOFF",target="tcp:a"} 0',
    'ovs_controller_connection_state{…,state="CONNECTING",target="tcp:a"} 0',
    'ovs_controller_connection_state{…,state="IDLE",target="tcp:a"} 0',
    'ovs_controller_connection_state{…,state="VOID",target="tcp:a"} 0',
    'ovs_controller_last_connect_age_seconds{…,target="tcp:a"} 10',
    'ovs_controller_last_disconnect_age_seconds{…,target="tcp:a"} 11',
    'ovs_controller_last_error_info{…,error="Connection refused",target="tcp:a"} 1',
    'ovs_controller_packet_in_backlog_packets{…,cause="action",target="tcp:a"} 4',
    'ovs_controller_packet_in_bypassed_packets_total{…,cause="miss",target="tcp:a"} 1',
    'ovs_controller_packet_in_dropped_packets_total{…,cause="miss",target="tcp:a"} 3',
    'ovs_controller_packet_in_queued_packets_total{…,cause="miss",target="tcp:a"} 2',
    'ovs_controller_role{…,role="master",target="tcp:a"} 1',
    'ovs_controller_role{…,role="other",target="tcp:a"} 0',
    'ovs_controller_role{…,role="slave",target="tcp:a"} 0',
  ])
})

t.test('each target of a bridge once, and none that is of no bridge', async (t) => {
  const Controller = [
    controller('c', 'tcp:a'),
    controller('d', 'tcp:a', {}, { is_connected: true }),
    controller('e', 'tcp:b'),
    controller('f', 'tcp:c'),
  ]
  t.strictSame(await told(CONTROLLER, { Bridge: { controller: ['c', 'd', 'e', 'gone'] }, Controller }), [
    'ovs_controller_connected{…,target="tcp:a"} 0',
    'ovs_controller_connected{…,target="tcp:b"} 0',
  ])
})

t.test('no controller', async (t) => {
  t.strictSame(await told(CONTROLLER, { Bridge: { controller: [] }, Controller: [] }), [])
})
