import { join } from 'node:path'
import { type OvsdbServer, startOvsdbServer } from './ovsdb-server.js'
import { run } from './run.js'
import type { Scope } from './scope.js'

export const VTEP_SCHEMA = 'fixtures/ovsdb/vtep.ovsschema'

/** A hardware VTEP's database as vtep-ctl fills it, and what only a switch would write. */
export async function startConfiguredVtep(scope: Scope): Promise<OvsdbServer> {
  const ovsdb = await startOvsdbServer(scope, {
    schema: VTEP_SCHEMA,
    remotes: ['db:hardware_vtep,Global,managers'],
  })
  for (const command of COMMANDS) await vtepCtl(ovsdb, ...command.split(' '))
  await vtepCtl(ovsdb, 'set-manager', `punix:${join(ovsdb.dir, 'manager.sock')}`)
  await ovsdb.transact(WRITTEN_BY_THE_SWITCH)
  return ovsdb
}

/** Runs vtep-ctl, which shares nothing with the client under test. */
export function vtepCtl(ovsdb: OvsdbServer, ...args: readonly string[]): Promise<string> {
  return run('vtep-ctl', [`--db=${ovsdb.unix}`, ...args])
}

const COMMANDS = [
  'add-ps tor1 -- set Physical_Switch tor1 management_ips=10.0.0.1 tunnel_ips=10.1.0.1 description=rack',
  'add-port tor1 eth1 -- add-port tor1 eth2 -- add-ls blue -- add-ls green',
  'set Logical_Switch blue tunnel_key=42 replication_mode=source_node',
  'bind-ls tor1 eth1 10 blue -- bind-ls tor1 eth1 11 green -- bind-ls tor1 eth2 0 blue',
  'add-ucast-local blue 00:00:00:00:00:01 10.1.0.1 -- add-ucast-local blue 00:00:00:00:00:02 10.1.0.1',
  'add-ucast-remote blue 00:00:00:00:00:03 10.1.0.2 -- add-ucast-remote green 00:00:00:00:00:03 10.1.0.2',
  'add-mcast-local blue unknown-dst 10.1.0.1 -- add-mcast-remote green unknown-dst 10.1.0.2',
  'add-lr r1',
  '-- --id=@ls get Logical_Switch blue -- set Logical_Router r1 switch_binding:"10.2.0.1/24"=@ls',
]

const where = (name: string) => [['name', '==', name]]
const uuid = (name: string) => ['named-uuid', name]
const locator = (dst_ip: string) => ({ encapsulation_type: 'vxlan_over_ipv4', dst_ip, tunnel_key: 7 })
const BFD = { enabled: 'true', state: 'up', remote_state: 'init', forwarding: 'true', diagnostic: 'No Diagnostic' }

const WRITTEN_BY_THE_SWITCH = [
  {
    op: 'update',
    table: 'Physical_Switch',
    where: where('tor1'),
    row: { switch_fault_status: ['set', ['mac_table_exhaustion']] },
  },
  {
    op: 'insert',
    table: 'ACL_entry',
    'uuid-name': 'entry',
    row: { direction: 'ingress', action: 'deny', acle_fault_status: 'max' },
  },
  { op: 'insert', table: 'ACL', 'uuid-name': 'acl', row: { acl_name: 'web', acl_entries: uuid('entry') } },
  {
    op: 'insert',
    table: 'Logical_Binding_Stats',
    'uuid-name': 'counters',
    row: { packets_from_local: 1, bytes_from_local: 100, packets_to_local: 2, bytes_to_local: 300 },
  },
  {
    op: 'update',
    table: 'Physical_Port',
    where: where('eth1'),
    row: {
      port_fault_status: 'invalid_vlan_map',
      vlan_stats: ['map', [[10, uuid('counters')]]],
      acl_bindings: ['map', [[0, uuid('acl')]]],
    },
  },
  {
    op: 'update',
    table: 'Logical_Router',
    where: where('r1'),
    row: { static_routes: ['map', [['0.0.0.0/0', '10.2.0.254']]] },
  },
  { op: 'insert', table: 'Physical_Locator', 'uuid-name': 'local', row: locator('10.1.0.1') },
  { op: 'insert', table: 'Physical_Locator', 'uuid-name': 'remote', row: locator('10.1.0.2') },
  {
    op: 'insert',
    table: 'Tunnel',
    'uuid-name': 'tunnel',
    row: {
      local: uuid('local'),
      remote: uuid('remote'),
      bfd_status: ['map', Object.entries(BFD)],
    },
  },
  { op: 'mutate', table: 'Physical_Switch', where: where('tor1'), mutations: [['tunnels', 'insert', uuid('tunnel')]] },
]
