import t from 'tap'
import { TABLE_COLLECTORS } from '../../lib/exporter/collectors/registry.js'
import { startConfiguredSwitch } from '../support/configured-switch.js'
import { eventually } from '../support/eventually.js'
import { type ExporterProcess, startExporterProcess } from '../support/exporter.js'
import { namespacesRefused } from '../support/network-namespaces.js'
import { shownRows } from '../support/ovs-vsctl.js'
import { promtool } from '../support/promtool.js'
import { samplesOf, valuesOf } from '../support/samples.js'
import { expectedSamples, SHOWN_TABLES } from '../support/switch-expectations.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl', 'promtool') || (await namespacesRefused())

/** Families that another way than ovs-vsctl's tables is taken for below. */
const SYSTEM = /^ovs_(system|process|file_system)_/

/** What the ovsdb-server of Open vSwitch 3.1 has no occasion to tell, and no interface of this switch has. */
const NOT_HERE = ['ovs_manager_last_error_info']

const FAMILIES = TABLE_COLLECTORS.flatMap(({ families }) => families.map(({ name }) => name))
const TOLD = new Set(FAMILIES.filter((name) => !SYSTEM.test(name)))

/** What goes on while one looks. */
const MOVING =
  /^ovs_\w*(_age_seconds|_duration_seconds|_uptime_seconds|_bpdus_total|stp_state|stp_role|mirror_transmit_\w+_total)\{/

const withoutValue = (sample: string) => sample.slice(0, sample.lastIndexOf(' '))
const seriesOf = (samples: readonly string[]) => samples.map(withoutValue)

t.test('a switch on which everything is configured', { skip }, async (t) => {
  const { ovsdb, vswitchd } = await startConfiguredSwitch(t)
  const exporter = await startExporterProcess(t, ['--ovsdb', ovsdb.remote])
  const monitoring = await startExporterProcess(t, ['--ovsdb', ovsdb.remote, '--ovsdb.source', 'monitor'])
  await Promise.all([exporter.ready(), monitoring.ready()])
  const shown = () => shownRows(vswitchd, SHOWN_TABLES)
  const familiesOf = (text: string) => new Set(samplesOf(text).map((sample) => sample.replace(/\{.*/s, '')))
  const lacking = async () => {
    const told = familiesOf(await exporter.scrape())
    return FAMILIES.filter((name) => !told.has(name) && !NOT_HERE.includes(name))
  }
  await eventually(async () => (await lacking()).length === 0, { deadline: 60_000 }).catch(() => {})
  t.strictSame(await lacking(), [], 'every family has samples')

  /** A scrape between two looks by ovs-vsctl, with the same series, and values that did not move but for {@link MOVING}. */
  const compare = async ({ scrape }: ExporterProcess) => {
    const before = expectedSamples(await shown())
    const told = samplesOf(await scrape(), (name) => TOLD.has(name))
    const after = expectedSamples(await shown())
    const still = (sample: string, index: number) => sample === after[index] || MOVING.test(sample)
    return seriesOf(before).join() === seriesOf(after).join() && before.every(still) && { before, told, after }
  }
  for (const [source, process] of Object.entries({ select: exporter, monitor: monitoring })) {
    const { before, told, after } = await eventually(() => compare(process), { deadline: 60_000 })
    t.strictSame(seriesOf(told), seriesOf(after), `the series that ovs-vsctl shows, by ${source}`)
    const steady = after.filter((sample, index) => sample === before[index])
    const steadySeries = new Set(seriesOf(steady))
    t.strictSame(
      told.filter((sample) => steadySeries.has(withoutValue(sample))),
      steady,
      `each value as ovs-vsctl shows it, by ${source}`,
    )
    t.ok(steady.length > 300)
  }

  t.test('the statistics of the system', async (t) => {
    const [row] = (await shown()).Open_vSwitch
    const { cpu, memory = '', file_systems = '' } = row?.map('statistics') ?? {}
    const values = valuesOf(await exporter.scrape())
    t.equal(values.get('ovs_system_cpus{}'), cpu)
    t.equal(values.get('ovs_system_memory_size_bytes{}'), String(Number(memory.split(',')[0]) * 1024))
    const [mountPoint = '', size] = file_systems.split(' ')[0]?.split(',') ?? []
    t.equal(values.get(`ovs_file_system_size_bytes{mount_point="${mountPoint}"}`), String(Number(size) * 1024))
    for (const process of ['ovs-vswitchd', 'ovsdb-server']) {
      const resident = Number(values.get(`ovs_process_resident_memory_bytes{process="${process}"}`))
      t.ok(resident > 1e6 && resident < 1e9, process)
    }
  })

  t.test('promtool has nothing to say', async (t) => {
    const outcome = await promtool(['check', 'metrics'], await exporter.scrape())
    t.strictSame(outcome, { status: 0, stdout: '', stderr: '' })
  })

  t.test('what is turned off on the switch is absent, not 0', async (t) => {
    const off = [
      '--all destroy Mirror -- clear Bridge br-a mirrors',
      'del-controller br-a -- del-manager',
      'clear Bridge br-a netflow sflow ipfix -- --all destroy Flow_Sample_Collector_Set',
      'set Bridge br-a stp_enable=false -- set Bridge br-b rstp_enable=false',
      ...['c', 'd'].map(
        (end) => `clear Interface cable-${end} cfm_mpid -- set Interface cable-${end} bfd:enable=false`,
      ),
      'set Interface veth-a ingress_policing_rate=0 ingress_policing_burst=0',
      'set Interface veth-a ingress_policing_kpkts_rate=0 ingress_policing_kpkts_burst=0',
      'clear Port veth-a tag qos -- --all destroy QoS -- --all destroy Queue',
      'clear Open_vSwitch . datapaths -- set Open_vSwitch . other_config:enable-statistics=false',
      'del-port nowhere -- del-port vxlan0 -- del-port bond0',
    ]
    for (const command of off) await vswitchd.vsctl(...command.split(' '))
    const always = /^ovs_(bridges|bridge_(info|ports|.*_enabled)|build_info|configuration_lag|dpdk_initialized)$/
    const left = async () => {
      const told = familiesOf(await exporter.scrape())
      return FAMILIES.filter((name) => told.has(name) && !always.test(name))
    }
    const plain = [
      'ovs_port_interfaces',
      'ovs_interface_info',
      'ovs_interface_admin_up',
      'ovs_interface_link_up',
      'ovs_interface_link_resets_total',
      'ovs_interface_link_speed_bytes_per_second',
      'ovs_interface_full_duplex',
      'ovs_interface_mtu_bytes',
      'ovs_interface_ifindex',
      'ovs_interface_ofport',
    ]
    await eventually(async () => (await left()).join() === plain.join(), { deadline: 60_000 }).catch(() => {})
    t.strictSame(await left(), plain)
  })
})
