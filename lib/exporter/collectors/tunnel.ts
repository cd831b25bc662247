import { SWITCH_MODES } from '../config/config.js'
import { INTERFACE_LABELS } from '../sources/interface-labels.js'
import { SUBJECT_READS } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import { each, info, whether } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const READS = {
  ...SUBJECT_READS,
  Interface: [...SUBJECT_READS.Interface, 'options', 'status'],
} as const satisfies TableReads

/** Tunnels (ovs-vswitchd.conf.db(5), Interface, "Tunnel Options" and "Interface Status"). Keys of IPsec are not told. */
export const TUNNEL = {
  name: 'tunnel',
  help: 'where tunnels lead, and whether the way out has a link',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_interface_tunnel_info',
      type: 'info',
      help: 'Always 1, for tunnels; the labels tell both ends, the key, and the device that packets leave by.',
      labels: [...INTERFACE_LABELS, 'remote_ip', 'local_ip', 'key', 'source_ip', 'egress_interface'],
      source: 'Interface.options:remote_ip, local_ip, key, Interface.status:source_ip, tunnel_egress_iface',
      samples: ({ interfaces }) =>
        info(interfaces, ({ options, status }) =>
          options.has('remote_ip')
            ? {
                remote_ip: options.get('remote_ip'),
                local_ip: options.get('local_ip'),
                key: options.get('key'),
                source_ip: status.get('source_ip'),
                egress_interface: status.get('tunnel_egress_iface'),
              }
            : undefined,
        ),
    },
    {
      name: 'ovs_interface_tunnel_egress_link_up',
      type: 'gauge',
      help: "Whether the device that the tunnel's packets leave by has a link.",
      labels: INTERFACE_LABELS,
      source: 'Interface.status:tunnel_egress_iface_carrier',
      samples: ({ interfaces }) =>
        each(interfaces, ({ status }) => whether(status.get('tunnel_egress_iface_carrier'), 'up')),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>
