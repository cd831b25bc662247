import t from 'tap'
import { DATAPATH } from '../../../lib/exporter/collectors/datapath.js'
import { told } from '../../support/switch-rows.js'

const zones = (...uuids: readonly string[]) => new Map(uuids.map((uuid, zone) => [zone, uuid]))

t.test('datapaths, what they can do, and their zones', async (t) => {
  const Open_vSwitch = [{ datapaths: new Map(Object.entries({ netdev: 'd', system: 'e', gone: 'f' })) }]
  const capabilities = new Map(Object.entries({ recirc: 'true', ct_zone: 'false', max_vlan_headers: '2', odd: 'x' }))
  const Datapath = [
    { _uuid: 'd', datapath_version: '1', capabilities, ct_zones: zones('z', 'y', 'x') },
    { _uuid: 'e', datapath_version: '', capabilities: new Map(), ct_zones: zones() },
  ]
  const CT_Zone = [
    { _uuid: 'z', timeout_policy: 'tp' },
    { _uuid: 'y', timeout_policy: undefined },
  ]
  t.strictSame(await told(DATAPATH, { Open_vSwitch, Datapath, CT_Zone }), [
    'ovs_datapath_capability{capability="ct_zone",datapath="netdev"} 0',
    'ovs_datapath_capability{capability="max_vlan_headers",datapath="netdev"} 2',
    'ovs_datapath_capability{capability="recirc",datapath="netdev"} 1',
    'ovs_datapath_ct_zone_timeout_policies{datapath="netdev"} 1',
    'ovs_datapath_ct_zones{datapath="netdev"} 3',
    'ovs_datapath_info{datapath="netdev",version="1"} 1',
    'ovs_datapath_info{datapath="system"} 1',
  ])
})

t.test('a switch that has no such tables, or nothing in them', async (t) => {
  t.strictSame(await told(DATAPATH, { Open_vSwitch: [{ datapaths: undefined }] }), [])
  t.strictSame(await told(DATAPATH, { Open_vSwitch: [{ datapaths: new Map() }], Datapath: [], CT_Zone: [] }), [])
})
