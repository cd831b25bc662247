import { type LacpCounter, type LacpPort, parseLacpShowStats } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, FamilyDeclaration, Sample } from '../declaration.js'
import { withMembers } from './with-members.js'

type Reading = readonly LacpPort[]

const COUNTERS: readonly (readonly [counter: LacpCounter, name: string, help: string])[] = [
  ['sentPdus', 'transmit_pdus', 'LACP messages sent.'],
  ['receivedPdus', 'receive_pdus', 'LACP messages received.'],
  ['receivedBadPdus', 'receive_bad_pdus', 'LACP messages received that were not understood.'],
  ['receivedMarkerRequests', 'receive_marker_requests', 'Requests of the marker protocol received.'],
  ['linkExpired', 'link_expirations', 'Times that the information about the partner grew too old.'],
  ['linkDefaulted', 'link_defaults', 'Times that the information about the partner was given up.'],
  ['carrierChanged', 'carrier_changes', 'Times that the carrier came or went.'],
]

/** LACP on the members of bonds. */
export const LACP = {
  name: 'lacp',
  help: 'what LACP counts on each member of a bond',
  modes: SWITCH_MODES,
  enabled: true,
  families: COUNTERS.map(
    ([counter, name, help]): FamilyDeclaration<Reading> => ({
      name: `ovs_lacp_${name}_total`,
      type: 'counter',
      help,
      labels: ['port', 'interface'],
      source: 'lacp/show-stats',
      since: '2.10',
      *samples(ports): Iterable<Sample> {
        for (const port of ports) {
          for (const member of port.members) {
            yield [{ port: port.name, interface: member.name }, member.counters[counter]]
          }
        }
      },
    }),
  ),
} as const satisfies CollectorDeclaration<Reading>

export async function readLacp(ask: Ask, isTold: (interfaceName: string) => boolean): Promise<Reading> {
  const ports = parseLacpShowStats((await ask('lacp/show-stats')) ?? '')
  return withMembers(ports, isTold)
}
