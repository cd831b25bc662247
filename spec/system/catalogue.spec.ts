import t from 'tap'
import type { CatalogueFamily, CatalogueSection } from '../../lib/exporter/catalogue/catalogue.js'
import { EXAMPLE_KEYS } from '../../lib/exporter/collectors/statistics.js'
import { startConfiguredSwitch } from '../support/configured-switch.js'
import { startConfiguredVtep } from '../support/configured-vtep.js'
import { CAPTURED_NODE, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { EXPORTER, type ExporterProcess, startExporterProcess } from '../support/exporter.js'
import { type ParsedFamily, parseExposition } from '../support/exposition.js'
import { namespacesRefused } from '../support/network-namespaces.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { run } from '../support/run.js'
import { setStatistics } from '../support/switch-operations.js'
import { writeWebConfig as writeYaml } from '../support/web-config.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl', 'vtep-ctl') || (await namespacesRefused())

/** Families that need what is not here, and what that is. Each is told in the spec of its own collector. */
const OUT_OF_REACH: readonly (readonly [names: RegExp, lacking: string])[] = [
  [/^ovs_manager_last_error_info$/, 'a manager whose session ended with an error and is still there'],
  [/^ovs_datapath_(mask|cache)/, 'a datapath in the kernel'],
  [/^ovs_upcall_offloaded_flows$/, 'a network card that takes flows over'],
  [/^ovs_memory_backlog_bytes$/, 'a client that does not read'],
  [/^ovs_bond_member_load_bytes$/, 'a bond that balances'],
  [/^ovs_ovsdb_cluster_|^ovs_memory_raft_/, 'a clustered database'],
  [/^ovs_ovsdb_replication_up$/, 'a backup server'],
  [/^contiv_(app_profiles|service_load_balancers|external_contracts_groups)$/, 'such objects in the captured cluster'],
  [/^ovsdb_exporter_web_config_/, 'a web configuration'],
]

/** Something whose metrics can be read. */
type Telling = Pick<ExporterProcess, 'scrape'>

async function printedCatalogue(): Promise<readonly CatalogueSection[]> {
  return JSON.parse(await run(process.execPath, [EXPORTER, '--list-metrics=json']))
}

/** Every collector that the mode has, also those that have to be asked for. */
const all = (sections: readonly CatalogueSection[], mode: string) =>
  sections.flatMap(({ collector, modes }) =>
    collector !== undefined && modes.includes(mode) ? [`--collector.${collector}`] : [],
  )

/** Whether a name of the catalogue stands for that of a family: N is the number of a queue, KEY any statistic. */
function standsFor(documented: CatalogueFamily, { name, samples }: ParsedFamily): boolean {
  if (!documented.labels.includes('containerName')) return documented.name === name
  if (documented.name !== 'KEY') return documented.name.replace('N', '0') === name
  return samples.length > 0 && samples.every(({ labels }) => 'containerName' in labels)
}

t.test('the catalogue tells what scrapes tell: nothing else, and nothing less', { skip }, async (t) => {
  const sections = await printedCatalogue()
  const documented = sections.flatMap(({ families }) => families)
  const exporters = await startExporters()
  const lacking = async () => {
    const families = await familiesOf(exporters)
    return documented
      .filter(
        (one) =>
          !OUT_OF_REACH.some(([names]) => names.test(one.name)) && !families.some((family) => standsFor(one, family)),
      )
      .map(({ name }) => name)
  }

  t.test('nothing is told that is not documented, by type and labels', async (t) => {
    for (const family of await familiesOf(exporters)) {
      const candidates = documented.filter((any) => standsFor(any, family))
      const one = candidates.find(({ name }) => name !== 'KEY') ?? candidates[0]
      t.ok(one, family.name)
      if (one === undefined) continue
      t.equal(one.type === 'info' ? 'gauge' : one.type, family.type, `${family.name}: type`)
      const labels = new Set(family.samples.flatMap((sample) => Object.keys(sample.labels)))
      const unknown = [...labels].filter((label) => !one.labels.includes(label) && label !== 'le')
      t.strictSame(unknown, [], `${family.name}: labels`)
    }
  })

  t.test('nothing is documented that is not told', async (t) => {
    await eventually(async () => (await lacking()).length === 0, { deadline: 60_000, interval: 1000 }).catch(() => {})
    t.strictSame(await lacking(), [])
  })

  async function startExporters(): Promise<readonly Telling[]> {
    const { ovsdb } = await startConfiguredSwitch(t)
    const unixctl = ['--unixctl.run-dir', ovsdb.dir]
    const { port, remote } = await startConfiguredVtep(t)
    const targets = [{ hosts: ['127.0.0.1'], ports: [port], transports: ['tcp'] }]
    const { path } = writeYaml(t, { targets, modules: { vtep: { database: 'hardware_vtep' } } })
    const ovs = await startExporterProcess(t, [
      ...['--ovsdb', ovsdb.remote, ...unixctl, ...all(sections, 'ovs')],
      ...['--probe.config.file', path],
    ])
    const probe = async () => (await fetch(`${ovs.url}/probe?module=vtep&target=${remote}`)).text()
    const { etcd } = await startContiv(t)
    const node = await startOvsdbServer(t, CAPTURED_NODE)
    const statistics = EXAMPLE_KEYS.map(({ key }) => [key.replace('N', '0'), 1] as const)
    for (const name of ['vvport1', 'contivh0']) await node.transact(setStatistics(name, statistics))
    const args = ['--mode', 'netplugin', '--ovsdb', node.remote, '--contiv.etcd', etcd.url]
    const netplugin = await startExporterProcess(t, args)
    const netmaster = await startExporterProcess(t, [
      ...['--mode', 'netmaster', '--contiv.etcd', etcd.url],
      ...all(sections, 'netmaster'),
    ])
    await Promise.all([ovs.ready(), netplugin.informed(), netmaster.ready()])
    return [ovs, netplugin, netmaster, { scrape: probe }]
  }
})

async function familiesOf(exporters: readonly Telling[]): Promise<readonly ParsedFamily[]> {
  const texts = await Promise.all(exporters.map(({ scrape }) => scrape()))
  return texts.flatMap(parseExposition)
}
