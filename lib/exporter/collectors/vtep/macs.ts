import type { Vtep, VtepReads } from '../../sources/vtep.js'
import type { Sample } from '../declaration.js'
import { NO_MODES, type VtepCollectorDeclaration } from './vtep-collector.js'

/** With their `_uuid`, because a select tells rows that are equal in its columns once. */
const MAC_COLUMNS = ['_uuid', 'logical_switch'] as const

const READS = {
  Logical_Switch: ['_uuid', 'name'],
  Ucast_Macs_Local: MAC_COLUMNS,
  Ucast_Macs_Remote: MAC_COLUMNS,
  Mcast_Macs_Local: MAC_COLUMNS,
  Mcast_Macs_Remote: MAC_COLUMNS,
} as const satisfies VtepReads

type Reading = Vtep<typeof READS>
type MacTable = Exclude<keyof typeof READS, 'Logical_Switch'>

const LABELS = ['logical_switch', 'origin']

/** The MAC addresses that the VTEP learned (local), and that the controller told it (remote) (vtep(5)). */
export const VTEP_MACS = {
  name: 'vtep_macs',
  help: 'how many MAC addresses each logical switch knows, which takes reading them all',
  modes: NO_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'vtep_unicast_macs',
      type: 'gauge',
      help: 'Number of unicast MAC addresses: local ones, which the VTEP learned, and remote ones.',
      labels: LABELS,
      source: 'Ucast_Macs_Local, Ucast_Macs_Remote',
      since: '2.1',
      samples: (reading) => counts(reading, { local: 'Ucast_Macs_Local', remote: 'Ucast_Macs_Remote' }),
    },
    {
      name: 'vtep_multicast_macs',
      type: 'gauge',
      help: 'Number of multicast MAC addresses: local ones, which the VTEP learned, and remote ones.',
      labels: LABELS,
      source: 'Mcast_Macs_Local, Mcast_Macs_Remote',
      since: '2.1',
      samples: (reading) => counts(reading, { local: 'Mcast_Macs_Local', remote: 'Mcast_Macs_Remote' }),
    },
  ],
} as const satisfies VtepCollectorDeclaration<typeof READS>

function* counts({ tables }: Reading, origins: Readonly<Record<string, MacTable>>): Iterable<Sample> {
  for (const [origin, table] of Object.entries(origins)) {
    const bySwitch = new Map<string, number>()
    for (const { logical_switch } of tables[table]) {
      bySwitch.set(logical_switch, (bySwitch.get(logical_switch) ?? 0) + 1)
    }
    for (const { _uuid, name } of tables.Logical_Switch) {
      yield [{ logical_switch: name, origin }, bySwitch.get(_uuid) ?? 0]
    }
  }
}
