import type { OpenVSwitch, Row } from '../../ovsdb/index.js'
import { SWITCH_MODES } from '../config/config.js'
import type { Switch } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import type { Sample } from './declaration.js'
import { numberOf } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const DATAPATH_COLUMNS = ['_uuid', 'datapath_version', 'capabilities', 'ct_zones'] as const

const READS = {
  Open_vSwitch: ['datapaths?'],
  Datapath: DATAPATH_COLUMNS,
  CT_Zone: ['_uuid', 'timeout_policy'],
} as const satisfies TableReads

type Datapath = Row<OpenVSwitch, 'Datapath', (typeof DATAPATH_COLUMNS)[number]>

const SINCE = '2.13'
const LABELS = ['datapath']

/** Datapaths, where something has configured them (ovs-vswitchd.conf.db(5), Datapath and CT_Zone). */
export const DATAPATH = {
  name: 'datapath',
  help: 'datapaths that are configured, what they can do, and their connection tracking zones',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_datapath_info',
      type: 'info',
      help: 'Always 1; the label tells the version of the datapath.',
      labels: [...LABELS, 'version'],
      source: 'Datapath.datapath_version',
      since: SINCE,
      samples: (reading) =>
        datapathsOf(reading).map(
          ([datapath, { datapath_version }]): Sample => [{ datapath, version: datapath_version || undefined }, 1],
        ),
    },
    {
      name: 'ovs_datapath_capability',
      type: 'gauge',
      help: 'What the datapath can do, by name: 1 or 0 for yes or no, otherwise a number.',
      labels: [...LABELS, 'capability'],
      source: 'Datapath.capabilities',
      since: SINCE,
      samples: (reading) =>
        datapathsOf(reading).flatMap(([datapath, { capabilities }]) =>
          [...capabilities].map(([capability, value]): Sample => [{ datapath, capability }, capabilityOf(value)]),
        ),
    },
    {
      name: 'ovs_datapath_ct_zones',
      type: 'gauge',
      help: 'Number of connection tracking zones that are configured, where there are any.',
      labels: LABELS,
      source: 'Datapath.ct_zones',
      since: SINCE,
      samples: (reading) =>
        datapathsOf(reading).map(([datapath, { ct_zones }]): Sample => [{ datapath }, ct_zones.size || undefined]),
    },
    {
      name: 'ovs_datapath_ct_zone_timeout_policies',
      type: 'gauge',
      help: 'Number of those zones that have a timeout policy of their own.',
      labels: LABELS,
      source: 'CT_Zone.timeout_policy',
      since: SINCE,
      samples: (reading) => {
        const zones = reading.tables.CT_Zone ?? []
        const own = new Set(
          zones.filter(({ timeout_policy }) => timeout_policy !== undefined).map(({ _uuid }) => _uuid as string),
        )
        return datapathsOf(reading).map(([datapath, { ct_zones }]): Sample => {
          const count = [...ct_zones.values()].filter((zone) => own.has(zone)).length
          return [{ datapath }, ct_zones.size > 0 ? count : undefined]
        })
      },
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>

function datapathsOf({ tables }: Switch<typeof READS>): readonly (readonly [name: string, datapath: Datapath])[] {
  const rows = new Map(tables.Datapath?.map((datapath) => [datapath._uuid as string, datapath]))
  return tables.Open_vSwitch.flatMap(({ datapaths }) =>
    [...(datapaths ?? [])].flatMap(([name, uuid]) => {
      const row = rows.get(uuid)
      return row === undefined ? [] : [[name, row] as const]
    }),
  )
}

function capabilityOf(value: string): number | undefined {
  if (value === 'true' || value === 'false') return value === 'true' ? 1 : 0
  return numberOf(value)
}
