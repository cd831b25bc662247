// Generated from the schema of hardware_vtep 1.7.0. Do not edit.

import type { Immutable, Integer, Uuid } from '../../ovsdb/index.js'

/**
 * The tables of the database `hardware_vtep`.
 *
 * @example
 * import { operations } from 'ovsdb-exporter'
 *
 * const everyRow = operations<HardwareVtep>().select('ACL', { columns: ['_uuid'] })
 */
export interface HardwareVtep {
  readonly ACL: ACLRow
  readonly ACL_entry: ACLEntryRow
  readonly Arp_Sources_Local: ArpSourcesLocalRow
  readonly Arp_Sources_Remote: ArpSourcesRemoteRow
  readonly Global: GlobalRow
  readonly Logical_Binding_Stats: LogicalBindingStatsRow
  readonly Logical_Router: LogicalRouterRow
  readonly Logical_Switch: LogicalSwitchRow
  readonly Manager: ManagerRow
  readonly Mcast_Macs_Local: McastMacsLocalRow
  readonly Mcast_Macs_Remote: McastMacsRemoteRow
  readonly Physical_Locator: PhysicalLocatorRow
  readonly Physical_Locator_Set: PhysicalLocatorSetRow
  readonly Physical_Port: PhysicalPortRow
  readonly Physical_Switch: PhysicalSwitchRow
  readonly Tunnel: TunnelRow
  readonly Ucast_Macs_Local: UcastMacsLocalRow
  readonly Ucast_Macs_Remote: UcastMacsRemoteRow
}

/** A row of the table `ACL` of {@link HardwareVtep}. */
export interface ACLRow {
  readonly _uuid: Uuid<'ACL'>
  readonly _version: Uuid
  readonly acl_entries: readonly Uuid<'ACL_entry'>[]
  readonly acl_fault_status: readonly string[]
  readonly acl_name: string
}

/** A row of the table `ACL_entry` of {@link HardwareVtep}. */
export interface ACLEntryRow {
  readonly _uuid: Uuid<'ACL_entry'>
  readonly _version: Uuid
  readonly acle_fault_status: readonly string[]
  readonly action: 'deny' | 'permit'
  readonly dest_ip: string | undefined
  readonly dest_mac: string | undefined
  readonly dest_mask: string | undefined
  readonly dest_port_max: Integer | undefined
  readonly dest_port_min: Integer | undefined
  readonly direction: 'egress' | 'ingress'
  readonly ethertype: string | undefined
  readonly icmp_code: Integer | undefined
  readonly icmp_type: Integer | undefined
  readonly protocol: Integer | undefined
  readonly sequence: Integer
  readonly source_ip: string | undefined
  readonly source_mac: string | undefined
  readonly source_mask: string | undefined
  readonly source_port_max: Integer | undefined
  readonly source_port_min: Integer | undefined
  readonly tcp_flags: Integer | undefined
  readonly tcp_flags_mask: Integer | undefined
}

/** A row of the table `Arp_Sources_Local` of {@link HardwareVtep}. */
export interface ArpSourcesLocalRow {
  readonly _uuid: Uuid<'Arp_Sources_Local'>
  readonly _version: Uuid
  readonly locator: Uuid<'Physical_Locator'>
  readonly src_mac: string
}

/** A row of the table `Arp_Sources_Remote` of {@link HardwareVtep}. */
export interface ArpSourcesRemoteRow {
  readonly _uuid: Uuid<'Arp_Sources_Remote'>
  readonly _version: Uuid
  readonly locator: Uuid<'Physical_Locator'>
  readonly src_mac: string
}

/** A row of the table `Global` of {@link HardwareVtep}. */
export interface GlobalRow {
  readonly _uuid: Uuid<'Global'>
  readonly _version: Uuid
  readonly managers: readonly Uuid<'Manager'>[]
  readonly other_config: ReadonlyMap<string, string>
  readonly switches: readonly Uuid<'Physical_Switch'>[]
}

/** A row of the table `Logical_Binding_Stats` of {@link HardwareVtep}. */
export interface LogicalBindingStatsRow {
  readonly _uuid: Uuid<'Logical_Binding_Stats'>
  readonly _version: Uuid
  readonly bytes_from_local: Integer
  readonly bytes_to_local: Integer
  readonly packets_from_local: Integer
  readonly packets_to_local: Integer
}

/** A row of the table `Logical_Router` of {@link HardwareVtep}. */
export interface LogicalRouterRow {
  readonly LR_fault_status: readonly string[]
  readonly _uuid: Uuid<'Logical_Router'>
  readonly _version: Uuid
  readonly acl_binding: ReadonlyMap<string, Uuid<'ACL'>>
  readonly description: string
  readonly name: string
  readonly other_config: ReadonlyMap<string, string>
  readonly static_routes: ReadonlyMap<string, string>
  readonly switch_binding: ReadonlyMap<string, Uuid<'Logical_Switch'>>
}

