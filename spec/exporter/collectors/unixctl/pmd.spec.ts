import t from 'tap'
import { PMD, readPmd } from '../../../../lib/exporter/collectors/unixctl/pmd.js'
import { asking, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

const dps = { 'dpctl/dump-dps': 'netdev@ovs-netdev\n' }
const perf = 'dpif-netdev/pmd-perf-show -nh ovs-netdev'
const stats = 'dpif-netdev/pmd-stats-show ovs-netdev'
const samplesOf = async (answers: Readonly<Record<string, string>>) =>
  (await samplesFrom(PMD, await readPmd(asking({ ...dps, ...answers })))).map((sample) =>
    sample.replace('datapath="netdev@ovs-netdev",', ''),
  )

t.test('3.1: both commands together', async (t) => {
  const samples = await samplesOf({
    [perf]: golden('pmd-perf-show.histograms.3.1'),
    [stats]: golden('pmd-stats-show.3.1'),
  })
  const pmd = samples.filter((sample) => sample.includes('thread="pmd"'))
  for (const expected of [
    'ovs_pmd_iterations_total{core="0",numa="0",thread="pmd"} 144948',
    'ovs_pmd_cycles_total{core="0",numa="0",thread="pmd"} 4690551224',
    'ovs_pmd_sleep_seconds_total{core="0",numa="0",thread="pmd"} 164.54066',
    'ovs_pmd_receive_packets_total{core="0",numa="0",thread="pmd"} 47',
    'ovs_pmd_datapath_passes_total{core="0",numa="0",thread="pmd"} 141',
    'ovs_pmd_lookup_hits_total{core="0",level="megaflow",numa="0",thread="pmd"} 115',
    'ovs_pmd_optimized_extracts_total{core="0",numa="0",thread="pmd"} 0',
    'ovs_pmd_upcalls_total{core="0",numa="0",thread="pmd"} 26',
    'ovs_pmd_lost_upcalls_total{core="0",numa="0",thread="pmd"} 0',
    'ovs_pmd_transmit_packets_total{core="0",numa="0",thread="pmd"} 141',
    'ovs_pmd_transmit_batches_total{core="0",numa="0",thread="pmd"} 141',
  ]) {
    t.ok(pmd.includes(expected), expected)
  }
  t.ok(pmd.some((sample) => sample.startsWith('ovs_pmd_busy_cycles_total')))
  t.ok(samples.some((sample) => sample.startsWith('ovs_pmd_receive_packets_total{thread="main"}')))
  t.notOk(samples.some((sample) => sample.includes('mfex_opt')))
})

t.test('4.0: without pmd-stats-show', async (t) => {
  const samples = await samplesOf({ [perf]: golden('pmd-perf-show.written-after-4.0-source') })
  t.strictSame(
    samples.filter((sample) => sample.includes('"main"') && !sample.includes('level=')),
    [
      'ovs_pmd_datapath_passes_total{thread="main"} 10',
      'ovs_pmd_lost_upcalls_total{thread="main"} 0',
      'ovs_pmd_receive_packets_total{thread="main"} 10',
      'ovs_pmd_transmit_packets_total{thread="main"} 0',
      'ovs_pmd_upcalls_total{thread="main"} 2',
    ],
  )
})

t.test('2.8: without pmd-perf-show', async (t) => {
  t.strictSame(
    (await samplesOf({ [stats]: golden('pmd-stats-show.written-after-2.8-source') })).filter((sample) =>
      sample.includes('thread="pmd"'),
    ),
    [
      'ovs_pmd_busy_cycles_total{core="2",numa="0",thread="pmd"} 100',
      'ovs_pmd_idle_cycles_total{core="2",numa="0",thread="pmd"} 900',
      'ovs_pmd_lookup_hits_total{core="2",level="emc",numa="0",thread="pmd"} 100',
      'ovs_pmd_lookup_hits_total{core="2",level="megaflow",numa="0",thread="pmd"} 20',
      'ovs_pmd_lost_upcalls_total{core="2",numa="0",thread="pmd"} 1',
      'ovs_pmd_upcalls_total{core="2",numa="0",thread="pmd"} 3',
    ],
  )
})

t.test("the kernel's datapath is not asked", async (t) => {
  const answers = {
    'dpctl/dump-dps': 'system@ovs-system\n',
    'dpif-netdev/pmd-stats-show ovs-system': 'main thread:\n  emc hits: 1',
  }
  t.strictSame(await readPmd(asking(answers)), [])
})
