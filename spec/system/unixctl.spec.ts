import { readdirSync, readlinkSync } from 'node:fs'
import t from 'tap'
import { COLLECTORS } from '../../lib/exporter/collectors/registry.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { createNamespace, namespacesRefused } from '../support/network-namespaces.js'
import { startOvsdbCluster } from '../support/ovsdb-cluster.js'
import { type OvsdbServer, startOvsdbServer, VSWITCH_SCHEMA } from '../support/ovsdb-server.js'
import { promtool } from '../support/promtool.js'
import { run } from '../support/run.js'
import { valuesOf } from '../support/samples.js'
import type { Scope } from '../support/scope.js'
import { tempDir } from '../support/temp-dir.js'
import { startVswitchd, type Vswitchd } from '../support/vswitchd.js'
import { missing } from '../support/which.js'

const skip =
  missing('ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl', 'ovs-appctl', 'ovs-ofctl') || (await namespacesRefused())

const DP = 'netdev@ovs-netdev'
const VSWITCHD_COLLECTORS = [
  ...['upcall', 'dpctl', 'dpif', 'pmd', 'pmd_queues', 'conntrack', 'lacp', 'fdb', 'bond_members', 'qos_queues'],
]
const OVSDB_COLLECTORS = ['ovsdb_cluster', 'ovsdb_replication', 'ovsdb_storage']
const OF_BOTH = ['coverage', 'memory']

/** A switch in user space that has something to tell of everything: bonds that speak LACP, QoS, conntrack, a PMD thread. */
async function startBusySwitch(scope: Scope): Promise<{ readonly ovsdb: OvsdbServer; readonly vswitchd: Vswitchd }> {
  const namespace = await createNamespace(scope)
  await namespace.run('ip', 'link', 'add', 'v1', 'type', 'veth', 'peer', 'name', 'w1')
  await namespace.run('ip', 'link', 'set', 'v1', 'up')
  const ovsdb = await startOvsdbServer(scope)
  const vswitchd = await startVswitchd(scope, ovsdb, { dummy: 'beside', namespace })
  const { vsctl } = vswitchd
  // The thread would take a core for itself, if it did not sleep.
  await vsctl('set', 'Open_vSwitch', '.', 'other_config:pmd-maxsleep=1000', 'other_config:pmd-cpu-mask=1')
  await vsctl(
    ...['add-br', 'br0', '--', 'set', 'bridge', 'br0', 'datapath_type=netdev', '--', 'add-port', 'br0', 'v1'],
    ...['--', 'add-br', 'br1', '--', 'set', 'bridge', 'br1', 'datapath_type=netdev'],
    ...['--', 'add-port', 'br0', 'pm0', '--', 'set', 'interface', 'pm0', 'type=dummy-pmd', 'options:n_rxq=2'],
  )
  const bond = async (bridge: string, name: string, side: string, option: string) => {
    const options = (index: number) => ['type=dummy', `options:${option}unix:${ovsdb.dir}/link${index}.sock`]
    await vsctl(
      ...['add-bond', bridge, name, `${side}1`, `${side}2`, 'lacp=active', 'bond_mode=balance-tcp'],
      ...['--', 'set', 'interface', `${side}1`, ...options(1), '--', 'set', 'interface', `${side}2`, ...options(2)],
    )
  }
  await bond('br0', 'bond0', 'a', 'pstream=p')
  await bond('br1', 'bond1', 'b', 'stream=')
  await vsctl(
    ...['set', 'port', 'v1', 'qos=@q', '--', '--id=@q', 'create', 'qos', 'type=linux-htb'],
    ...['other-config:max-rate=10000000', 'queues:0=@q0', 'queues:1=@q1'],
    ...['--', '--id=@q0', 'create', 'queue', 'other-config:max-rate=5000000'],
    ...['--', '--id=@q1', 'create', 'queue', 'other-config:min-rate=1000000'],
  )
  const openflow = `unix:${ovsdb.dir}/br0.mgmt`
  await run('ovs-ofctl', ['add-flow', openflow, 'table=0,priority=10,ip,ct_state=-trk,actions=ct(table=1,commit)'])
  await run('ovs-ofctl', ['add-flow', openflow, 'table=1,actions=normal'])
  await eventually(async () => (await vswitchd.appctl('bond/show')).split('negotiated').length === 3)
  for (let host = 1; host <= 5; host++) {
    await vswitchd.appctl(
      'netdev-dummy/receive',
      'pm0',
      `in_port(9),eth(src=02:00:00:00:00:0${host},dst=02:00:00:00:00:99),eth_type(0x0800),ipv4(src=10.0.0.${host},dst=10.0.0.99,proto=17,tos=0,ttl=64,frag=no),udp(src=1000,dst=53)`,
    )
  }
  await eventually(async () => Number(await vswitchd.appctl('dpctl/ct-get-nconns', DP)) > 0)
  return { ovsdb, vswitchd }
}

