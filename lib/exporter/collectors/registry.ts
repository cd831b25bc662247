import { BFD } from './bfd.js'
import { BOND } from './bond.js'
import { BRIDGE } from './bridge.js'
import { CFM } from './cfm.js'
import { CONTROLLER } from './controller.js'
import { COUNTS } from './counts.js'
import { DATAPATH } from './datapath.js'
import type { CollectorDescription } from './declaration.js'
import { FLOW_EXPORT } from './flow-export.js'
import { INTERFACE } from './interface.js'
import { INVENTORY } from './inventory.js'
import { MANAGER } from './manager.js'
import { MIRROR } from './mirror.js'
import { NETMASTER_OBJECTS } from './netmaster-objects.js'
import { NETWORK_USAGE } from './network-usage.js'
import { OVSDB } from './ovsdb.js'
import { POLICING } from './policing.js'
import { PORT } from './port.js'
import { QOS } from './qos.js'
import { RSTP } from './rstp.js'
import { STP } from './stp.js'
import { TRAFFIC } from './switch-traffic.js'
import { SYSTEM } from './system.js'
import type { AnyTableCollector } from './table-collector.js'
import { TUNNEL } from './tunnel.js'
import * as unixctl from './unixctl/index.js'
import { VSWITCH } from './vswitch.js'
import * as vtep from './vtep/index.js'

/** The collectors of what OVSDB holds. */
export const TABLE_COLLECTORS: readonly AnyTableCollector[] = [
  VSWITCH,
  BRIDGE,
  PORT,
  INTERFACE,
  POLICING,
  TUNNEL,
  BOND,
  STP,
  RSTP,
  BFD,
  CFM,
  MIRROR,
  CONTROLLER,
  MANAGER,
  QOS,
  DATAPATH,
  FLOW_EXPORT,
  SYSTEM,
]

/** The collectors of hardware VTEPs, which can only be probed. Their managers are those of any OVSDB server. */
export const VTEP_COLLECTORS: readonly vtep.AnyVtepCollector[] = [
  vtep.VTEP_SWITCH,
  vtep.VTEP_PORT,
  vtep.VTEP_TUNNEL,
  vtep.VTEP_LOGICAL_SWITCH,
  vtep.VTEP_MACS,
  vtep.VTEP_LOGICAL_ROUTER,
  vtep.VTEP_ACL,
  MANAGER,
]

/**
 * Every collector of a mode, in the order of the text. From here come the flags, `--help`, and the catalogue; what reads
 * for them is put together in `switch-parts.ts` and `netmaster-parts.ts`.
 */
export const COLLECTORS: readonly CollectorDescription[] = [
  OVSDB,
  TRAFFIC,
  ...TABLE_COLLECTORS,
  INVENTORY,
  COUNTS,
  NETMASTER_OBJECTS,
  NETWORK_USAGE,
  unixctl.COVERAGE,
  unixctl.MEMORY,
  unixctl.UPCALL,
  unixctl.DPCTL,
  unixctl.DPIF,
  unixctl.PMD,
  unixctl.PMD_QUEUES,
  unixctl.CONNTRACK,
  unixctl.LACP,
  unixctl.FDB,
  unixctl.BOND_MEMBERS,
  unixctl.QOS_QUEUES,
  unixctl.OVSDB_CLUSTER,
  unixctl.OVSDB_REPLICATION,
  unixctl.OVSDB_STORAGE,
]
