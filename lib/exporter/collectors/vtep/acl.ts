import type { Subject } from '../../sources/switch.js'
import type { Vtep, VtepReads, VtepRow } from '../../sources/vtep.js'
import { each } from '../samples.js'
import { NO_MODES, subjects, type VtepCollectorDeclaration } from './vtep-collector.js'

const READS = {
  ACL: ['acl_name', 'acl_entries', 'acl_fault_status'],
  ACL_entry: ['_uuid', 'acle_fault_status'],
} as const satisfies VtepReads

type Reading = Vtep<typeof READS>

const LABELS = ['acl']

/** The access control lists, and whether the switch could do what they say (vtep(5), ACL and ACL_entry). */
export const VTEP_ACL = {
  name: 'vtep_acl',
  help: 'access control lists and their faults',
  modes: NO_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'vtep_acl_entries',
      type: 'gauge',
      help: 'Number of entries of the access control list.',
      labels: LABELS,
      source: 'ACL.acl_entries',
      since: '2.5',
      samples: (reading) => each(listsOf(reading), ({ acl_entries }) => acl_entries.length),
    },
    {
      name: 'vtep_acl_faults',
      type: 'gauge',
      help: 'Number of faults of the access control list itself.',
      labels: LABELS,
      source: 'ACL.acl_fault_status',
      since: '2.5',
      samples: (reading) => each(listsOf(reading), ({ acl_fault_status }) => acl_fault_status.length),
    },
    {
      name: 'vtep_acl_faulty_entries',
      type: 'gauge',
      help: 'Number of entries of the access control list that have a fault.',
      labels: LABELS,
      source: 'ACL_entry.acle_fault_status',
      since: '2.5',
      samples: (reading) => {
        const entries = reading.tables.ACL_entry ?? []
        const faulty = new Set<string>(
          entries.filter(({ acle_fault_status: faults }) => faults.length > 0).map(({ _uuid }) => _uuid),
        )
        return each(listsOf(reading), ({ acl_entries }) => acl_entries.filter((uuid) => faulty.has(uuid)).length)
      },
    },
  ],
} as const satisfies VtepCollectorDeclaration<typeof READS>

function listsOf({ tables }: Reading): readonly Subject<VtepRow<typeof READS, 'ACL'>>[] {
  return subjects((tables.ACL ?? []).map((row) => [row, { acl: row.acl_name }]))
}
