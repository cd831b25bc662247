import t from 'tap'
import { VTEP_MACS } from '../../../../lib/exporter/collectors/vtep/index.js'
import { toldOfVtep } from '../../../support/vtep-rows.js'

t.test('MAC addresses by logical switch', async (t) => {
  const macs = (...switches: readonly string[]) => switches.map((logical_switch) => ({ logical_switch }))
  const told = await toldOfVtep(VTEP_MACS, {
    Logical_Switch: [
      { _uuid: 'b', name: 'blue' },
      { _uuid: 'g', name: 'green' },
    ],
    Ucast_Macs_Local: macs('b', 'b', 'g'),
    Ucast_Macs_Remote: macs('g'),
    Mcast_Macs_Local: macs(),
    Mcast_Macs_Remote: macs('b'),
  })
  t.strictSame(told, [
    'vtep_multicast_macs{logical_switch="blue",origin="local"} 0',
    'vtep_multicast_macs{logical_switch="blue",origin="remote"} 1',
    'vtep_multicast_macs{logical_switch="green",origin="local"} 0',
    'vtep_multicast_macs{logical_switch="green",origin="remote"} 0',
    'vtep_unicast_macs{logical_switch="blue",origin="local"} 2',
    'vtep_unicast_macs{logical_switch="blue",origin="remote"} 0',
    'vtep_unicast_macs{logical_switch="green",origin="local"} 1',
    'vtep_unicast_macs{logical_switch="green",origin="remote"} 1',
  ])
})
