import t from 'tap'
import { VSWITCH } from '../../../lib/exporter/collectors/vswitch.js'
import { told } from '../../support/switch-rows.js'

t.test('versions, bridges, and how far behind ovs-vswitchd is', async (t) => {
  const row = {
    bridges: ['a', 'b'],
    next_cfg: 9_007_199_254_740_993n,
    cur_cfg: 9_007_199_254_740_990n,
    ovs_version: '3.1.0',
    db_version: '8.3.1',
    system_type: 'debian',
    system_version: '12',
    dpdk_version: 'none',
    dpdk_initialized: false,
  }
  t.strictSame(await told(VSWITCH, { Open_vSwitch: [row] }), [
    'ovs_bridges{} 2',
    'ovs_build_info{db_version="8.3.1",dpdk_version="none",ovs_version="3.1.0",system_type="debian",system_version="12"} 1',
    'ovs_configuration_lag{} 3',
    'ovs_dpdk_initialized{} 0',
  ])
})

t.test('an older switch that nobody has told its version', async (t) => {
  const row = { bridges: [], next_cfg: 2, cur_cfg: 2 }
  t.strictSame(await told(VSWITCH, { Open_vSwitch: [row] }), [
    'ovs_bridges{} 0',
    'ovs_build_info{} 1',
    'ovs_configuration_lag{} 0',
  ])
})

t.test('a database without its row', async (t) => {
  t.strictSame(await told(VSWITCH, { Open_vSwitch: [] }), [])
})
