import t from 'tap'
import { DPIF, readDpif } from '../../../../lib/exporter/collectors/unixctl/dpif.js'
import { asking, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

const ask = asking({ 'dpif/show': golden('dpif-show.contiv-node.3.1') })
const labels = (bridge: string, type: string) => `{bridge="${bridge}",datapath="system@ovs-system",type="${type}"}`

t.test('ports by bridge and type', async (t) => {
  t.strictSame(await samplesFrom(DPIF, await readDpif(ask, () => true)), [
    `ovs_datapath_bridge_ports${labels('contivVlanBridge', 'dummy-internal')} 1`,
    `ovs_datapath_bridge_ports${labels('contivVxlanBridge', 'dummy-internal')} 2`,
    `ovs_datapath_bridge_ports${labels('contivVxlanBridge', 'system')} 8`,
  ])
})

t.test('only of bridges that are to be told', async (t) => {
  t.strictSame(await samplesFrom(DPIF, await readDpif(ask, (name) => name === 'contivVlanBridge')), [
    `ovs_datapath_bridge_ports${labels('contivVlanBridge', 'dummy-internal')} 1`,
  ])
})

t.test('a daemon without the command', async (t) => {
  t.strictSame(await samplesFrom(DPIF, await readDpif(asking({}), () => true)), [])
})
