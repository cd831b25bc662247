import type { OvsdbServer } from './ovsdb-server.js'

/** What a spec says of an interface; the rest is as the schema has it. */
export interface PortSpec {
  readonly bridge: string
  readonly name: string
  /** Default: the same as the port. */
  readonly interface?: string
  readonly type?: string
  readonly externalIds?: ReadonlyArray<readonly [string, string]>
  readonly statistics?: Statistics
}

/** Keys and values; a value beyond 2^53 is to be given as a bigint. */
export type Statistics = ReadonlyArray<readonly [string, number | bigint]>

/** Operations that add a port with one interface to a bridge, as ovs-vsctl and ovs-vswitchd would between them. */
export function addPort({ bridge, name, type = '', externalIds = [], statistics = [], ...spec }: PortSpec): object[] {
  const row = {
    name: spec.interface ?? name,
    type,
    external_ids: ['map', externalIds],
    statistics: ['map', statistics],
  }
  return [
    { op: 'insert', table: 'Interface', 'uuid-name': 'interface', row },
    { op: 'insert', table: 'Port', 'uuid-name': 'port', row: { name, interfaces: ['named-uuid', 'interface'] } },
    mutateRow('Bridge', bridge, ['ports', 'insert', ['named-uuid', 'port']]),
  ]
}

/** Operations that add an empty bridge. */
export function addBridge(name: string): object[] {
  return [
    { op: 'insert', table: 'Bridge', 'uuid-name': 'bridge', row: { name } },
    { op: 'mutate', table: 'Open_vSwitch', where: [], mutations: [['bridges', 'insert', ['named-uuid', 'bridge']]] },
  ]
}

/** Operations that take a port off its bridge; nothing refers to its interface then, and both are gone. */
export async function removePort(ovsdb: OvsdbServer, bridge: string, name: string): Promise<object[]> {
  return [mutateRow('Bridge', bridge, ['ports', 'delete', await portUuid(ovsdb, name)])]
}

/** Operations that move a port to another bridge. */
export async function movePort(ovsdb: OvsdbServer, from: string, to: string, name: string): Promise<object[]> {
  const uuid = await portUuid(ovsdb, name)
  return [mutateRow('Bridge', from, ['ports', 'delete', uuid]), mutateRow('Bridge', to, ['ports', 'insert', uuid])]
}

async function portUuid(ovsdb: OvsdbServer, name: string): Promise<unknown> {
  const where = [['name', '==', name]]
  const [{ rows }] = (await ovsdb.transact([{ op: 'select', table: 'Port', where, columns: ['_uuid'] }])) as [
    { rows: readonly { _uuid: unknown }[] },
  ]
  return rows[0]?._uuid
}

/** Operations that replace all statistics of an interface. */
export function setStatistics(name: string, statistics: Statistics): object[] {
  return [{ op: 'update', table: 'Interface', where: [['name', '==', name]], row: { statistics: ['map', statistics] } }]
}

/** The statistics of every interface, by name. Counters beyond 2^53 lose digits here. */
export async function statisticsOf(ovsdb: OvsdbServer): Promise<ReadonlyMap<string, Statistics>> {
  const columns = ['name', 'statistics']
  const [{ rows }] = (await ovsdb.transact([{ op: 'select', table: 'Interface', where: [], columns }])) as [
    { rows: readonly { name: string; statistics: readonly ['map', Statistics] }[] },
  ]
  return new Map(rows.map(({ name, statistics: [, pairs] }) => [name, pairs]))
}

function mutateRow(table: string, name: string, mutation: readonly unknown[]): object {
  return { op: 'mutate', table, where: [['name', '==', name]], mutations: [mutation] }
}
