import t from 'tap'
import { VTEP_SWITCH } from '../../../../lib/exporter/collectors/vtep/index.js'
import { toldOfVtep } from '../../../support/vtep-rows.js'

t.test('physical switches', async (t) => {
  const Physical_Switch = [
    {
      name: 'tor1',
      description: 'rack 7',
      management_ips: ['10.0.0.2', '10.0.0.1'],
      tunnel_ips: ['10.1.0.1'],
      ports: ['p', 'q'],
      switch_fault_status: ['mac_table_exhaustion', 'fan'],
    },
    { name: 'tor2', description: '', management_ips: [], tunnel_ips: [], ports: [], switch_fault_status: [] },
  ]
  const told = await toldOfVtep(VTEP_SWITCH, { Physical_Switch })
  t.strictSame(
    told.filter((sample) => !/ 0$/.test(sample) || sample.includes('ports')),
    [
      'vtep_switch_fault{fault="fan",switch="tor1"} 1',
      'vtep_switch_fault{fault="mac_table_exhaustion",switch="tor1"} 1',
      'vtep_switch_info{description="rack 7",management_ips="10.0.0.1,10.0.0.2",switch="tor1",tunnel_ips="10.1.0.1"} 1',
      'vtep_switch_ports{switch="tor1"} 2',
      'vtep_switch_ports{switch="tor2"} 0',
    ],
  )
  t.equal(told.filter((sample) => /^vtep_switch_fault.*switch="tor2".* 0$/.test(sample)).length, 8)
})