type Found = Iterable<readonly [series: string, value: string | number]>

/** What a command prints, and how its samples are called; read here without the parsers under test. */
interface Oracle {
  readonly daemon?: 'ovsdb-server'
  readonly command: readonly string[]
  readonly samples: (text: string) => Found
}

const datapath = `datapath="${DP}"`
const one = (text: string, pattern: RegExp, series: string): Found => {
  const value = pattern.exec(text)?.[1]
  return value === undefined ? [] : [[series, value]]
}

/** The text from each line that begins with `head` (whose first group names it) to the next such line. */
function sections(text: string, head: RegExp): readonly (readonly [name: string, text: string])[] {
  return text
    .split(new RegExp(`^(?=${head.source})`, 'm'))
    .flatMap((part) => (head.exec(part) === null ? [] : [[head.exec(part)?.[1] ?? '', part] as const]))
}

const coverage = (daemon: string) => (text: string) =>
  [...text.matchAll(/^(\S+) .*total: (\d+)$/gm)].map(
    ([, event, total]) => [`ovs_coverage_events_total{daemon="${daemon}",event="${event}"}`, total ?? ''] as const,
  )
const memory = (daemon: string) => (text: string) =>
  [...text.matchAll(/([a-zA-Z_-][a-zA-Z_ -]*):(\d+)/g)].map(
    ([, kind, count]) => [`ovs_memory_objects{daemon="${daemon}",kind="${kind?.trim()}"}`, count ?? ''] as const,
  )

