import t from 'tap'
import { POLICING } from '../../../lib/exporter/collectors/policing.js'
import { told } from '../../support/switch-rows.js'

t.test('rates and bursts, in bytes and packets', async (t) => {
  const Interface = {
    ingress_policing_rate: 8000,
    ingress_policing_burst: 800,
    ingress_policing_kpkts_rate: 3,
    ingress_policing_kpkts_burst: 2,
  }
  t.strictSame(await told(POLICING, { Interface }), [
    'ovs_interface_ingress_policing_burst_bytes{…} 100000',
    'ovs_interface_ingress_policing_burst_packets{…} 2000',
    'ovs_interface_ingress_policing_rate_bytes_per_second{…} 1000000',
    'ovs_interface_ingress_policing_rate_packets_per_second{…} 3000',
  ])
})

t.test('0 is off, and an older switch does not know of packets', async (t) => {
  const off = { ingress_policing_rate: 0, ingress_policing_burst: 800 }
  t.strictSame(await told(POLICING, { Interface: off }), [])
  t.strictSame(
    await told(POLICING, {
      Interface: { ...off, ingress_policing_kpkts_rate: 0, ingress_policing_kpkts_burst: 2 },
    }),
    [],
  )
})
