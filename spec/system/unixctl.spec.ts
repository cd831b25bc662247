import t from 'tap'
import { COLLECTORS } from '../../lib/exporter/collectors/registry.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { namespacesRefused } from '../support/network-namespaces.js'
import { startOvsdbCluster } from '../support/ovsdb-cluster.js'
import { startOvsdbServer, VSWITCH_SCHEMA } from '../support/ovsdb-server.js'
import { promtool } from '../support/promtool.js'
import { run } from '../support/run.js'
import { valuesOf } from '../support/samples.js'
import { socketsOf } from '../support/sockets.js'
import { tempDir } from '../support/temp-dir.js'
import { ORACLES, type Oracle } from '../support/unixctl-oracles.js'
import { startUnixctlSwitch } from '../support/unixctl-switch.js'
import { missing } from '../support/which.js'

const skip =
  missing('ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl', 'ovs-appctl', 'ovs-ofctl') || (await namespacesRefused())

const VSWITCHD_COLLECTORS = [
  ...['upcall', 'dpctl', 'dpif', 'pmd', 'pmd_queues', 'conntrack', 'lacp', 'fdb', 'bond_members', 'qos_queues'],
]
const OVSDB_COLLECTORS = ['ovsdb_cluster', 'ovsdb_replication', 'ovsdb_storage']
const OF_BOTH = ['coverage', 'memory']

/** What only the kernel's datapath, hardware, a backup, a cluster, or one with a backlog has. */
const ABSENT = /_mask|_cache_entries|_offloaded_flows|_replication_up$|_ovsdb_cluster_|_backlog_/

const familiesOf = (names: readonly string[]) =>
  COLLECTORS.filter(({ name }) => names.includes(name)).flatMap(({ families }) => families.map(({ name }) => name))

const success = (values: ReadonlyMap<string, string>, names: readonly string[]) =>
  names.map((name) => `${name} ${values.get(`ovs_collector_success{collector="${name}"}`)}`)
const all = (names: readonly string[], value: 0 | 1) => names.map((name) => `${name} ${value}`)

