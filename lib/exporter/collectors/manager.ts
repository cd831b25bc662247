import type { OpenVSwitch, Row } from '../../ovsdb/index.js'
import { SWITCH_MODES } from '../config/config.js'
import { type Subject, type Switch, subject } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import { CONNECTION_STATES } from './controller.js'
import { each, flag, info, numberOf, stateSet } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const MANAGER_COLUMNS = ['target', 'is_connected', 'status'] as const

const READS = { Manager: MANAGER_COLUMNS } as const satisfies TableReads

type Manager = Row<OpenVSwitch, 'Manager', (typeof MANAGER_COLUMNS)[number]>

const LABELS = ['target']

/** Managers of the database (ovs-vswitchd.conf.db(5), Manager, "Status"). */
export const MANAGER = {
  name: 'manager',
  help: 'managers of the OVSDB database, and their connections',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_manager_connected',
      type: 'gauge',
      help: 'Whether there is a connection to the manager.',
      labels: LABELS,
      source: 'Manager.is_connected',
      samples: (reading) => each(managersOf(reading), ({ is_connected }) => flag(is_connected)),
    },
    {
      name: 'ovs_manager_connection_state',
      type: 'gauge',
      help: 'State of the connection: 1 for the one it is in, 0 for the others.',
      labels: [...LABELS, 'state'],
      source: 'Manager.status:state',
      samples: (reading) =>
        stateSet(managersOf(reading), 'state', CONNECTION_STATES, ({ status }) => status.get('state')),
    },
    {
      name: 'ovs_manager_connections',
      type: 'gauge',
      help: 'Number of connections to a target that listens; told when there are several.',
      labels: LABELS,
      source: 'Manager.status:n_connections',
      samples: (reading) => each(managersOf(reading), ({ status }) => numberOf(status.get('n_connections'))),
    },
    {
      name: 'ovs_manager_last_connect_age_seconds',
      type: 'gauge',
      help: 'Time since the manager last connected.',
      labels: LABELS,
      source: 'Manager.status:sec_since_connect',
      samples: (reading) => each(managersOf(reading), ({ status }) => numberOf(status.get('sec_since_connect'))),
    },
    {
      name: 'ovs_manager_last_disconnect_age_seconds',
      type: 'gauge',
      help: 'Time since the manager last disconnected.',
      labels: LABELS,
      source: 'Manager.status:sec_since_disconnect',
      samples: (reading) => each(managersOf(reading), ({ status }) => numberOf(status.get('sec_since_disconnect'))),
    },
    {
      name: 'ovs_manager_last_error_info',
      type: 'info',
      help: 'Always 1, where there was an error; the label tells the last one.',
      labels: [...LABELS, 'error'],
      source: 'Manager.status:last_error',
      samples: (reading) => info(managersOf(reading), ({ status }) => ({ error: status.get('last_error') })),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>

function managersOf({ tables }: Switch<typeof READS>): readonly Subject<Manager>[] {
  return tables.Manager.map((row) => subject(row, { target: row.target }))
}
