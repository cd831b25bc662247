import type { AnsweringServer } from './answering-server.js'
import { type EndpointSpec, inspection, inspectPath } from './contiv.js'
import { startNetmaster } from './netmaster-server.js'
import { type OvsdbServer, type OvsdbServerOptions, startOvsdbServer } from './ovsdb-server.js'
import type { Scope } from './scope.js'
import { addBridge, addPort, setStatistics } from './switch-operations.js'

/** The networks that the captured Netmaster lists, and groups to put endpoints into. */
const NETWORKS = [
  { tenant: 'blue', network: 'web', group: 'frontend', container: 'web' },
  { tenant: 'blue', network: 'db', group: 'backend', container: 'db' },
  { tenant: 'default', network: 'contivnet', group: 'app', container: 'job' },
] as const

/** A database that stands for a switch with that many endpoints, and the Netmaster that knows them. */
export interface BusySwitch {
  readonly ovsdb: OvsdbServer
  readonly netmaster: AnsweringServer
  /** Writes one statistics update of all interfaces, as ovs-vswitchd does each five seconds. */
  count(): Promise<void>
  /** Writes one each five seconds until the scope ends. */
  keepCounting(): void
}

/** Endpoint `index` receives `(index % 50) * 25 kB` a second, and every 97th drops packets. */
export async function startBusySwitch(
  scope: Scope,
  size: number,
  options: OvsdbServerOptions = {},
): Promise<BusySwitch> {
  const ovsdb = await startOvsdbServer(scope, options)
  const netmaster = await startNetmaster(scope)
  await ovsdb.transact([{ op: 'insert', table: 'Open_vSwitch', row: {} }])
  await ovsdb.transact(addBridge('br-int'))
  const endpoints = NETWORKS.map((): EndpointSpec[] => [])
  const ports: object[] = []
  for (let index = 0; index < size; index++) {
    const which = index % NETWORKS.length
    const { tenant, network, group, container } = NETWORKS[which] ?? NETWORKS[0]
    const externalIds = [['endpoint-id', `${network}.${tenant}-${index}`]] as const
    const [iface, port] = addPort({
      bridge: 'br-int',
      name: nameOf(index),
      externalIds,
      statistics: statisticsOf(index, 0),
    })
    ports.push({ ...iface, 'uuid-name': `i${index}` }, { ...port, 'uuid-name': `p${index}` })
    endpoints[which]?.push({ id: `${index}`, container: `${container}-${index}`, host: 'node-1', group })
  }
  const uuids = Array.from({ length: size }, (_, index) => ['named-uuid', `p${index}`])
  await ovsdb.transact([
    ...ports.map((operation, index) => named(operation, index)),
    { op: 'mutate', table: 'Bridge', where: [], mutations: [['ports', 'insert', ['set', uuids]]] },
  ])
  await ovsdb.transact([stateOf('up', []), stateOf('down', [['name', '==', nameOf(1)]])])
  for (const [index, { tenant, network }] of NETWORKS.entries()) {
    netmaster.answer(inspectPath(tenant, network), inspection(tenant, network, endpoints[index] ?? []))
  }
  let updates = 0
  const count = async () => {
    updates++
    await ovsdb.transact(
      Array.from({ length: size }, (_, index) => setStatistics(nameOf(index), statisticsOf(index, updates))).flat(),
    )
  }
  return {
    ovsdb,
    netmaster,
    count,
    keepCounting: () => {
      const timer = setInterval(() => count().catch(() => {}), 5000)
      scope.teardown(() => clearInterval(timer))
    },
  }
}

export function nameOf(index: number): string {
  return `vvport${index + 1}`
}

/** The Port's reference to its interface, which {@link addPort} gives the same name each time. */
function named(operation: object, at: number): object {
  if (!('table' in operation) || operation.table !== 'Port') return operation
  const { row } = operation as { row?: object }
  return { ...operation, row: { ...row, interfaces: ['named-uuid', `i${(at - 1) / 2}`] } }
}

function stateOf(link: string, where: readonly unknown[]): object {
  return { op: 'update', table: 'Interface', where, row: { admin_state: 'up', link_state: link } }
}

/** The switch's side: what a container receives, it transmits. */
function statisticsOf(index: number, updates: number) {
  const wobble = 1 + Math.sin(updates / 2 + index) / 4
  const packets = updates === 0 ? 0 : Math.floor((index % 50) * 100 * 5 * (updates + wobble))
  const drops = index % 97 === 96 ? updates * 7 : 0
  return [
    ['tx_packets', packets],
    ['tx_bytes', packets * 250],
    ['rx_packets', Math.floor(packets / 2)],
    ['rx_bytes', Math.floor(packets / 2) * 90],
    ['rx_dropped', 0],
    ['tx_dropped', drops],
    ['rx_errors', 0],
    ['tx_errors', 0],
  ] as const
}
