import type { HardwareVtep } from '../../sources/hardware-vtep.js'
import type { Subject } from '../../sources/switch.js'
import type { Vtep, VtepReads, VtepRow } from '../../sources/vtep.js'
import type { FamilyDeclaration, Sample } from '../declaration.js'
import { each } from '../samples.js'
import { faults, NO_MODES, subjects, type VtepCollectorDeclaration } from './vtep-collector.js'

const READS = {
  Physical_Switch: ['name', 'ports'],
  Physical_Port: ['_uuid', 'name', 'vlan_bindings', 'acl_bindings?', 'vlan_stats', 'port_fault_status'],
  Logical_Switch: ['_uuid', 'name'],
  Logical_Binding_Stats: ['_uuid', 'packets_from_local', 'bytes_from_local', 'packets_to_local', 'bytes_to_local'],
} as const satisfies VtepReads

type Reading = Vtep<typeof READS>
type Counter = Exclude<keyof HardwareVtep['Logical_Binding_Stats'], '_uuid' | '_version'>

const LABELS = ['switch', 'port']

/** In the order of vtep(5), Physical_Port, "Error Notification". */
const FAULTS = ['invalid_vlan_map', 'invalid_ACL_binding', 'unspecified_fault']

/** Ports, and the bindings of their VLANs to logical switches (vtep(5), Physical_Port and Logical_Binding_Stats). */
export const VTEP_PORT = {
  name: 'vtep_port',
  help: 'physical ports, their faults, and what their bindings to logical switches count',
  modes: NO_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'vtep_port_vlan_bindings',
      type: 'gauge',
      help: 'Number of VLANs of the port that are bound to a logical switch.',
      labels: LABELS,
      source: 'Physical_Port.vlan_bindings',
      since: '2.1',
      samples: (reading) => each(portsOf(reading), ({ vlan_bindings }) => vlan_bindings.size),
    },
    {
      name: 'vtep_port_acl_bindings',
      type: 'gauge',
      help: 'Number of access control lists that are bound to the port or to a VLAN of it.',
      labels: LABELS,
      source: 'Physical_Port.acl_bindings',
      since: '2.5',
      samples: (reading) => each(portsOf(reading), ({ acl_bindings }) => acl_bindings?.size),
    },
    {
      name: 'vtep_port_fault',
      type: 'gauge',
      help: 'Whether the port has the fault.',
      labels: [...LABELS, 'fault'],
      source: 'Physical_Port.port_fault_status',
      since: '2.1',
      samples: (reading) => faults(portsOf(reading), FAULTS, ({ port_fault_status }) => port_fault_status),
    },
    binding('packets_from_local', 'vtep_binding_from_local_packets_total', 'Packets of the VLAN that the switch sent.'),
    binding('bytes_from_local', 'vtep_binding_from_local_bytes_total', 'Bytes of the VLAN that the switch sent.'),
    binding(
      'packets_to_local',
      'vtep_binding_to_local_packets_total',
      'Packets that the switch received for the VLAN.',
    ),
    binding('bytes_to_local', 'vtep_binding_to_local_bytes_total', 'Bytes that the switch received for the VLAN.'),
  ],
} as const satisfies VtepCollectorDeclaration<typeof READS>

function binding(column: Counter, name: string, help: string): FamilyDeclaration<Reading> {
  return {
    name,
    type: 'counter',
    help,
    labels: [...LABELS, 'vlan', 'logical_switch'],
    source: `Logical_Binding_Stats.${column}`,
    since: '2.1',
    *samples(reading): Iterable<Sample> {
      const counters = new Map(reading.tables.Logical_Binding_Stats.map((row) => [row._uuid as string, row]))
      const names = new Map(reading.tables.Logical_Switch.map((row) => [row._uuid as string, row.name]))
      for (const { row, names: labels } of portsOf(reading)) {
        for (const [vlan, uuid] of row.vlan_stats) {
          const logical = row.vlan_bindings.get(vlan)
          const further = { vlan: String(vlan), logical_switch: logical && names.get(logical) }
          yield [{ ...labels, ...further }, counters.get(uuid)?.[column]]
        }
      }
    },
  }
}

/** A name ought to be unique within its switch, which the database cannot enforce. */
function portsOf({ tables }: Reading): readonly Subject<VtepRow<typeof READS, 'Physical_Port'>>[] {
  const rows = new Map(tables.Physical_Port.map((row) => [row._uuid as string, row]))
  return subjects(
    tables.Physical_Switch.flatMap(({ name, ports }) =>
      ports.flatMap((uuid) => {
        const row = rows.get(uuid)
        return row === undefined ? [] : [[row, { switch: name, port: row.name }] as const]
      }),
    ),
  )
}
