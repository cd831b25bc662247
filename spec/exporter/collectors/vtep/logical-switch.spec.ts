import t from 'tap'
import { VTEP_LOGICAL_SWITCH } from '../../../../lib/exporter/collectors/vtep/index.js'
import { toldOfVtep } from '../../../support/vtep-rows.js'

t.test('logical switches', async (t) => {
  const Logical_Switch = [
    { name: 'blue', description: '', tunnel_key: 42, replication_mode: 'source_node' },
    { name: 'bare', description: '', tunnel_key: undefined, replication_mode: undefined },
  ]
  t.strictSame(await toldOfVtep(VTEP_LOGICAL_SWITCH, { Logical_Switch }), [
    'vtep_logical_switch_info{logical_switch="blue",replication_mode="source_node",tunnel_key="42"} 1',
    'vtep_logical_switches{} 2',
  ])
})
