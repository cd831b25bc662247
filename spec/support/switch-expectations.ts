import type { ShownRow } from './ovs-vsctl.js'

/** Every table that samples are expected from, as ovs-vsctl shows it. */
export type ShownTables = Readonly<Record<(typeof SHOWN_TABLES)[number], readonly ShownRow[]>>

export const SHOWN_TABLES = [
  'Open_vSwitch',
  'Bridge',
  'Port',
  'Interface',
  'Mirror',
  'Controller',
  'Manager',
  'QoS',
  'Queue',
  'Datapath',
  'CT_Zone',
  'NetFlow',
  'sFlow',
  'IPFIX',
  'Flow_Sample_Collector_Set',
] as const

type Labels = Readonly<Record<string, string | undefined>>
type Emit = (name: string, labels: Labels, value: string | number | undefined) => void

/**
 * The samples of every family from OVSDB but traffic, worked out from what ovs-vsctl shows: by another way than the
 * exporter's, so that one mistake is not made twice. Written as `samplesOf` writes them.
 */
export function expectedSamples(tables: ShownTables): readonly string[] {
  const samples: string[] = []
  const emit: Emit = (name, labels, value) => {
    if (value === undefined) return
    const pairs = Object.entries(labels).flatMap(([key, text]) => (text ? [`${key}=${JSON.stringify(text)}`] : []))
    samples.push(`${name}{${pairs.sort().join(',')}} ${value}`)
  }
  for (const row of tables.Open_vSwitch) expectSwitch(emit, row, tables)
  for (const bridge of tables.Bridge) expectBridge(emit, bridge, tables)
  for (const manager of tables.Manager) {
    expectConnection(emit, 'ovs_manager', manager, { target: manager.one('target') })
    emit('ovs_manager_connections', { target: manager.one('target') }, manager.map('status').n_connections)
  }
  const types = tables.QoS.map((qos) => qos.one('type') ?? '')
  for (const type of new Set(types)) emit('ovs_qos_records', { type }, types.filter((other) => other === type).length)
  emit('ovs_queue_records', {}, tables.Queue.length || undefined)
  return samples.sort()
}

function expectSwitch(emit: Emit, row: ShownRow, tables: ShownTables): void {
  const versions = ['ovs_version', 'db_version', 'dpdk_version', 'system_type', 'system_version']
  emit('ovs_build_info', Object.fromEntries(versions.map((name) => [name, row.one(name)])), 1)
  emit('ovs_bridges', {}, row.many('bridges').length)
  emit('ovs_configuration_lag', {}, Number(row.one('next_cfg')) - Number(row.one('cur_cfg')))
  emit('ovs_dpdk_initialized', {}, bit(row.one('dpdk_initialized')))
  for (const [datapath, uuid] of Object.entries(row.map('datapaths'))) {
    const shown = byUuid(tables.Datapath, uuid)
    emit('ovs_datapath_info', { datapath, version: shown?.one('datapath_version') }, 1)
    for (const [capability, value] of Object.entries(shown?.map('capabilities') ?? {})) {
      emit('ovs_datapath_capability', { datapath, capability }, bit(value) ?? value)
    }
    const zones = Object.values(shown?.map('ct_zones') ?? {})
    const own = zones.filter((zone) => byUuid(tables.CT_Zone, zone)?.one('timeout_policy') !== undefined)
    emit('ovs_datapath_ct_zones', { datapath }, zones.length || undefined)
    emit('ovs_datapath_ct_zone_timeout_policies', { datapath }, zones.length > 0 ? own.length : undefined)
  }
}

