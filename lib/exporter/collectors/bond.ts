import { SWITCH_MODES } from '../config/config.js'
import { INTERFACE_LABELS } from '../sources/interface-labels.js'
import { SUBJECT_READS } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import type { Sample } from './declaration.js'
import { PORT_LABELS } from './port.js'
import { each, flag, info } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const READS = {
  ...SUBJECT_READS,
  Port: [...SUBJECT_READS.Port, 'bond_mode', 'lacp', 'bond_active_slave?'],
  Interface: [...SUBJECT_READS.Interface, 'lacp_current', 'mac_in_use'],
} as const satisfies TableReads

/** Bonds (ovs-vswitchd.conf.db(5), Port, "Bonding Configuration"). */
export const BOND = {
  name: 'bond',
  help: 'bonds: their mode, their active member, and LACP',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_port_bond_info',
      type: 'info',
      help: 'Always 1, for bonds; the labels tell the configured modes of the bond and of LACP, and the MAC address of the active member.',
      labels: [...PORT_LABELS, 'mode', 'lacp', 'active_member_mac'],
      source: 'Port.bond_mode, lacp, bond_active_slave',
      samples: ({ ports }) =>
        info(ports, ({ interfaces, bond_mode, lacp, bond_active_slave }) =>
          interfaces.length > 1 ? { mode: bond_mode, lacp, active_member_mac: bond_active_slave } : undefined,
        ),
    },
    {
      name: 'ovs_interface_bond_active',
      type: 'gauge',
      help: 'Whether the interface is the active member of its bond.',
      labels: INTERFACE_LABELS,
      source: 'Port.bond_active_slave',
      since: '2.4',
      *samples({ ports, interfaces }): Iterable<Sample> {
        const active = new Map(
          ports.flatMap(({ row }) => row.interfaces.map((uuid) => [uuid as string, row.bond_active_slave] as const)),
        )
        for (const { row, labels } of interfaces) {
          const mac = active.get(row._uuid)
          if (mac !== undefined) yield [labels, flag(mac === row.mac_in_use)]
        }
      },
    },
    {
      name: 'ovs_interface_lacp_current',
      type: 'gauge',
      help: 'Whether the interface has up-to-date LACP information from its partner; only where LACP is on.',
      labels: INTERFACE_LABELS,
      source: 'Interface.lacp_current',
      samples: ({ interfaces }) => each(interfaces, ({ lacp_current }) => flag(lacp_current)),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>