const ORACLES: readonly Oracle[] = [
  { command: ['coverage/show'], samples: coverage('ovs-vswitchd') },
  { command: ['memory/show'], samples: memory('ovs-vswitchd') },
  { daemon: 'ovsdb-server', command: ['coverage/show'], samples: coverage('ovsdb-server') },
  { daemon: 'ovsdb-server', command: ['memory/show'], samples: memory('ovsdb-server') },
  {
    command: ['upcall/show'],
    *samples(text) {
      yield* one(text, /current (\d+)/, `ovs_upcall_flows{${datapath}}`)
      yield* one(text, /avg (\d+)/, `ovs_upcall_flows_average{${datapath}}`)
      yield* one(text, /max (\d+)/, `ovs_upcall_flows_max{${datapath}}`)
      yield* one(text, /limit (\d+)/, `ovs_upcall_flow_limit{${datapath}}`)
      for (const [, id, keys] of text.matchAll(/(\d+): \(keys (\d+)\)/g)) {
        yield [`ovs_upcall_revalidator_keys{${datapath},revalidator="${id}"}`, keys ?? '']
      }
    },
  },
  {
    command: ['dpctl/show'],
    *samples(text) {
      yield* one(text, /hit:(\d+)/, `ovs_datapath_lookups_total{${datapath},result="hit"}`)
      yield* one(text, /missed:(\d+)/, `ovs_datapath_lookups_total{${datapath},result="missed"}`)
      yield* one(text, /lost:(\d+)/, `ovs_datapath_lost_upcalls_total{${datapath}}`)
      yield* one(text, /flows: (\d+)/, `ovs_datapath_flows{${datapath}}`)
      yield [`ovs_datapath_ports{${datapath}}`, [...text.matchAll(/^ {2}port /gm)].length]
    },
  },
  {
    command: ['dpif/show'],
    *samples(text) {
      for (const [bridge, ports] of sections(text, /^ {2}(\w+):$/m)) {
        const types = [...ports.matchAll(/: \(([\w-]+)/g)].map(([, type]) => type)
        for (const type of new Set(types)) {
          const count = types.filter((other) => other === type).length
          yield [`ovs_datapath_bridge_ports{bridge="${bridge}",${datapath},type="${type}"}`, count]
        }
      }
    },
  },
  {
    command: ['dpif-netdev/pmd-perf-show', '-nh'],
    *samples(text) {
      const labels = `core="0",${datapath},numa="0",thread="pmd"`
      yield* one(text, / {2}Iterations: +(\d+)/, `ovs_pmd_iterations_total{${labels}}`)
      yield* one(text, /Used TSC cycles: +(\d+)/, `ovs_pmd_cycles_total{${labels}}`)
      yield* one(text, /idle iterations: +(\d+)/, `ovs_pmd_idle_iterations_total{${labels}}`)
      yield* one(text, /busy iterations: +(\d+)/, `ovs_pmd_busy_iterations_total{${labels}}`)
      yield* one(text, /sleep iterations: +(\d+)/, `ovs_pmd_sleep_iterations_total{${labels}}`)
      yield* one(text, /Rx packets: +(\d+)/, `ovs_pmd_receive_packets_total{${labels}}`)
      yield* one(text, /Datapath passes: +(\d+)/, `ovs_pmd_datapath_passes_total{${labels}}`)
      yield* one(text, /- Upcalls: +(\d+)/, `ovs_pmd_upcalls_total{${labels}}`)
      yield* one(text, /Lost upcalls: +(\d+)/, `ovs_pmd_lost_upcalls_total{${labels}}`)
      yield* one(text, /Tx packets: +(\d+)/, `ovs_pmd_transmit_packets_total{${labels}}`)
      yield* one(text, /Tx batches: +(\d+)/, `ovs_pmd_transmit_batches_total{${labels}}`)
      for (const [label, level] of [
        ['PHWOL', 'phwol'],
        ['Simple Match', 'simple_match'],
        ['EMC', 'emc'],
        ['SMC', 'smc'],
        ['Megaflow', 'megaflow'],
      ]) {
        const series = `ovs_pmd_lookup_hits_total{core="0",${datapath},level="${level}",numa="0",thread="pmd"}`
        yield* one(text, new RegExp(`- ${label} hits: +(\\d+)`), series)
      }
    },
  },
  {
    command: ['dpif-netdev/pmd-stats-show'],
    *samples(text) {
      const main = text.slice(text.indexOf('main thread'))
      const pmd = text.slice(0, text.indexOf('main thread'))
      yield* one(main, /packets received: (\d+)/, `ovs_pmd_receive_packets_total{${datapath},thread="main"}`)
      yield* one(main, /recirculations: (\d+)/, `ovs_pmd_recirculated_packets_total{${datapath},thread="main"}`)
      yield* one(main, /success upcall: (\d+)/, `ovs_pmd_upcalls_total{${datapath},thread="main"}`)
      yield* one(main, /megaflow hits: (\d+)/, `ovs_pmd_lookup_hits_total{${datapath},level="megaflow",thread="main"}`)
      const labels = `core="0",${datapath},numa="0",thread="pmd"`
      yield* one(pmd, /idle cycles: (\d+)/, `ovs_pmd_idle_cycles_total{${labels}}`)
      yield* one(pmd, /processing cycles: (\d+)/, `ovs_pmd_busy_cycles_total{${labels}}`)
    },
  },
  {
    command: ['dpif-netdev/pmd-rxq-show'],
    *samples(text) {
      for (const [, port, queue, state] of text.matchAll(/port: (\S+) +queue-id: +(\d+) \((\w+)\)/g)) {
        const labels = `core="0",${datapath},interface="${port}",numa="0",queue="${queue}"`
        yield [`ovs_pmd_queue_enabled{${labels}}`, state === 'enabled' ? 1 : 0]
      }
      const isolated = / true/.test(text) ? 1 : 0
      yield [`ovs_pmd_isolated{core="0",${datapath},numa="0"}`, isolated]
    },
  },
  {
    command: ['dpctl/ct-get-nconns', DP],
    samples: (text) => [[`ovs_conntrack_entries{${datapath}}`, text.trim()]],
  },
  {
    command: ['dpctl/ct-get-maxconns', DP],
    samples: (text) => [[`ovs_conntrack_entries_max{${datapath}}`, text.trim()]],
  },
  {
    command: ['lacp/show-stats'],
    *samples(text) {
      for (const [port, members] of sections(text, /^---- (\w+) statistics/m)) {
        for (const [member, stats] of sections(members, /^member: (\w+):/m)) {
          const labels = `{interface="${member}",port="${port}"}`
          yield* one(stats, /TX PDUs: (\d+)/, `ovs_lacp_transmit_pdus_total${labels}`)
          yield* one(stats, /RX PDUs: (\d+)/, `ovs_lacp_receive_pdus_total${labels}`)
          yield* one(stats, /Bad PDUs: (\d+)/, `ovs_lacp_receive_bad_pdus_total${labels}`)
          yield* one(stats, /Marker Request PDUs: (\d+)/, `ovs_lacp_receive_marker_requests_total${labels}`)
          yield* one(stats, /Expired: (\d+)/, `ovs_lacp_link_expirations_total${labels}`)
          yield* one(stats, /Defaulted: (\d+)/, `ovs_lacp_link_defaults_total${labels}`)
          yield* one(stats, /Changed: (\d+)/, `ovs_lacp_carrier_changes_total${labels}`)
        }
      }
    },
  },
  ...['br0', 'br1'].map(
    (bridge): Oracle => ({
      command: ['fdb/stats-show', bridge],
      *samples(text) {
        yield* one(text, /table: (\d+)\//, `ovs_fdb_entries{bridge="${bridge}"}`)
        yield* one(text, /\/(\d+)$/m, `ovs_fdb_entries_max{bridge="${bridge}"}`)
        yield* one(text, /static.*: (\d+)/, `ovs_fdb_static_entries{bridge="${bridge}"}`)
        yield* one(text, /learned.*: (\d+)/, `ovs_fdb_learned_total{bridge="${bridge}"}`)
        yield* one(text, /expired.*: (\d+)/, `ovs_fdb_expired_total{bridge="${bridge}"}`)
        yield* one(text, /evicted.*: (\d+)/, `ovs_fdb_evicted_total{bridge="${bridge}"}`)
        yield* one(text, /moved.*: (\d+)/, `ovs_fdb_moved_total{bridge="${bridge}"}`)
      },
    }),
  ),
  {
    command: ['bond/show'],
    *samples(text) {
      for (const [port, bond] of sections(text, /^---- (\w+) ----/m)) {
        yield [`ovs_bond_lacp_negotiated{port="${port}"}`, bond.includes('negotiated') ? 1 : 0]
        for (const [member, state] of sections(bond, /^member (\w+): /m)) {
          const labels = `{interface="${member}",port="${port}"}`
          yield [`ovs_bond_member_enabled${labels}`, state.includes(': enabled') ? 1 : 0]
          yield [`ovs_bond_member_may_enable${labels}`, state.includes('may_enable: true') ? 1 : 0]
          yield [`ovs_bond_member_active${labels}`, state.includes('  active member') ? 1 : 0]
        }
      }
    },
  },
  {
    command: ['qos/show', 'v1'],
    *samples(text) {
      for (const [queue, part] of [
        ['0', text.slice(text.indexOf('Default'), text.indexOf('Queue 1'))],
        ['1', text.slice(text.indexOf('Queue 1'))],
      ] as const) {
        const labels = `{interface="v1",queue="${queue}"}`
        yield* one(part, /tx_packets: (\d+)/, `ovs_qos_queue_transmit_packets_total${labels}`)
        yield* one(part, /tx_bytes: (\d+)/, `ovs_qos_queue_transmit_bytes_total${labels}`)
        yield* one(part, /tx_errors: (\d+)/, `ovs_qos_queue_transmit_errors_total${labels}`)
      }
    },
  },
  {
    daemon: 'ovsdb-server',
    command: ['ovsdb-server/sync-status'],
    samples: (text) => [['ovs_ovsdb_replication_backup{}', text.includes('backup') ? 1 : 0]],
  },
  {
    daemon: 'ovsdb-server',
    command: ['ovsdb-server/get-db-storage-status', 'Open_vSwitch'],
    samples: (text) => [['ovs_ovsdb_storage_healthy{database="Open_vSwitch"}', text.includes('ok') ? 1 : 0]],
  },
]

/** What only the kernel's datapath, hardware, a backup, a cluster, or one with a backlog has. */
const ABSENT = /_mask|_cache_entries|_offloaded_flows|_replication_up$|_ovsdb_cluster_|_backlog_/

const familiesOf = (names: readonly string[]) =>
  COLLECTORS.filter(({ name }) => names.includes(name)).flatMap(({ families }) => families.map(({ name }) => name))

const success = (values: ReadonlyMap<string, string>, names: readonly string[]) =>
  names.map((name) => `${name} ${values.get(`ovs_collector_success{collector="${name}"}`)}`)
const all = (names: readonly string[], value: 0 | 1) => names.map((name) => `${name} ${value}`)

t.test('a switch that has something to tell of everything', { skip }, async (t) => {
  const { ovsdb, vswitchd } = await startBusySwitch(t)
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

function socketsOf(pid: number): number {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).filter((fd) => readlinkSync(`${folder}/${fd}`).startsWith('socket:')).length
}
