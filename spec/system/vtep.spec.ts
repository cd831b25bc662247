import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { startConfiguredVtep, VTEP_SCHEMA, vtepCtl } from '../support/configured-vtep.js'
import { startExporterProcess } from '../support/exporter.js'
import { freePort } from '../support/free-port.js'
import { type OvsdbServer, startOvsdbServer } from '../support/ovsdb-server.js'
import { promtool } from '../support/promtool.js'
import { samplesOf } from '../support/samples.js'
import { tempDir } from '../support/temp-dir.js'
import { writeWebConfig as writeYaml } from '../support/web-config.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'vtep-ctl', 'promtool')

/** What a probe of the server with the module of hardware VTEPs answers. */
async function probe(t: Test, { port, remote }: OvsdbServer): Promise<string> {
  const targets = [{ hosts: ['127.0.0.1'], ports: [port], transports: ['tcp'] }]
  const { path } = writeYaml(t, { targets, modules: { vtep: { database: 'hardware_vtep' } } })
  const { url } = await startExporterProcess(t, [
    ...['--ovsdb', `tcp:127.0.0.1:${await freePort()}`],
    ...['--probe.config.file', path],
  ])
  const response = await fetch(`${url}/probe?module=vtep&target=${remote}`)
  t.equal(response.status, 200)
  return response.text()
}

const isVtep = (name: string) => name.startsWith('vtep_')

t.test('a hardware VTEP, as vtep-ctl shows it', { skip }, async (t) => {
  const ovsdb = await startConfiguredVtep(t)
  const text = await probe(t, ovsdb)
  const told = samplesOf(text, isVtep)
  for (const table of ['Physical_Switch', 'Physical_Port', 'Logical_Switch', 'Tunnel', 'Physical_Locator']) {
    const rows = (await vtepCtl(ovsdb, '--columns=_uuid', '--format=csv', 'list', table)).trim().split('\n').length - 1
    const counted = {
      Physical_Switch: told.filter((sample) => sample.startsWith('vtep_switch_info{')).length,
      Physical_Port: told.filter((sample) => sample.startsWith('vtep_port_vlan_bindings{')).length,
      Logical_Switch: Number(told.find((sample) => sample.startsWith('vtep_logical_switches{}'))?.split(' ')[1]),
      Tunnel: told.filter((sample) => sample.startsWith('vtep_tunnel_bfd_enabled{')).length,
      Physical_Locator: Number(told.find((sample) => sample.startsWith('vtep_physical_locators{}'))?.split(' ')[1]),
    }[table]
    t.equal(counted, rows, table)
  }
  const port = 'port="eth1",switch="tor1"'
  const tunnel = 'local_ip="10.1.0.1",remote_ip="10.1.0.2",switch="tor1",tunnel_key="7"'
  const binding = `logical_switch="blue",${port},vlan="10"`
  const expected = [
    'vtep_acl_entries{acl="web"} 1',
    'vtep_acl_faults{acl="web"} 0',
    'vtep_acl_faulty_entries{acl="web"} 1',
    `vtep_binding_from_local_bytes_total{${binding}} 100`,
    `vtep_binding_from_local_packets_total{${binding}} 1`,
    `vtep_binding_to_local_bytes_total{${binding}} 300`,
    `vtep_binding_to_local_packets_total{${binding}} 2`,
    'vtep_logical_router_fault{fault="unspecified_fault",logical_router="r1"} 0',
    'vtep_logical_router_static_routes{logical_router="r1"} 1',
    'vtep_logical_router_switch_bindings{logical_router="r1"} 1',
    'vtep_logical_switch_info{logical_switch="blue",replication_mode="source_node",tunnel_key="42"} 1',
    'vtep_multicast_macs{logical_switch="blue",origin="local"} 1',
    'vtep_multicast_macs{logical_switch="green",origin="local"} 0',
    'vtep_multicast_macs{logical_switch="green",origin="remote"} 1',
    `vtep_port_acl_bindings{${port}} 1`,
    `vtep_port_fault{fault="invalid_vlan_map",${port}} 1`,
    `vtep_port_fault{fault="unspecified_fault",${port}} 0`,
    `vtep_port_vlan_bindings{${port}} 2`,
    'vtep_switch_fault{fault="mac_table_exhaustion",switch="tor1"} 1',
    'vtep_switch_fault{fault="tunnel_exhaustion",switch="tor1"} 0',
    'vtep_switch_info{description="rack",management_ips="10.0.0.1",switch="tor1",tunnel_ips="10.1.0.1"} 1',
    'vtep_switch_ports{switch="tor1"} 2',
    'vtep_switch_tunnels{switch="tor1"} 1',
    `vtep_tunnel_bfd_diagnostic_info{diagnostic="No Diagnostic",${tunnel}} 1`,
    `vtep_tunnel_bfd_forwarding{${tunnel}} 1`,
    'vtep_unicast_macs{logical_switch="blue",origin="local"} 2',
    'vtep_unicast_macs{logical_switch="green",origin="remote"} 1',
  ]
  t.strictSame(
    expected.filter((sample) => !told.includes(sample)),
    [],
  )
  t.match(text, /^ovs_up 1$/m)
  t.match(text, /^ovs_manager_connected\{target="punix:[^"]*"\} [01]$/m)
  t.notMatch(text, /^ovs_collector_success.* 0$/m)
  t.strictSame(await promtool(['check', 'metrics'], text), { status: 0, stdout: '', stderr: '' })
})

/** What later versions of the schema brought: 1.3.0 tunnels, 1.4 access control lists, 1.7.0 the rest. */
const YOUNG_TABLES = ['Tunnel', 'ACL', 'ACL_entry']
const YOUNG_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  Physical_Switch: ['tunnels'],
  Physical_Port: ['acl_bindings'],
  Logical_Switch: ['replication_mode'],
  Logical_Router: ['LR_fault_status', 'acl_binding'],
  Physical_Locator: ['tunnel_key'],
}

