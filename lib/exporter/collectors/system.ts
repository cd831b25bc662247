import { SWITCH_MODES } from '../config/config.js'
import type { Switch } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import type { FamilyDeclaration, Sample } from './declaration.js'
import { distinct, dividedBy, numberOf, times } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const READS = { Open_vSwitch: ['statistics'] } as const satisfies TableReads

type Reading = Switch<typeof READS>
type Family = FamilyDeclaration<Reading>

type InOtherUnit = (value: number | undefined) => number | undefined

/** Sizes are in kilobytes of 1024 bytes, durations in milliseconds (vswitchd/system-stats.c). */
const kilobytes: InOtherUnit = (value) => times(value, 1024)
const milliseconds: InOtherUnit = (value) => dividedBy(value, 1000)
const same: InOtherUnit = (value) => value

/**
 * What ovs-vswitchd tells of its host and of the daemons, with other_config:enable-statistics=true
 * (ovs-vswitchd.conf.db(5), Open_vSwitch, "Statistics").
 */
export const SYSTEM = {
  name: 'system',
  help: "the host's CPUs, load, memory and file systems, and the daemons, where other_config:enable-statistics is true",
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_system_cpus',
      type: 'gauge',
      help: 'Number of CPUs online.',
      labels: [],
      source: 'Open_vSwitch.statistics:cpu',
      samples: (reading) => [[{}, numberOf(statistic(reading, 'cpu'))]],
    },
    ...['1', '5', '15'].map(loadAverage),
    memory(0, 'memory_size', 'Memory that the system has.'),
    memory(1, 'memory_used', 'Memory in use.'),
    memory(2, 'memory_cache', 'Memory in use that can be given up when it is needed.'),
    memory(3, 'swap_size', 'Swap space that the system has.'),
    memory(4, 'swap_used', 'Swap space in use.'),
    ofProcess(0, 'virtual_memory_bytes', 'gauge', 'Virtual memory of the daemon.', kilobytes),
    ofProcess(1, 'resident_memory_bytes', 'gauge', 'Resident memory of the daemon.', kilobytes),
    ofProcess(2, 'cpu_seconds_total', 'counter', 'CPU time that the daemon took.', milliseconds),
    ofProcess(3, 'crashes_total', 'counter', 'Crashes after which the daemon was restarted by its monitor.', same),
    ofProcess(4, 'age_seconds', 'gauge', 'Time since the daemon was started.', milliseconds),
    ofProcess(5, 'uptime_seconds', 'gauge', 'Time that the daemon runs since its last crash.', milliseconds),
    ofFileSystem(1, 'size', 'Size of a local, writable file system.'),
    ofFileSystem(2, 'used', 'Space in use in a local, writable file system.'),
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>

function loadAverage(minutes: string, position: number): Family {
  return {
    name: `ovs_system_load${minutes}`,
    type: 'gauge',
    help: `Load average over ${minutes === '1' ? 'the last minute' : `the last ${minutes} minutes`}.`,
    labels: [],
    source: 'Open_vSwitch.statistics:load_average',
    samples: (reading) => [[{}, numberOf(listOf(reading, 'load_average')[position])]],
  }
}

function memory(position: number, name: string, help: string): Family {
  return {
    name: `ovs_system_${name}_bytes`,
    type: 'gauge',
    help,
    labels: [],
    source: 'Open_vSwitch.statistics:memory',
    samples: (reading) => [[{}, kilobytes(numberOf(listOf(reading, 'memory')[position]))]],
  }
}

function ofProcess(position: number, name: string, type: 'counter' | 'gauge', help: string, unit: InOtherUnit): Family {
  return {
    name: `ovs_process_${name}`,
    type,
    help,
    labels: ['process'],
    source: 'Open_vSwitch.statistics:process_NAME',
    *samples({ tables }): Iterable<Sample> {
      for (const [key, text] of tables.Open_vSwitch.flatMap(({ statistics }) => [...statistics])) {
        const [, process] = /^process_(.+)$/s.exec(key) ?? []
        if (process !== undefined) yield [{ process }, unit(numberOf(text.split(',')[position]))]
      }
    },
  }
}

function ofFileSystem(position: number, name: string, help: string): Family {
  return {
    name: `ovs_file_system_${name}_bytes`,
    type: 'gauge',
    help,
    labels: ['mount_point'],
    source: 'Open_vSwitch.statistics:file_systems',
    samples: (reading) =>
      fileSystemsOf(reading).map(
        (fields): Sample => [{ mount_point: fields[0] }, kilobytes(numberOf(fields[position]))],
      ),
  }
}

/** Mount point, size and use; each mount point once, although one can be mounted over. */
function fileSystemsOf(reading: Reading): readonly (readonly string[])[] {
  const entries = (statistic(reading, 'file_systems') ?? '').split(' ').filter((entry) => entry !== '')
  return distinct(
    entries.map((entry) => entry.split(',')),
    ([mountPoint = '']) => mountPoint,
  )
}

function listOf(reading: Reading, key: string): readonly string[] {
  return statistic(reading, key)?.split(',') ?? []
}

function statistic({ tables }: Reading, key: string): string | undefined {
  return tables.Open_vSwitch[0]?.statistics.get(key)
}
