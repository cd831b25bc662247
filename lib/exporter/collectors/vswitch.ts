import { SWITCH_MODES } from '../config/config.js'
import type { TableReads } from '../sources/table-reads.js'
import type { Sample } from './declaration.js'
import { flag } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const READS = {
  Open_vSwitch: [
    'bridges',
    'next_cfg',
    'cur_cfg',
    'ovs_version',
    'db_version',
    'system_type',
    'system_version',
    'dpdk_version?',
    'dpdk_initialized?',
  ],
} as const satisfies TableReads

/** The switch as a whole (ovs-vswitchd.conf.db(5), Open_vSwitch): one row. */
export const VSWITCH = {
  name: 'vswitch',
  help: 'the version of the switch, and whether ovs-vswitchd keeps up with its configuration',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_build_info',
      type: 'info',
      help: 'Always 1; the labels tell the versions of Open vSwitch, its database schema, DPDK and the system.',
      labels: ['ovs_version', 'db_version', 'dpdk_version', 'system_type', 'system_version'],
      source: 'Open_vSwitch.ovs_version, db_version, dpdk_version, system_type, system_version',
      samples: ({ tables }) =>
        tables.Open_vSwitch.map(
          ({ ovs_version, db_version, dpdk_version, system_type, system_version }): Sample => [
            { ovs_version, db_version, dpdk_version, system_type, system_version },
            1,
          ],
        ),
    },
    {
      name: 'ovs_bridges',
      type: 'gauge',
      help: 'Number of bridges.',
      labels: [],
      source: 'Open_vSwitch.bridges',
      samples: ({ tables }) => tables.Open_vSwitch.map(({ bridges }): Sample => [{}, bridges.length]),
    },
    {
      name: 'ovs_configuration_lag',
      type: 'gauge',
      help: 'Changes of the configuration that ovs-vswitchd has not carried out yet: next_cfg less cur_cfg.',
      labels: [],
      source: 'Open_vSwitch.next_cfg, cur_cfg',
      samples: ({ tables }) =>
        tables.Open_vSwitch.map(({ next_cfg, cur_cfg }): Sample => [{}, BigInt(next_cfg) - BigInt(cur_cfg)]),
    },
    {
      name: 'ovs_dpdk_initialized',
      type: 'gauge',
      help: 'Whether the DPDK library is initialized.',
      labels: [],
      source: 'Open_vSwitch.dpdk_initialized',
      since: '2.10',
      samples: ({ tables }) => tables.Open_vSwitch.map(({ dpdk_initialized }): Sample => [{}, flag(dpdk_initialized)]),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>
