import t from 'tap'
import { MANAGER } from '../../../lib/exporter/collectors/manager.js'
import { told } from '../../support/switch-rows.js'

t.test('managers', async (t) => {
  const status = {
    state: 'BACKOFF',
    sec_since_connect: '1',
    sec_since_disconnect: '2',
    last_error: 'End of file',
    n_connections: '3',
    bound_port: '6640',
    locks_held: 'x',
  }
  const Manager = [
    { target: 'ptcp:6640', is_connected: true, status: new Map(Object.entries(status)) },
    { target: 'tcp:a', is_connected: false, status: new Map() },
  ]
  t.strictSame(await told(MANAGER, { Manager }), [
    'ovs_manager_connected{target="ptcp:6640"} 1',
    'ovs_manager_connected{target="tcp:a"} 0',
    'ovs_manager_connection_state{state="ACTIVE",target="ptcp:6640"} 0',
    'ovs_manager_connection_state{state="BACKOFF",target="ptcp:6640"} 1',
    'ovs_manager_connection_state{state="CONNECTING",target="ptcp:6640"} 0',
    'ovs_manager_connection_state{state="IDLE",target="ptcp:6640"} 0',
    'ovs_manager_connection_state{state="VOID",target="ptcp:6640"} 0',
    'ovs_manager_connections{target="ptcp:6640"} 3',
    'ovs_manager_last_connect_age_seconds{target="ptcp:6640"} 1',
    'ovs_manager_last_disconnect_age_seconds{target="ptcp:6640"} 2',
    'ovs_manager_last_error_info{error="End of file",target="ptcp:6640"} 1',
  ])
  t.strictSame(await told(MANAGER, { Manager: [] }), [])
})