function expectBridge(emit: Emit, bridge: ShownRow, tables: ShownTables): void {
  const name = bridge.one('name')
  const labels = { bridge: name }
  emit(
    'ovs_bridge_info',
    {
      ...labels,
      datapath_type: bridge.one('datapath_type') || 'system',
      datapath_id: bridge.one('datapath_id'),
      datapath_version: bridge.one('datapath_version'),
      fail_mode: bridge.one('fail_mode'),
    },
    1,
  )
  emit('ovs_bridge_ports', labels, bridge.many('ports').length)
  emit('ovs_bridge_stp_enabled', labels, bit(bridge.one('stp_enable')))
  emit('ovs_bridge_rstp_enabled', labels, bit(bridge.one('rstp_enable')))
  emit('ovs_bridge_multicast_snooping_enabled', labels, bit(bridge.one('mcast_snooping_enable')))
  const stp = bridge.map('status')
  if (stp.stp_bridge_id !== undefined) {
    const { stp_bridge_id: bridge_id, stp_designated_root: designated_root } = stp
    emit('ovs_bridge_stp_info', { ...labels, bridge_id, designated_root }, 1)
    emit('ovs_bridge_stp_root', labels, bridge_id === designated_root ? 1 : 0)
    emit('ovs_bridge_stp_root_path_cost', labels, stp.stp_root_path_cost)
  }
  const rstp = bridge.map('rstp_status')
  if (rstp.rstp_bridge_id !== undefined) {
    const { rstp_bridge_id: bridge_id, rstp_root_id: root_id, rstp_designated_id: designated_id } = rstp
    const { rstp_designated_port_id: designated_port_id, rstp_bridge_port_id: bridge_port_id } = rstp
    const ids = { bridge_id, root_id, designated_id, designated_port_id, bridge_port_id }
    emit('ovs_bridge_rstp_info', { ...labels, ...ids }, 1)
    emit('ovs_bridge_rstp_root', labels, bridge_id === root_id ? 1 : 0)
    emit('ovs_bridge_rstp_root_path_cost', labels, rstp.rstp_root_path_cost)
  }
  for (const [family, table, column] of [
    ['ovs_bridge_netflow_targets', tables.NetFlow, 'netflow'],
    ['ovs_bridge_sflow_targets', tables.sFlow, 'sflow'],
    ['ovs_bridge_ipfix_targets', tables.IPFIX, 'ipfix'],
  ] as const) {
    emit(family, labels, byUuid(table, bridge.one(column))?.many('targets').length)
  }
  const sets = tables.Flow_Sample_Collector_Set.filter((set) => set.one('bridge') === bridge.one('_uuid'))
  emit('ovs_bridge_flow_sample_collector_sets', labels, sets.length || undefined)
  for (const uuid of bridge.many('mirrors')) {
    const mirror = byUuid(tables.Mirror, uuid)
    const names = { bridge: name, mirror: mirror?.one('name') }
    const output_port = byUuid(tables.Port, mirror?.one('output_port'))?.one('name')
    const output = { output_port, output_vlan: mirror?.one('output_vlan'), select_all: mirror?.one('select_all') }
    emit('ovs_mirror_info', { ...names, ...output }, 1)
    emit('ovs_mirror_transmit_packets_total', names, mirror?.map('statistics').tx_packets)
    emit('ovs_mirror_transmit_bytes_total', names, mirror?.map('statistics').tx_bytes)
  }
  for (const uuid of bridge.many('controller')) {
    const controller = byUuid(tables.Controller, uuid)
    if (controller !== undefined) expectController(emit, controller, { bridge: name, target: controller.one('target') })
  }
  for (const uuid of bridge.many('ports')) {
    const port = byUuid(tables.Port, uuid)
    if (port !== undefined) expectPort(emit, port, { bridge: name, port: port.one('name') }, tables)
  }
}

function expectController(emit: Emit, controller: ShownRow, labels: Labels): void {
  expectConnection(emit, 'ovs_controller', controller, labels)
  expectStates(emit, 'ovs_controller_role', labels, 'role', ['master', 'other', 'slave'], controller.one('role'))
  const status = controller.map('status')
  for (const cause of ['miss', 'action']) {
    for (const what of ['bypassed', 'queued', 'dropped']) {
      const value = status[`packet-in-${cause}-${what}`]
      emit(`ovs_controller_packet_in_${what}_packets_total`, { ...labels, cause }, value)
    }
    emit('ovs_controller_packet_in_backlog_packets', { ...labels, cause }, status[`packet-in-${cause}-backlog`])
  }
}

function expectConnection(emit: Emit, prefix: string, row: ShownRow, labels: Labels): void {
  const status = row.map('status')
  const states = ['VOID', 'BACKOFF', 'CONNECTING', 'ACTIVE', 'IDLE']
  emit(`${prefix}_connected`, labels, bit(row.one('is_connected')))
  expectStates(emit, `${prefix}_connection_state`, labels, 'state', states, status.state)
  emit(`${prefix}_last_connect_age_seconds`, labels, status.sec_since_connect)
  emit(`${prefix}_last_disconnect_age_seconds`, labels, status.sec_since_disconnect)
  if (status.last_error !== undefined) emit(`${prefix}_last_error_info`, { ...labels, error: status.last_error }, 1)
}

