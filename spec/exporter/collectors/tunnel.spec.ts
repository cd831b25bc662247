import t from 'tap'
import { TUNNEL } from '../../../lib/exporter/collectors/tunnel.js'
import { told } from '../../support/switch-rows.js'

t.test('both ends of a tunnel, and its way out', async (t) => {
  const options = new Map([
    ['remote_ip', '10.0.0.2'],
    ['local_ip', '10.0.0.1'],
    ['key', '42'],
    ['psk', 'secret'],
  ])
  const status = new Map([
    ['source_ip', '10.0.0.3'],
    ['tunnel_egress_iface', 'eth0'],
    ['tunnel_egress_iface_carrier', 'down'],
  ])
  t.strictSame(await told(TUNNEL, { Interface: { options, status } }), [
    'ovs_interface_tunnel_egress_link_up{…} 0',
    'ovs_interface_tunnel_info{…,egress_interface="eth0",key="42",local_ip="10.0.0.1",remote_ip="10.0.0.2",source_ip="10.0.0.3"} 1',
  ])
})

t.test('an interface that is no tunnel', async (t) => {
  const status = new Map([['source_ip', '10.0.0.3']])
  t.strictSame(await told(TUNNEL, { Interface: { options: new Map([['key', '1']]), status } }), [])
})
