import { COUNTS } from './counts.js'
import type { CollectorDescription } from './declaration.js'
import { INVENTORY } from './inventory.js'
import { TRAFFIC } from './switch.js'
import * as unixctl from './unixctl/index.js'

/**
 * Every collector there is, in the order of the text. From here come the flags, `--help`, and the catalogue; what reads
 * for them is put together in `switch-parts.ts` and `netmaster-parts.ts`.
 */
export const COLLECTORS: readonly CollectorDescription[] = [
  TRAFFIC,
  INVENTORY,
  COUNTS,
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
