// Generated from the schema of Open_vSwitch 8.3.1. Do not edit.

import type { Immutable, Integer, Uuid } from '../value/types.js'

/**
 * The tables of the database `Open_vSwitch`.
 *
 * @example
 * import { operations } from 'ovsdb-exporter'
 *
 * const everyRow = operations<OpenVSwitch>().select('AutoAttach', { columns: ['_uuid'] })
 */
export interface OpenVSwitch {
  readonly AutoAttach: AutoAttachRow
  readonly Bridge: BridgeRow
  readonly CT_Timeout_Policy: CTTimeoutPolicyRow
  readonly CT_Zone: CTZoneRow
  readonly Controller: ControllerRow
  readonly Datapath: DatapathRow
  readonly Flow_Sample_Collector_Set: FlowSampleCollectorSetRow
  readonly Flow_Table: FlowTableRow
  readonly IPFIX: IPFIXRow
  readonly Interface: InterfaceRow
  readonly Manager: ManagerRow
  readonly Mirror: MirrorRow
  readonly NetFlow: NetFlowRow
  readonly Open_vSwitch: OpenVSwitchRow
  readonly Port: PortRow
  readonly QoS: QoSRow
  readonly Queue: QueueRow
  readonly SSL: SSLRow
  readonly sFlow: SFlowRow
}

/** A row of the table `AutoAttach` of {@link OpenVSwitch}. */
export interface AutoAttachRow {
  readonly _uuid: Uuid<'AutoAttach'>
  readonly _version: Uuid
  readonly mappings: ReadonlyMap<number, number>
  readonly system_description: string
  readonly system_name: string
}

/** A row of the table `Bridge` of {@link OpenVSwitch}. */
export interface BridgeRow extends Immutable<'name'> {
  readonly _uuid: Uuid<'Bridge'>
  readonly _version: Uuid
  readonly auto_attach: Uuid<'AutoAttach'> | undefined
  readonly controller: readonly Uuid<'Controller'>[]
  readonly datapath_id: string | undefined
  readonly datapath_type: string
  readonly datapath_version: string
  readonly external_ids: ReadonlyMap<string, string>
  readonly fail_mode: 'secure' | 'standalone' | undefined
  readonly flood_vlans: readonly number[]
  readonly flow_tables: ReadonlyMap<number, Uuid<'Flow_Table'>>
  readonly ipfix: Uuid<'IPFIX'> | undefined
  readonly mcast_snooping_enable: boolean
  readonly mirrors: readonly Uuid<'Mirror'>[]
  readonly name: string
  readonly netflow: Uuid<'NetFlow'> | undefined
  readonly other_config: ReadonlyMap<string, string>
  readonly ports: readonly Uuid<'Port'>[]
  readonly protocols: readonly ('OpenFlow10' | 'OpenFlow11' | 'OpenFlow12' | 'OpenFlow13' | 'OpenFlow14' | 'OpenFlow15')[]
  readonly rstp_enable: boolean
  readonly rstp_status: ReadonlyMap<string, string>
  readonly sflow: Uuid<'sFlow'> | undefined
  readonly status: ReadonlyMap<string, string>
  readonly stp_enable: boolean
}

/** A row of the table `CT_Timeout_Policy` of {@link OpenVSwitch}. */
export interface CTTimeoutPolicyRow {
  readonly _uuid: Uuid<'CT_Timeout_Policy'>
  readonly _version: Uuid
  readonly external_ids: ReadonlyMap<string, string>
  readonly timeouts: ReadonlyMap<'icmp_first' | 'icmp_reply' | 'tcp_close' | 'tcp_close_wait' | 'tcp_established' | 'tcp_fin_wait' | 'tcp_last_ack' | 'tcp_retransmit' | 'tcp_syn_recv' | 'tcp_syn_sent' | 'tcp_syn_sent2' | 'tcp_time_wait' | 'tcp_unack' | 'udp_first' | 'udp_multiple' | 'udp_single', number>
}

/** A row of the table `CT_Zone` of {@link OpenVSwitch}. */
export interface CTZoneRow {
  readonly _uuid: Uuid<'CT_Zone'>
  readonly _version: Uuid
  readonly external_ids: ReadonlyMap<string, string>
  readonly timeout_policy: Uuid<'CT_Timeout_Policy'> | undefined
}

/** A row of the table `Controller` of {@link OpenVSwitch}. */
export interface ControllerRow {
  readonly _uuid: Uuid<'Controller'>
  readonly _version: Uuid
  readonly connection_mode: 'in-band' | 'out-of-band' | undefined
  readonly controller_burst_limit: Integer | undefined
  readonly controller_queue_size: number | undefined
  readonly controller_rate_limit: Integer | undefined
  readonly enable_async_messages: boolean | undefined
  readonly external_ids: ReadonlyMap<string, string>
  readonly inactivity_probe: Integer | undefined
  readonly is_connected: boolean
  readonly local_gateway: string | undefined
  readonly local_ip: string | undefined
  readonly local_netmask: string | undefined
  readonly max_backoff: Integer | undefined
  readonly other_config: ReadonlyMap<string, string>
  readonly role: 'master' | 'other' | 'slave' | undefined
  readonly status: ReadonlyMap<string, string>
  readonly target: string
  readonly type: 'primary' | 'service' | undefined
}

