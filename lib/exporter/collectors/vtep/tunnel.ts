import type { Subject } from '../../sources/switch.js'
import type { Vtep, VtepReads, VtepRow } from '../../sources/vtep.js'
import { BFD_STATES } from '../bfd.js'
import { each, info, stateSet, whether } from '../samples.js'
import { NO_MODES, subjects, type VtepCollectorDeclaration, type VtepLabels } from './vtep-collector.js'

const READS = {
  Physical_Switch: ['name', 'tunnels?'],
  Tunnel: ['_uuid', 'local', 'remote', 'bfd_status'],
  Physical_Locator: ['_uuid', 'dst_ip', 'tunnel_key?'],
} as const satisfies VtepReads

type Reading = Vtep<typeof READS>

/** The key is told where each tunnel has one of its own, and not each logical switch (vtep(5), Logical_Switch). */
const LABELS = ['switch', 'local_ip', 'remote_ip', 'tunnel_key']

/** Tunnels, and whether BFD finds that their other end can be reached (vtep(5), Tunnel, "BFD Status"). */
export const VTEP_TUNNEL = {
  name: 'vtep_tunnel',
  help: 'tunnels, and their BFD sessions where BFD is on',
  modes: NO_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'vtep_switch_tunnels',
      type: 'gauge',
      help: 'Number of tunnels that the switch made.',
      labels: ['switch'],
      source: 'Physical_Switch.tunnels',
      since: '2.3',
      samples: ({ tables }) => tables.Physical_Switch.map(({ name, tunnels }) => [{ switch: name }, tunnels?.length]),
    },
    {
      name: 'vtep_physical_locators',
      type: 'gauge',
      help: 'Number of endpoints to which traffic of logical switches may be sent.',
      labels: [],
      source: 'Physical_Locator',
      since: '2.1',
      samples: ({ tables }) => [[{}, tables.Physical_Locator.length]],
    },
    {
      name: 'vtep_tunnel_bfd_enabled',
      type: 'gauge',
      help: 'Whether BFD could be turned on for the tunnel.',
      labels: LABELS,
      source: 'Tunnel.bfd_status:enabled',
      since: '2.3',
      samples: (reading) => each(tunnelsOf(reading), ({ bfd_status }) => whether(bfd_status.get('enabled'), 'true')),
    },
    {
      name: 'vtep_tunnel_bfd_state',
      type: 'gauge',
      help: 'State of the BFD session: 1 for the one it is in, 0 for the others.',
      labels: [...LABELS, 'state'],
      source: 'Tunnel.bfd_status:state',
      since: '2.3',
      samples: (reading) =>
        stateSet(tunnelsOf(reading), 'state', BFD_STATES, ({ bfd_status }) => bfd_status.get('state')),
    },
    {
      name: 'vtep_tunnel_bfd_remote_state',
      type: 'gauge',
      help: "State of the remote endpoint's BFD session: 1 for the one it is in, 0 for the others.",
      labels: [...LABELS, 'state'],
      source: 'Tunnel.bfd_status:remote_state',
      since: '2.3',
      samples: (reading) =>
        stateSet(tunnelsOf(reading), 'state', BFD_STATES, ({ bfd_status }) => bfd_status.get('remote_state')),
    },
    {
      name: 'vtep_tunnel_bfd_forwarding',
      type: 'gauge',
      help: 'Whether the BFD session believes that the tunnel may be used to forward traffic.',
      labels: LABELS,
      source: 'Tunnel.bfd_status:forwarding',
      since: '2.3',
      samples: (reading) => each(tunnelsOf(reading), ({ bfd_status }) => whether(bfd_status.get('forwarding'), 'true')),
    },
    {
      name: 'vtep_tunnel_bfd_diagnostic_info',
      type: 'info',
      help: 'Always 1; the labels tell why the session last changed its state, here and at the remote endpoint.',
      labels: [...LABELS, 'diagnostic', 'remote_diagnostic', 'info'],
      source: 'Tunnel.bfd_status:diagnostic, remote_diagnostic, info',
      since: '2.3',
      samples: (reading) =>
        info(tunnelsOf(reading), ({ bfd_status }) => ({
          diagnostic: bfd_status.get('diagnostic'),
          remote_diagnostic: bfd_status.get('remote_diagnostic'),
          info: bfd_status.get('info'),
        })),
    },
  ],
} as const satisfies VtepCollectorDeclaration<typeof READS>

function tunnelsOf({ tables }: Reading): readonly Subject<VtepRow<typeof READS, 'Tunnel'>>[] {
  const rows = new Map((tables.Tunnel ?? []).map((row) => [row._uuid as string, row]))
  const locators = new Map(tables.Physical_Locator.map((row) => [row._uuid as string, row]))
  return subjects(
    tables.Physical_Switch.flatMap(({ name, tunnels = [] }) =>
      tunnels.flatMap((uuid) => {
        const row = rows.get(uuid)
        if (row === undefined) return []
        const { dst_ip: local = '' } = locators.get(row.local) ?? {}
        const { dst_ip: remote = '', tunnel_key: key } = locators.get(row.remote) ?? {}
        const names: VtepLabels = { switch: name, local_ip: local, remote_ip: remote }
        return [[row, key === undefined ? names : { ...names, tunnel_key: String(key) }] as const]
      }),
    ),
  )
}
