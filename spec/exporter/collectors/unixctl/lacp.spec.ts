import t from 'tap'
import { LACP, readLacp } from '../../../../lib/exporter/collectors/unixctl/lacp.js'
import { asking, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

t.test('2.13', async (t) => {
  const ask = asking({ 'lacp/show-stats': golden('lacp-show-stats.written-after-2.13-source') })
  t.strictSame(await samplesFrom(LACP, await readLacp(ask, () => true)), [
    'ovs_lacp_carrier_changes_total{interface="eth0",port="bond0"} 6',
    'ovs_lacp_link_defaults_total{interface="eth0",port="bond0"} 5',
    'ovs_lacp_link_expirations_total{interface="eth0",port="bond0"} 4',
    'ovs_lacp_receive_bad_pdus_total{interface="eth0",port="bond0"} 1',
    'ovs_lacp_receive_marker_requests_total{interface="eth0",port="bond0"} 3',
    'ovs_lacp_receive_pdus_total{interface="eth0",port="bond0"} 2',
    'ovs_lacp_transmit_pdus_total{interface="eth0",port="bond0"} 4294967295',
  ])
  t.strictSame(await samplesFrom(LACP, await readLacp(ask, () => false)), [])
})

t.test('a daemon without the command', async (t) => {
  t.strictSame(await readLacp(asking({}), () => true), [])
})