/** A row of the table `Datapath` of {@link OpenVSwitch}. */
export interface DatapathRow {
  readonly _uuid: Uuid<'Datapath'>
  readonly _version: Uuid
  readonly capabilities: ReadonlyMap<string, string>
  readonly ct_zones: ReadonlyMap<number, Uuid<'CT_Zone'>>
  readonly datapath_version: string
  readonly external_ids: ReadonlyMap<string, string>
}

/** A row of the table `Flow_Sample_Collector_Set` of {@link OpenVSwitch}. */
export interface FlowSampleCollectorSetRow {
  readonly _uuid: Uuid<'Flow_Sample_Collector_Set'>
  readonly _version: Uuid
  readonly bridge: Uuid<'Bridge'>
  readonly external_ids: ReadonlyMap<string, string>
  readonly id: number
  readonly ipfix: Uuid<'IPFIX'> | undefined
}

/** A row of the table `Flow_Table` of {@link OpenVSwitch}. */
export interface FlowTableRow {
  readonly _uuid: Uuid<'Flow_Table'>
  readonly _version: Uuid
  readonly external_ids: ReadonlyMap<string, string>
  readonly flow_limit: Integer | undefined
  readonly groups: readonly string[]
  readonly name: string | undefined
  readonly overflow_policy: 'evict' | 'refuse' | undefined
  readonly prefixes: readonly string[]
}

/** A row of the table `IPFIX` of {@link OpenVSwitch}. */
export interface IPFIXRow {
  readonly _uuid: Uuid<'IPFIX'>
  readonly _version: Uuid
  readonly cache_active_timeout: number | undefined
  readonly cache_max_flows: number | undefined
  readonly external_ids: ReadonlyMap<string, string>
  readonly obs_domain_id: number | undefined
  readonly obs_point_id: number | undefined
  readonly other_config: ReadonlyMap<string, string>
  readonly sampling: number | undefined
  readonly targets: readonly string[]
}

/** A row of the table `Interface` of {@link OpenVSwitch}. */
export interface InterfaceRow extends Immutable<'name'> {
  readonly _uuid: Uuid<'Interface'>
  readonly _version: Uuid
  readonly admin_state: 'down' | 'up' | undefined
  readonly bfd: ReadonlyMap<string, string>
  readonly bfd_status: ReadonlyMap<string, string>
  readonly cfm_fault: boolean | undefined
  readonly cfm_fault_status: readonly string[]
  readonly cfm_flap_count: Integer | undefined
  readonly cfm_health: number | undefined
  readonly cfm_mpid: Integer | undefined
  readonly cfm_remote_mpids: readonly Integer[]
  readonly cfm_remote_opstate: 'down' | 'up' | undefined
  readonly duplex: 'full' | 'half' | undefined
  readonly error: string | undefined
  readonly external_ids: ReadonlyMap<string, string>
  readonly ifindex: number | undefined
  readonly ingress_policing_burst: Integer
  readonly ingress_policing_kpkts_burst: Integer
  readonly ingress_policing_kpkts_rate: Integer
  readonly ingress_policing_rate: Integer
  readonly lacp_current: boolean | undefined
  readonly link_resets: Integer | undefined
  readonly link_speed: Integer | undefined
  readonly link_state: 'down' | 'up' | undefined
  readonly lldp: ReadonlyMap<string, string>
  readonly mac: string | undefined
  readonly mac_in_use: string | undefined
  readonly mtu: Integer | undefined
  readonly mtu_request: Integer | undefined
  readonly name: string
  readonly ofport: Integer | undefined
  readonly ofport_request: number | undefined
  readonly options: ReadonlyMap<string, string>
  readonly other_config: ReadonlyMap<string, string>
  readonly statistics: ReadonlyMap<string, Integer>
  readonly status: ReadonlyMap<string, string>
  readonly type: string
}

/** A row of the table `Manager` of {@link OpenVSwitch}. */
export interface ManagerRow {
  readonly _uuid: Uuid<'Manager'>
  readonly _version: Uuid
  readonly connection_mode: 'in-band' | 'out-of-band' | undefined
  readonly external_ids: ReadonlyMap<string, string>
  readonly inactivity_probe: Integer | undefined
  readonly is_connected: boolean
  readonly max_backoff: Integer | undefined
  readonly other_config: ReadonlyMap<string, string>
  readonly status: ReadonlyMap<string, string>
  readonly target: string
}

