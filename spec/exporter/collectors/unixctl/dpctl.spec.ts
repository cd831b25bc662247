import t from 'tap'
import { DPCTL, readDpctl } from '../../../../lib/exporter/collectors/unixctl/dpctl.js'
import { asking, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

t.test("the kernel's datapath", async (t) => {
  const ask = asking({ 'dpctl/show': golden('dpctl-show.written-after-3.7-source') })
  t.strictSame(await samplesFrom(DPCTL, await readDpctl(ask)), [
    'ovs_datapath_cache_entries_max{cache="masks-cache",datapath="system@ovs-system"} 256',
    'ovs_datapath_flows{datapath="system@ovs-system"} 12',
    'ovs_datapath_lookups_total{datapath="system@ovs-system",result="hit"} 18446744073709551615',
    'ovs_datapath_lookups_total{datapath="system@ovs-system",result="missed"} 9007199254740993',
    'ovs_datapath_lost_upcalls_total{datapath="system@ovs-system"} 5',
    'ovs_datapath_mask_cache_hits_total{datapath="system@ovs-system"} 900',
    'ovs_datapath_mask_lookups_total{datapath="system@ovs-system"} 1000',
    'ovs_datapath_masks{datapath="system@ovs-system"} 4',
    'ovs_datapath_ports{datapath="system@ovs-system"} 4',
  ])
})

t.test('the one in user space tells no masks', async (t) => {
  const ask = asking({ 'dpctl/show': golden('dpctl-show.contiv-node.3.1') })
  t.strictSame(await samplesFrom(DPCTL, await readDpctl(ask)), [
    'ovs_datapath_flows{datapath="system@ovs-system"} 0',
    'ovs_datapath_lookups_total{datapath="system@ovs-system",result="hit"} 244',
    'ovs_datapath_lookups_total{datapath="system@ovs-system",result="missed"} 8',
    'ovs_datapath_lost_upcalls_total{datapath="system@ovs-system"} 0',
    'ovs_datapath_ports{datapath="system@ovs-system"} 12',
  ])
})

t.test('a daemon without the command', async (t) => {
  t.strictSame(await samplesFrom(DPCTL, await readDpctl(asking({}))), [])
})
