import t from 'tap'
import { FLOW_EXPORT } from '../../../lib/exporter/collectors/flow-export.js'
import { told } from '../../support/switch-rows.js'

const OFF = { NetFlow: [], sFlow: [], IPFIX: [], Flow_Sample_Collector_Set: [] }

t.test('what a bridge sends, and to how many', async (t) => {
  const rows = {
    Bridge: { netflow: 'n', sflow: 's', ipfix: 'x' },
    NetFlow: [{ _uuid: 'n', targets: ['a', 'b'] }],
    sFlow: [
      { _uuid: 'other', targets: ['a', 'b', 'c'] },
      { _uuid: 's', targets: ['a'] },
    ],
    IPFIX: [{ _uuid: 'x', targets: [] }],
    Flow_Sample_Collector_Set: [{ bridge: 'b' }, { bridge: 'b' }, { bridge: 'another' }],
  }
  t.strictSame(await told(FLOW_EXPORT, rows), [
    'ovs_bridge_flow_sample_collector_sets{…} 2',
    'ovs_bridge_ipfix_targets{…} 0',
    'ovs_bridge_netflow_targets{…} 2',
    'ovs_bridge_sflow_targets{…} 1',
  ])
})

t.test('without any of it nothing is told', async (t) => {
  t.strictSame(
    await told(FLOW_EXPORT, { ...OFF, Bridge: { netflow: undefined, sflow: undefined, ipfix: undefined } }),
    [],
  )
})