/** A row of the table `Mirror` of {@link OpenVSwitch}. */
export interface MirrorRow {
  readonly _uuid: Uuid<'Mirror'>
  readonly _version: Uuid
  readonly external_ids: ReadonlyMap<string, string>
  readonly name: string
  readonly output_port: Uuid<'Port'> | undefined
  readonly output_vlan: number | undefined
  readonly select_all: boolean
  readonly select_dst_port: readonly Uuid<'Port'>[]
  readonly select_src_port: readonly Uuid<'Port'>[]
  readonly select_vlan: readonly number[]
  readonly snaplen: number | undefined
  readonly statistics: ReadonlyMap<string, Integer>
}

/** A row of the table `NetFlow` of {@link OpenVSwitch}. */
export interface NetFlowRow {
  readonly _uuid: Uuid<'NetFlow'>
  readonly _version: Uuid
  readonly active_timeout: Integer
  readonly add_id_to_interface: boolean
  readonly engine_id: number | undefined
  readonly engine_type: number | undefined
  readonly external_ids: ReadonlyMap<string, string>
  readonly targets: readonly string[]
}

/** A row of the table `Open_vSwitch` of {@link OpenVSwitch}. */
export interface OpenVSwitchRow {
  readonly _uuid: Uuid<'Open_vSwitch'>
  readonly _version: Uuid
  readonly bridges: readonly Uuid<'Bridge'>[]
  readonly cur_cfg: Integer
  readonly datapath_types: readonly string[]
  readonly datapaths: ReadonlyMap<string, Uuid<'Datapath'>>
  readonly db_version: string | undefined
  readonly dpdk_initialized: boolean
  readonly dpdk_version: string | undefined
  readonly external_ids: ReadonlyMap<string, string>
  readonly iface_types: readonly string[]
  readonly manager_options: readonly Uuid<'Manager'>[]
  readonly next_cfg: Integer
  readonly other_config: ReadonlyMap<string, string>
  readonly ovs_version: string | undefined
  readonly ssl: Uuid<'SSL'> | undefined
  readonly statistics: ReadonlyMap<string, string>
  readonly system_type: string | undefined
  readonly system_version: string | undefined
}

/** A row of the table `Port` of {@link OpenVSwitch}. */
export interface PortRow extends Immutable<'name'> {
  readonly _uuid: Uuid<'Port'>
  readonly _version: Uuid
  readonly bond_active_slave: string | undefined
  readonly bond_downdelay: Integer
  readonly bond_fake_iface: boolean
  readonly bond_mode: 'active-backup' | 'balance-slb' | 'balance-tcp' | undefined
  readonly bond_updelay: Integer
  readonly cvlans: readonly number[]
  readonly external_ids: ReadonlyMap<string, string>
  readonly fake_bridge: boolean
  readonly interfaces: readonly Uuid<'Interface'>[]
  readonly lacp: 'active' | 'off' | 'passive' | undefined
  readonly mac: string | undefined
  readonly name: string
  readonly other_config: ReadonlyMap<string, string>
  readonly protected: boolean
  readonly qos: Uuid<'QoS'> | undefined
  readonly rstp_statistics: ReadonlyMap<string, Integer>
  readonly rstp_status: ReadonlyMap<string, string>
  readonly statistics: ReadonlyMap<string, Integer>
  readonly status: ReadonlyMap<string, string>
  readonly tag: number | undefined
  readonly trunks: readonly number[]
  readonly vlan_mode: 'access' | 'dot1q-tunnel' | 'native-tagged' | 'native-untagged' | 'trunk' | undefined
}

/** A row of the table `QoS` of {@link OpenVSwitch}. */
export interface QoSRow {
  readonly _uuid: Uuid<'QoS'>
  readonly _version: Uuid
  readonly external_ids: ReadonlyMap<string, string>
  readonly other_config: ReadonlyMap<string, string>
  readonly queues: ReadonlyMap<number, Uuid<'Queue'>>
  readonly type: string
}

/** A row of the table `Queue` of {@link OpenVSwitch}. */
export interface QueueRow {
  readonly _uuid: Uuid<'Queue'>
  readonly _version: Uuid
  readonly dscp: number | undefined
  readonly external_ids: ReadonlyMap<string, string>
  readonly other_config: ReadonlyMap<string, string>
}

/** A row of the table `SSL` of {@link OpenVSwitch}. */
export interface SSLRow {
  readonly _uuid: Uuid<'SSL'>
  readonly _version: Uuid
  readonly bootstrap_ca_cert: boolean
  readonly ca_cert: string
  readonly certificate: string
  readonly external_ids: ReadonlyMap<string, string>
  readonly private_key: string
}

/** A row of the table `sFlow` of {@link OpenVSwitch}. */
export interface SFlowRow {
  readonly _uuid: Uuid<'sFlow'>
  readonly _version: Uuid
  readonly agent: string | undefined
  readonly external_ids: ReadonlyMap<string, string>
  readonly header: Integer | undefined
  readonly polling: Integer | undefined
  readonly sampling: Integer | undefined
  readonly targets: readonly string[]
}
