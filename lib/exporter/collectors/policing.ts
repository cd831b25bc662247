import type { Integer } from '../../ovsdb/index.js'
import { SWITCH_MODES } from '../config/config.js'
import { INTERFACE_LABELS } from '../sources/interface-labels.js'
import { SUBJECT_READS } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import { each, times } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const READS = {
  ...SUBJECT_READS,
  Interface: [
    ...SUBJECT_READS.Interface,
    'ingress_policing_rate',
    'ingress_policing_burst',
    'ingress_policing_kpkts_rate?',
    'ingress_policing_kpkts_burst?',
  ],
} as const satisfies TableReads

/** The columns are in thousands of bits, of 1000, and in thousands of packets. */
const KILOBIT = 1000 / 8
const KILOPACKET = 1000

/** Ingress policing of interfaces (ovs-vswitchd.conf.db(5), Interface, "Ingress Policing"). */
export const POLICING = {
  name: 'policing',
  help: 'the ingress policing of interfaces, where it is on',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_interface_ingress_policing_rate_bytes_per_second',
      type: 'gauge',
      help: 'Rate beyond which what the interface receives is dropped.',
      labels: INTERFACE_LABELS,
      source: 'Interface.ingress_policing_rate',
      samples: ({ interfaces }) =>
        each(interfaces, ({ ingress_policing_rate: rate }) => times(positive(rate), KILOBIT)),
    },
    {
      name: 'ovs_interface_ingress_policing_burst_bytes',
      type: 'gauge',
      help: 'Burst beyond that rate; absent where the default of 8,000 kbit holds.',
      labels: INTERFACE_LABELS,
      source: 'Interface.ingress_policing_burst',
      samples: ({ interfaces }) =>
        each(interfaces, ({ ingress_policing_rate: rate, ingress_policing_burst: burst }) =>
          times(positive(rate) && positive(burst), KILOBIT),
        ),
    },
    {
      name: 'ovs_interface_ingress_policing_rate_packets_per_second',
      type: 'gauge',
      help: 'Rate of packets beyond which what the interface receives is dropped.',
      labels: INTERFACE_LABELS,
      source: 'Interface.ingress_policing_kpkts_rate',
      since: '2.16',
      samples: ({ interfaces }) =>
        each(interfaces, ({ ingress_policing_kpkts_rate: rate }) => times(positive(rate), KILOPACKET)),
    },
    {
      name: 'ovs_interface_ingress_policing_burst_packets',
      type: 'gauge',
      help: 'Burst of packets beyond that rate; absent where the default of 16,000 packets holds.',
      labels: INTERFACE_LABELS,
      source: 'Interface.ingress_policing_kpkts_burst',
      since: '2.16',
      samples: ({ interfaces }) =>
        each(interfaces, ({ ingress_policing_kpkts_rate: rate, ingress_policing_kpkts_burst: burst }) =>
          times(positive(rate) && positive(burst), KILOPACKET),
        ),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>

/** 0 turns policing off, whatever the burst, or asks for the default burst. */
function positive(value: Integer | undefined): Integer | undefined {
  return value === undefined || value === 0 ? undefined : value
}