interface SchemaFile {
  readonly tables: Record<string, { readonly columns: Record<string, unknown>; indexes?: readonly string[][] }>
}

t.test('a VTEP with the schema of Open vSwitch 2.1', { skip }, async (t) => {
  const schema = JSON.parse(readFileSync(VTEP_SCHEMA, 'utf8')) as SchemaFile
  for (const table of YOUNG_TABLES) delete schema.tables[table]
  for (const [name, columns] of Object.entries(YOUNG_COLUMNS)) {
    const table = schema.tables[name]
    for (const column of columns) delete table?.columns[column]
    if (name === 'Physical_Locator' && table !== undefined) table.indexes = [['encapsulation_type', 'dst_ip']]
  }
  const file = join(tempDir(t), 'old-vtep.ovsschema')
  writeFileSync(file, JSON.stringify(schema))
  const ovsdb = await startOvsdbServer(t, { schema: file })
  await ovsdb.transact([
    { op: 'insert', table: 'Physical_Port', 'uuid-name': 'port', row: { name: 'eth1' } },
    {
      op: 'insert',
      table: 'Physical_Switch',
      'uuid-name': 'tor',
      row: { name: 'tor1', ports: ['named-uuid', 'port'] },
    },
    { op: 'insert', table: 'Global', row: { switches: ['named-uuid', 'tor'] } },
    { op: 'insert', table: 'Logical_Router', row: { name: 'r1' } },
  ])
  const text = await probe(t, ovsdb)
  t.notMatch(text, /^ovs_collector_success.* 0$/m)
  t.match(text, /^vtep_port_fault\{switch="tor1",port="eth1",fault="invalid_vlan_map"\} 0$/m)
  t.notMatch(text, /^vtep_(acl|tunnel|port_acl|logical_router_fault|switch_tunnels)/m)
})
