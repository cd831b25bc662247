import type { OpenVSwitch, Row } from '../../ovsdb/index.js'
import { SWITCH_MODES } from '../config/config.js'
import { SUBJECT_READS, type Subject, type Switch, subject } from '../sources/switch.js'
import type { TableReads } from '../sources/table-reads.js'
import type { Sample } from './declaration.js'
import { distinct, each, flag, info, numberOf, stateSet } from './samples.js'
import type { TableCollectorDeclaration } from './table-collector.js'

const CONTROLLER_COLUMNS = ['_uuid', 'target', 'is_connected', 'role', 'status'] as const

const READS = {
  Bridge: [...SUBJECT_READS.Bridge, 'controller'],
  Controller: CONTROLLER_COLUMNS,
} as const satisfies TableReads

type Reading = Switch<typeof READS>
type Controller = Row<OpenVSwitch, 'Controller', (typeof CONTROLLER_COLUMNS)[number]>

const LABELS = ['bridge', 'target']
const ROLES = ['master', 'other', 'slave']
export const CONNECTION_STATES = ['VOID', 'BACKOFF', 'CONNECTING', 'ACTIVE', 'IDLE']

/** OpenFlow controllers (ovs-vswitchd.conf.db(5), Controller, "Controller Status"). */
export const CONTROLLER = {
  name: 'controller',
  help: 'the OpenFlow controllers: their connection, and the packets sent to them',
  modes: SWITCH_MODES,
  enabled: true,
  reads: READS,
  families: [
    {
      name: 'ovs_controller_connected',
      type: 'gauge',
      help: 'Whether the bridge is connected to the controller.',
      labels: LABELS,
      source: 'Controller.is_connected',
      samples: (reading) => each(controllersOf(reading), ({ is_connected }) => flag(is_connected)),
    },
    {
      name: 'ovs_controller_role',
      type: 'gauge',
      help: 'Role of the controller: 1 for the one it has, 0 for the others.',
      labels: [...LABELS, 'role'],
      source: 'Controller.role',
      samples: (reading) => stateSet(controllersOf(reading), 'role', ROLES, ({ role }) => role),
    },
    {
      name: 'ovs_controller_connection_state',
      type: 'gauge',
      help: 'State of the connection: 1 for the one it is in, 0 for the others.',
      labels: [...LABELS, 'state'],
      source: 'Controller.status:state',
      samples: (reading) =>
        stateSet(controllersOf(reading), 'state', CONNECTION_STATES, ({ status }) => status.get('state')),
    },
    {
      name: 'ovs_controller_last_connect_age_seconds',
      type: 'gauge',
      help: 'Time since the bridge last connected to the controller.',
      labels: LABELS,
      source: 'Controller.status:sec_since_connect',
      samples: (reading) => each(controllersOf(reading), ({ status }) => numberOf(status.get('sec_since_connect'))),
    },
    {
      name: 'ovs_controller_last_disconnect_age_seconds',
      type: 'gauge',
      help: 'Time since the bridge last lost the controller.',
      labels: LABELS,
      source: 'Controller.status:sec_since_disconnect',
      samples: (reading) => each(controllersOf(reading), ({ status }) => numberOf(status.get('sec_since_disconnect'))),
    },
    {
      name: 'ovs_controller_last_error_info',
      type: 'info',
      help: 'Always 1, where there was an error; the label tells the last one.',
      labels: [...LABELS, 'error'],
      source: 'Controller.status:last_error',
      samples: (reading) => info(controllersOf(reading), ({ status }) => ({ error: status.get('last_error') })),
    },
    {
      name: 'ovs_controller_packet_in_bypassed_packets_total',
      type: 'counter',
      help: 'Packets sent to the controller without queueing, by cause; only where packets to it are limited.',
      labels: [...LABELS, 'cause'],
      source: 'Controller.status:packet-in-TYPE-bypassed',
      samples: (reading) => packetIn(reading, 'bypassed'),
    },
    {
      name: 'ovs_controller_packet_in_queued_packets_total',
      type: 'counter',
      help: 'Packets queued to be sent to the controller later, by cause; only where packets to it are limited.',
      labels: [...LABELS, 'cause'],
      source: 'Controller.status:packet-in-TYPE-queued',
      samples: (reading) => packetIn(reading, 'queued'),
    },
    {
      name: 'ovs_controller_packet_in_dropped_packets_total',
      type: 'counter',
      help: 'Queued packets that were dropped because the queue was full, by cause; only where packets are limited.',
      labels: [...LABELS, 'cause'],
      source: 'Controller.status:packet-in-TYPE-dropped',
      samples: (reading) => packetIn(reading, 'dropped'),
    },
    {
      name: 'ovs_controller_packet_in_backlog_packets',
      type: 'gauge',
      help: 'Packets that are queued now, by cause; only where packets to the controller are limited.',
      labels: [...LABELS, 'cause'],
      source: 'Controller.status:packet-in-TYPE-backlog',
      samples: (reading) => packetIn(reading, 'backlog'),
    },
  ],
} as const satisfies TableCollectorDeclaration<typeof READS>

/** By cause: a table miss, or an action of a flow. */
function* packetIn(reading: Reading, what: string): Iterable<Sample> {
  for (const { row, labels } of controllersOf(reading)) {
    for (const cause of ['miss', 'action']) {
      yield [labels, numberOf(row.status.get(`packet-in-${cause}-${what}`)), ['cause', cause]]
    }
  }
}

/** Each target of a bridge once: the schema allows several rows of one target. */
function controllersOf({ tables, bridges }: Reading): readonly Subject<Controller>[] {
  const rows = new Map(tables.Controller.map((controller) => [controller._uuid as string, controller]))
  return bridges.flatMap(({ row: { name: bridge, controller } }) =>
    distinct(
      controller.flatMap((uuid) => rows.get(uuid) ?? []),
      ({ target }) => target,
    ).map((row) => subject(row, { bridge, target: row.target })),
  )
}
