import type { OpenVSwitch, Row } from '../../ovsdb/index.js'
import { SWITCH_MODES } from '../config/config.js'
import { SUBJECT_READS, type Switch } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import type { Sample } from './declaration.js'
import { distinct } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const MIRROR_COLUMNS = ['_uuid', 'name', 'statistics', 'output_port', 'output_vlan', 'select_all'] as const

const READS = {
  Bridge: [...SUBJECT_READS.Bridge, 'mirrors'],
  Port: SUBJECT_READS.Port,
  Mirror: MIRROR_COLUMNS,
} as const satisfies TableReads

type Mirror = Row<OpenVSwitch, 'Mirror', (typeof MIRROR_COLUMNS)[number]>

const LABELS = ['bridge', 'mirror']

/** Mirrors of bridges (ovs-vswitchd.conf.db(5), Mirror). */
export const MIRROR = {
  name: 'mirror',
  help: 'mirrors, and what they copied',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_mirror_info',
      type: 'info',
      help: 'Always 1; the labels tell where the copies go, and whether the mirror takes every packet.',
      labels: [...LABELS, 'output_port', 'output_vlan', 'select_all'],
      source: 'Mirror.output_port, output_vlan, select_all',
      *samples(reading): Iterable<Sample> {
        const ports = new Map(reading.tables.Port.map(({ _uuid, name }) => [_uuid as string, name]))
        for (const { bridge, mirror } of mirrorsOf(reading)) {
          const output = {
            output_port: mirror.output_port === undefined ? undefined : ports.get(mirror.output_port),
            output_vlan: mirror.output_vlan?.toString(),
            select_all: String(mirror.select_all),
          }
          yield [{ bridge, mirror: mirror.name, ...output }, 1]
        }
      },
    },
    {
      name: 'ovs_mirror_transmit_packets_total',
      type: 'counter',
      help: 'Packets sent through the mirror.',
      labels: LABELS,
      source: 'Mirror.statistics:tx_packets',
      samples: (reading) => statistic(reading, 'tx_packets'),
    },
    {
      name: 'ovs_mirror_transmit_bytes_total',
      type: 'counter',
      help: 'Bytes sent through the mirror.',
      labels: LABELS,
      source: 'Mirror.statistics:tx_bytes',
      samples: (reading) => statistic(reading, 'tx_bytes'),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>

function* statistic(reading: Switch<typeof READS>, key: string): Iterable<Sample> {
  for (const { bridge, mirror } of mirrorsOf(reading)) {
    yield [{ bridge, mirror: mirror.name }, mirror.statistics.get(key)]
  }
}

/** Each name of a mirror on a bridge once: the schema allows several of one name. */
function mirrorsOf({ tables, bridges }: Switch<typeof READS>): readonly { bridge: string; mirror: Mirror }[] {
  const rows = new Map(tables.Mirror.map((mirror) => [mirror._uuid as string, mirror]))
  const mirrors = bridges.flatMap(({ row: { name: bridge, mirrors } }) =>
    mirrors.flatMap((uuid) => {
      const mirror = rows.get(uuid)
      return mirror === undefined ? [] : [{ bridge, mirror }]
    }),
  )
  return distinct(mirrors, ({ bridge, mirror }) => `${bridge}\n${mirror.name}`)
}