function expectPort(emit: Emit, port: ShownRow, labels: Labels, tables: ShownTables): void {
  const members = port.many('interfaces')
  emit('ovs_port_interfaces', labels, members.length)
  emit('ovs_port_vlan_tag', labels, port.one('tag'))
  emit('ovs_port_vlan_trunks', labels, port.many('trunks').length || undefined)
  const mode = port.one('vlan_mode')
  if (mode !== undefined) emit('ovs_port_vlan_mode_info', { ...labels, mode }, 1)
  const active = port.one('bond_active_slave')
  if (members.length > 1) {
    const modes = { mode: port.one('bond_mode'), lacp: port.one('lacp'), active_member_mac: active }
    emit('ovs_port_bond_info', { ...labels, ...modes }, 1)
  }
  const stp = port.map('status')
  if (stp.stp_port_id !== undefined) emit('ovs_port_stp_info', { ...labels, port_id: stp.stp_port_id }, 1)
  const stpStates = ['disabled', 'listening', 'learning', 'forwarding', 'blocking']
  expectStates(emit, 'ovs_port_stp_state', labels, 'state', stpStates, stp.stp_state)
  const stpRoles = ['root', 'designated', 'alternate', 'disabled']
  expectStates(emit, 'ovs_port_stp_role', labels, 'role', stpRoles, stp.stp_role)
  emit('ovs_port_stp_state_duration_seconds', labels, stp.stp_sec_in_state)
  const statistics = port.map('statistics')
  emit('ovs_port_stp_transmit_bpdus_total', labels, statistics.stp_tx_count)
  emit('ovs_port_stp_receive_bpdus_total', labels, statistics.stp_rx_count)
  emit('ovs_port_stp_receive_bad_bpdus_total', labels, statistics.stp_error_count)
  const rstp = port.map('rstp_status')
  if (rstp.rstp_port_id !== undefined) {
    const { rstp_port_id: port_id, rstp_designated_bridge_id: designated_bridge_id } = rstp
    const ids = { port_id, designated_bridge_id, designated_port_id: rstp.rstp_designated_port_id }
    emit('ovs_port_rstp_info', { ...labels, ...ids }, 1)
  }
  const rstpStates = ['Disabled', 'Learning', 'Forwarding', 'Discarding']
  expectStates(emit, 'ovs_port_rstp_state', labels, 'state', rstpStates, rstp.rstp_port_state)
  const rstpRoles = ['Root', 'Designated', 'Alternate', 'Backup', 'Disabled']
  expectStates(emit, 'ovs_port_rstp_role', labels, 'role', rstpRoles, rstp.rstp_port_role)
  emit('ovs_port_rstp_designated_path_cost', labels, rstp.rstp_designated_path_cost)
  const counted = port.map('rstp_statistics')
  emit('ovs_port_rstp_transmit_bpdus_total', labels, counted.rstp_tx_count)
  emit('ovs_port_rstp_receive_bpdus_total', labels, counted.rstp_rx_count)
  emit('ovs_port_rstp_receive_bad_bpdus_total', labels, counted.rstp_error_count)
  emit('ovs_port_rstp_uptime_seconds', labels, counted.rstp_uptime)
  const qos = byUuid(tables.QoS, port.one('qos'))
  if (qos !== undefined) {
    emit('ovs_port_qos_info', { ...labels, type: qos.one('type') }, 1)
    emit('ovs_port_qos_queues', labels, Object.keys(qos.map('queues')).length)
  }
  for (const uuid of members) {
    const member = byUuid(tables.Interface, uuid)
    if (member === undefined) continue
    const names = { ...labels, interface: member.one('name'), type: member.one('type') || 'system' }
    expectInterface(emit, member, names)
    if (active !== undefined) emit('ovs_interface_bond_active', names, active === member.one('mac_in_use') ? 1 : 0)
  }
}