/** A row of the table `Logical_Switch` of {@link HardwareVtep}. */
export interface LogicalSwitchRow {
  readonly _uuid: Uuid<'Logical_Switch'>
  readonly _version: Uuid
  readonly description: string
  readonly name: string
  readonly other_config: ReadonlyMap<string, string>
  readonly replication_mode: 'service_node' | 'source_node' | undefined
  readonly tunnel_key: Integer | undefined
}

/** A row of the table `Manager` of {@link HardwareVtep}. */
export interface ManagerRow {
  readonly _uuid: Uuid<'Manager'>
  readonly _version: Uuid
  readonly inactivity_probe: Integer | undefined
  readonly is_connected: boolean
  readonly max_backoff: Integer | undefined
  readonly other_config: ReadonlyMap<string, string>
  readonly status: ReadonlyMap<string, string>
  readonly target: string
}

/** A row of the table `Mcast_Macs_Local` of {@link HardwareVtep}. */
export interface McastMacsLocalRow {
  readonly MAC: string
  readonly _uuid: Uuid<'Mcast_Macs_Local'>
  readonly _version: Uuid
  readonly ipaddr: string
  readonly locator_set: Uuid<'Physical_Locator_Set'>
  readonly logical_switch: Uuid<'Logical_Switch'>
}

/** A row of the table `Mcast_Macs_Remote` of {@link HardwareVtep}. */
export interface McastMacsRemoteRow {
  readonly MAC: string
  readonly _uuid: Uuid<'Mcast_Macs_Remote'>
  readonly _version: Uuid
  readonly ipaddr: string
  readonly locator_set: Uuid<'Physical_Locator_Set'>
  readonly logical_switch: Uuid<'Logical_Switch'>
}

/** A row of the table `Physical_Locator` of {@link HardwareVtep}. */
export interface PhysicalLocatorRow extends Immutable<'dst_ip' | 'encapsulation_type'> {
  readonly _uuid: Uuid<'Physical_Locator'>
  readonly _version: Uuid
  readonly dst_ip: string
  readonly encapsulation_type: 'vxlan_over_ipv4'
  readonly tunnel_key: Integer | undefined
}

/** A row of the table `Physical_Locator_Set` of {@link HardwareVtep}. */
export interface PhysicalLocatorSetRow extends Immutable<'locators'> {
  readonly _uuid: Uuid<'Physical_Locator_Set'>
  readonly _version: Uuid
  readonly locators: readonly Uuid<'Physical_Locator'>[]
}

/** A row of the table `Physical_Port` of {@link HardwareVtep}. */
export interface PhysicalPortRow {
  readonly _uuid: Uuid<'Physical_Port'>
  readonly _version: Uuid
  readonly acl_bindings: ReadonlyMap<number, Uuid<'ACL'>>
  readonly description: string
  readonly name: string
  readonly other_config: ReadonlyMap<string, string>
  readonly port_fault_status: readonly string[]
  readonly vlan_bindings: ReadonlyMap<number, Uuid<'Logical_Switch'>>
  readonly vlan_stats: ReadonlyMap<number, Uuid<'Logical_Binding_Stats'>>
}

/** A row of the table `Physical_Switch` of {@link HardwareVtep}. */
export interface PhysicalSwitchRow {
  readonly _uuid: Uuid<'Physical_Switch'>
  readonly _version: Uuid
  readonly description: string
  readonly management_ips: readonly string[]
  readonly name: string
  readonly other_config: ReadonlyMap<string, string>
  readonly ports: readonly Uuid<'Physical_Port'>[]
  readonly switch_fault_status: readonly string[]
  readonly tunnel_ips: readonly string[]
  readonly tunnels: readonly Uuid<'Tunnel'>[]
}

/** A row of the table `Tunnel` of {@link HardwareVtep}. */
export interface TunnelRow {
  readonly _uuid: Uuid<'Tunnel'>
  readonly _version: Uuid
  readonly bfd_config_local: ReadonlyMap<string, string>
  readonly bfd_config_remote: ReadonlyMap<string, string>
  readonly bfd_params: ReadonlyMap<string, string>
  readonly bfd_status: ReadonlyMap<string, string>
  readonly local: Uuid<'Physical_Locator'>
  readonly remote: Uuid<'Physical_Locator'>
}

/** A row of the table `Ucast_Macs_Local` of {@link HardwareVtep}. */
export interface UcastMacsLocalRow {
  readonly MAC: string
  readonly _uuid: Uuid<'Ucast_Macs_Local'>
  readonly _version: Uuid
  readonly ipaddr: string
  readonly locator: Uuid<'Physical_Locator'>
  readonly logical_switch: Uuid<'Logical_Switch'>
}

/** A row of the table `Ucast_Macs_Remote` of {@link HardwareVtep}. */
export interface UcastMacsRemoteRow {
  readonly MAC: string
  readonly _uuid: Uuid<'Ucast_Macs_Remote'>
  readonly _version: Uuid
  readonly ipaddr: string
  readonly locator: Uuid<'Physical_Locator'>
  readonly logical_switch: Uuid<'Logical_Switch'>
}
