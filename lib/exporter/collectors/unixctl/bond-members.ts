import { type Bond, type BondMember, parseBondShow } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, Sample } from '../declaration.js'
import { flag, times } from '../samples.js'
import { withMembers } from './with-members.js'

type Reading = readonly Bond[]

/** Bonds as ovs-vswitchd runs them. */
export const BOND_MEMBERS = {
  name: 'bond_members',
  help: 'the state of bonds and of their members, as ovs-vswitchd runs them',
  modes: SWITCH_MODES,
  enabled: true,
  families: [
    {
      name: 'ovs_bond_lacp_negotiated',
      type: 'gauge',
      help: 'Whether the partner of the bond speaks LACP; only where LACP is configured.',
      labels: ['port'],
      source: 'bond/show',
      samples: (bonds) =>
        bonds.map(
          ({ name, lacpStatus }): Sample => [
            { port: name },
            lacpStatus === 'off' || lacpStatus === undefined ? undefined : flag(lacpStatus === 'negotiated'),
          ],
        ),
    },
    {
      name: 'ovs_bond_member_enabled',
      type: 'gauge',
      help: 'Whether the bond sends and receives by the member.',
      labels: ['port', 'interface'],
      source: 'bond/show',
      samples: (bonds) => members(bonds, ({ enabled }) => flag(enabled)),
    },
    {
      name: 'ovs_bond_member_may_enable',
      type: 'gauge',
      help: 'Whether the bond could send and receive by the member: its link is up, and LACP agrees.',
      labels: ['port', 'interface'],
      source: 'bond/show',
      samples: (bonds) => members(bonds, ({ mayEnable }) => flag(mayEnable)),
    },
    {
      name: 'ovs_bond_member_active',
      type: 'gauge',
      help: 'Whether the member is the active one of the bond.',
      labels: ['port', 'interface'],
      source: 'bond/show',
      samples: (bonds) => members(bonds, ({ active }) => flag(active)),
    },
    {
      name: 'ovs_bond_member_load_bytes',
      type: 'gauge',
      help: 'What the member carried lately, as the balancing of the bond weighs it, in steps of 1024; only where it balances.',
      labels: ['port', 'interface'],
      source: 'bond/show',
      samples: (bonds) => members(bonds, ({ load }) => times(load, 1024)),
    },
  ],
} as const satisfies CollectorDeclaration<Reading>

export async function readBondMembers(ask: Ask, isTold: (interfaceName: string) => boolean): Promise<Reading> {
  return withMembers(parseBondShow((await ask('bond/show')) ?? ''), isTold)
}

function* members(bonds: Reading, value: (member: BondMember) => Sample[1]): Iterable<Sample> {
  for (const { name, members } of bonds) {
    for (const member of members) yield [{ port: name, interface: member.name }, value(member)]
  }
}