function expectInterface(emit: Emit, row: ShownRow, labels: Labels): void {
  const status = row.map('status')
  const ids = row.map('external_ids')
  const facts = {
    mac: row.one('mac_in_use'),
    driver: status.driver_name,
    driver_version: status.driver_version,
    firmware_version: status.firmware_version,
    numa_node: status.numa_id,
    iface_id: ids['iface-id'],
    attached_mac: ids['attached-mac'],
    vm_id: ids['vm-id'],
  }
  if (Object.values(facts).some((fact) => fact)) emit('ovs_interface_info', { ...labels, ...facts }, 1)
  emit('ovs_interface_admin_up', labels, is(row.one('admin_state'), 'up'))
  emit('ovs_interface_link_up', labels, is(row.one('link_state'), 'up'))
  emit('ovs_interface_link_resets_total', labels, row.one('link_resets'))
  emit('ovs_interface_link_speed_bytes_per_second', labels, scaled(row.one('link_speed'), 1, 8))
  emit('ovs_interface_full_duplex', labels, is(row.one('duplex'), 'full'))
  emit('ovs_interface_mtu_bytes', labels, row.one('mtu'))
  emit('ovs_interface_ifindex', labels, row.one('ifindex'))
  emit('ovs_interface_ofport', labels, row.one('ofport'))
  const error = row.one('error')
  if (error !== undefined) emit('ovs_interface_error_info', { ...labels, error }, 1)
  const policing = (column: string, factor: number) => scaled(row.one(column), factor) || undefined
  emit('ovs_interface_ingress_policing_rate_bytes_per_second', labels, policing('ingress_policing_rate', 125))
  emit('ovs_interface_ingress_policing_burst_bytes', labels, policing('ingress_policing_burst', 125))
  emit('ovs_interface_ingress_policing_rate_packets_per_second', labels, policing('ingress_policing_kpkts_rate', 1000))
  emit('ovs_interface_ingress_policing_burst_packets', labels, policing('ingress_policing_kpkts_burst', 1000))
  const { remote_ip, local_ip, key } = row.map('options')
  if (remote_ip !== undefined) {
    const { source_ip, tunnel_egress_iface: egress_interface } = status
    emit('ovs_interface_tunnel_info', { ...labels, remote_ip, local_ip, key, source_ip, egress_interface }, 1)
  }
  emit('ovs_interface_tunnel_egress_link_up', labels, is(status.tunnel_egress_iface_carrier, 'up'))
  emit('ovs_interface_lacp_current', labels, bit(row.one('lacp_current')))
  const bfd = row.map('bfd_status')
  const states = ['admin_down', 'down', 'init', 'up']
  expectStates(emit, 'ovs_interface_bfd_state', labels, 'state', states, bfd.state)
  expectStates(emit, 'ovs_interface_bfd_remote_state', labels, 'state', states, bfd.remote_state)
  emit('ovs_interface_bfd_forwarding', labels, bit(bfd.forwarding))
  emit('ovs_interface_bfd_flaps_total', labels, bfd.flap_count)
  const { diagnostic, remote_diagnostic } = bfd
  if (diagnostic) emit('ovs_interface_bfd_diagnostic_info', { ...labels, diagnostic, remote_diagnostic }, 1)
  emit('ovs_interface_cfm_mpid', labels, row.one('cfm_mpid'))
  emit('ovs_interface_cfm_fault', labels, bit(row.one('cfm_fault')))
  emit('ovs_interface_cfm_flaps_total', labels, row.one('cfm_flap_count'))
  emit('ovs_interface_cfm_health_ratio', labels, scaled(row.one('cfm_health'), 1, 100))
  emit('ovs_interface_cfm_remote_up', labels, is(row.one('cfm_remote_opstate'), 'up'))
  if (row.one('cfm_fault') === undefined) return
  emit('ovs_interface_cfm_remote_points', labels, row.many('cfm_remote_mpids').length)
  for (const reason of ['recv', 'rdi', 'maid', 'loopback', 'overflow', 'override', 'interval']) {
    const holds = row.many('cfm_fault_status').includes(reason)
    emit('ovs_interface_cfm_fault_reason', { ...labels, reason }, holds ? 1 : 0)
  }
}

function expectStates(
  emit: Emit,
  name: string,
  labels: Labels,
  label: string,
  states: readonly string[],
  current: string | undefined,
): void {
  if (current === undefined) return
  for (const state of states) emit(name, { ...labels, [label]: state }, state === current ? 1 : 0)
}

function byUuid(rows: readonly ShownRow[], uuid: string | undefined): ShownRow | undefined {
  return rows.find((row) => row.one('_uuid') === uuid)
}

function bit(value: string | undefined): number | undefined {
  return value === 'true' ? 1 : value === 'false' ? 0 : undefined
}

function is(value: string | undefined, yes: string): number | undefined {
  return value === undefined ? undefined : Number(value === yes)
}

function scaled(value: string | undefined, factor: number, divisor = 1): number | undefined {
  return value === undefined ? undefined : (Number(value) * factor) / divisor
}