t.test('a switch that has something to tell of everything', { skip }, async (t) => {
  const { ovsdb, vswitchd } = await startUnixctlSwitch(t)
  const args = ['--ovsdb', ovsdb.unix, '--unixctl.run-dir', ovsdb.dir]
  const exporter = await startExporterProcess(t, args)
  await exporter.ready()

  await t.test('every value is what ovs-appctl prints', async (t) => {
    const ask = ({ daemon, command }: Oracle) =>
      daemon === undefined ? vswitchd.appctl(...command) : run('ovs-appctl', [`--target=${ovsdb.unixctl}`, ...command])
    for (const oracle of ORACLES) {
      const name = oracle.command.join(' ')
      // What the daemon counts goes on: a sample lies between what it said before and after.
      const found = await eventually(async () => {
        const before = new Map(oracle.samples(await ask(oracle)))
        const values = valuesOf(await exporter.scrape())
        const after = new Map(oracle.samples(await ask(oracle)))
        const shared = [...before.keys()].filter((series) => after.has(series))
        if (shared.length === 0) return undefined
        const outside = shared.filter((series) => {
          const value = values.get(series)
          const bounds = [Number(before.get(series)), Number(after.get(series))]
          return value === undefined || Number(value) < Math.min(...bounds) || Number(value) > Math.max(...bounds)
        })
        return outside.length === 0 ? { checked: shared.length } : undefined
      }).catch((error: Error) => ({ checked: 0, error }))
      t.ok(found.checked > 0, `${name}: ${found.checked} series`)
    }
  })

  await t.test('every collector succeeds, and promtool has nothing to say', async (t) => {
    const text = await exporter.scrape()
    const names = [...OF_BOTH, ...VSWITCHD_COLLECTORS, ...OVSDB_COLLECTORS]
    t.strictSame(success(valuesOf(text), names), all(names, 1))
    const values = valuesOf(text)
    t.notOk(
      [...values.keys()].some((series) => series.startsWith('ovs_ovsdb_cluster')),
      'there is no cluster',
    )
    t.notOk(
      [...values.keys()].some((series) => series.startsWith('ovs_datapath_mask')),
      'nor the kernel’s datapath',
    )
    if (missing('promtool') === false) {
      const lint = await promtool(['check', 'metrics'], text)
      t.equal(`${lint.stdout}${lint.stderr}`, '')
    }
  })

  await t.test('every family is there, but those of which there is nothing', async (t) => {
    // A PMD thread has measured its load when it has run for some seconds.
    const text = await eventually(async () => {
      const text = await exporter.scrape()
      return /# TYPE ovs_pmd_queue_usage_ratio /.test(text) && /# TYPE ovs_pmd_overhead_ratio /.test(text) && text
    })
    const names = [...OF_BOTH, ...VSWITCHD_COLLECTORS, ...OVSDB_COLLECTORS]
    t.strictSame(
      familiesOf(names).filter((family) => !text.includes(`# TYPE ${family} `)),
      familiesOf(names).filter((family) => ABSENT.test(family)),
    )
  })

  await t.test('an ovs-vswitchd that is stopped marks its own collectors down', async (t) => {
    const hasty = await startExporterProcess(t, [...args, '--unixctl.timeout', '200ms'])
    await hasty.ready()
    const vswitchdNames = [...OF_BOTH, ...VSWITCHD_COLLECTORS]
    const upright = ['traffic', ...OVSDB_COLLECTORS]
    const succeeds = async () => {
      const values = valuesOf(await hasty.scrape())
      return success(values, vswitchdNames).join() === all(vswitchdNames, 1).join()
    }
    await eventually(succeeds)
    const connections = socketsOf(hasty.program.pid)
    process.kill(vswitchd.pid, 'SIGSTOP')
    t.teardown(() => process.kill(vswitchd.pid, 'SIGCONT'))
    for (let scrape = 0; scrape < 5; scrape++) {
      const text = await hasty.scrape()
      const values = valuesOf(text)
      t.strictSame(success(values, vswitchdNames), all(vswitchdNames, 0))
      await eventually(async () => {
        const again = valuesOf(await hasty.scrape())
        return success(again, upright).join() === all(upright, 1).join()
      })
      t.match(text, /ovs_coverage_events_total\{daemon="ovsdb-server"/, 'ovsdb-server is told of')
      t.notMatch(text, /ovs_upcall|daemon="ovs-vswitchd"/, 'nothing old of ovs-vswitchd')
    }
    t.ok(socketsOf(hasty.program.pid) <= connections, 'no connection is left behind')
    process.kill(vswitchd.pid, 'SIGCONT')
    t.ok(await eventually(succeeds), 'up again when it goes on')
  })

  await t.test('an ovsdb-server that is restarted is found again', async (t) => {
    await ovsdb.restart()
    const names = [...OF_BOTH, ...OVSDB_COLLECTORS]
    await eventually(async () => {
      const values = valuesOf(await exporter.scrape())
      return success(values, names).join() === all(names, 1).join()
    })
    t.pass()
  })
})

const withoutVswitchd = missing('ovsdb-server', 'ovsdb-tool', 'ovs-appctl')

t.test('a cluster', { skip: withoutVswitchd }, async (t) => {
  const cluster = await startOvsdbCluster(t, { schema: VSWITCH_SCHEMA })
  await cluster.settled()
  const leader = await cluster.leader()
  const args = ['--ovsdb', leader.unix, '--unixctl.ovsdb-server', `${leader.dir}/control.sock`]
  const exporter = await startExporterProcess(t, args)
  await eventually(async () => {
    const status = await leader.appctl('cluster/status', 'Open_vSwitch')
    const values = valuesOf(await exporter.scrape())
    const series = (name: string, labels = '') =>
      values.get(`ovs_ovsdb_cluster_${name}{database="Open_vSwitch"${labels}}`)
    const told = {
      term: series('term'),
      role: series('role', ',role="leader"'),
      member: series('member'),
      servers: series('servers'),
      first: series('log_first_index'),
      next: series('log_next_index'),
      timer: Number(series('election_timer_seconds')) * 1000,
      open: series('connections', ',state="open"'),
    }
    const [, first, next] = /Log: \[(\d+), (\d+)\]/.exec(status) ?? []
    const expected = {
      term: /Term: (\d+)/.exec(status)?.[1],
      role: status.includes('Role: leader') ? '1' : '0',
      member: status.includes('Status: cluster member') ? '1' : '0',
      servers: '3',
      first,
      next,
      timer: Number(/Election timer: (\d+)/.exec(status)?.[1]),
      open: '4',
    }
    if (JSON.stringify(told) !== JSON.stringify(expected)) {
      throw new Error(`told ${JSON.stringify(told)}, expected ${JSON.stringify(expected)}`)
    }
    return true
  })
  t.pass('is told as ovs-appctl shows it')
  const text = await exporter.scrape()
  t.strictSame(
    familiesOf(['ovsdb_cluster']).filter((family) => !text.includes(`# TYPE ${family} `)),
    [],
    'every family is there',
  )
})

t.test('no daemon at all is told once', { skip: missing('ovsdb-server') }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  const exporter = await startExporterProcess(t, ['--ovsdb', ovsdb.unix, '--unixctl.run-dir', tempDir(t)])
  await exporter.ready()
  // Where no interface has QoS, there is nothing to ask for.
  const names = [...OF_BOTH, ...VSWITCHD_COLLECTORS, ...OVSDB_COLLECTORS].filter((name) => name !== 'qos_queues')
  for (let scrape = 0; scrape < 3; scrape++) {
    t.strictSame(success(valuesOf(await exporter.scrape()), names), all(names, 0))
  }
  const told = exporter.program.output().match(/"source":"(?:ovs-vswitchd|ovsdb-server)"/g)
  t.strictSame(told?.toSorted(), ['"source":"ovs-vswitchd"', '"source":"ovsdb-server"'])
  t.notMatch(exporter.program.output(), '"source":"collector')
})
