import t from 'tap'
import { readUpcall, UPCALL } from '../../../../lib/exporter/collectors/unixctl/upcall.js'
import { asking, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

t.test('2.5', async (t) => {
  const ask = asking({ 'upcall/show': golden('upcall-show.written-after-2.5-source') })
  t.strictSame(await samplesFrom(UPCALL, await readUpcall(ask)), [
    'ovs_upcall_dump_duration_seconds{datapath="system@ovs-system"} 0.012',
    'ovs_upcall_flow_limit{datapath="system@ovs-system"} 200000',
    'ovs_upcall_flows_average{datapath="system@ovs-system"} 4',
    'ovs_upcall_flows_max{datapath="system@ovs-system"} 57',
    'ovs_upcall_flows{datapath="system@ovs-system"} 3',
    'ovs_upcall_revalidator_keys{datapath="system@ovs-system",revalidator="7"} 1',
    'ovs_upcall_revalidator_keys{datapath="system@ovs-system",revalidator="8"} 2',
  ])
})

t.test('offloaded flows only where they are told', async (t) => {
  const ask = asking({ 'upcall/show': golden('upcall-show.written-after-4.0-source') })
  const samples = await samplesFrom(UPCALL, await readUpcall(ask))
  t.strictSame(
    samples.filter((sample) => sample.startsWith('ovs_upcall_offloaded')),
    ['ovs_upcall_offloaded_flows{datapath="netdev@ovs-netdev"} 5'],
  )
})

t.test('a daemon without the command', async (t) => {
  t.strictSame(await samplesFrom(UPCALL, await readUpcall(asking({}))), [])
})
