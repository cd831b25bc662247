import { DP } from './unixctl-switch.js'

type Found = Iterable<readonly [series: string, value: string | number]>

/** What a command prints, and how its samples are called; read here without the parsers under test. */
export interface Oracle {
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

/** For each command, the samples that its text stands for. */
export const ORACLES: readonly Oracle[] = [
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
