import { ETCD_FAULTS, NETMASTER_FAULTS } from './contiv/faults.js'
import { CLUSTER_FAULTS, OVSDB_FAULTS } from './ovsdb/faults.js'
import { OWN_FAULTS } from './own/faults.js'
import { UNIXCTL_FAULTS } from './unixctl/faults.js'

export interface Section {
  readonly title: string
  /** Title of each fault, by the name under which it is recorded. */
  readonly faults: Readonly<Record<string, string>>
}

/** Every fault that the specs of this folder let happen, in the order of docs/reliability.md. */
export const SECTIONS = [
  { title: 'ovsdb-server, and the way to it', faults: OVSDB_FAULTS },
  { title: 'A cluster of three', faults: CLUSTER_FAULTS },
  { title: 'Control sockets', faults: UNIXCTL_FAULTS },
  { title: 'etcd', faults: ETCD_FAULTS },
  { title: 'Netmaster', faults: NETMASTER_FAULTS },
  { title: 'The exporter itself', faults: OWN_FAULTS },
] as const satisfies readonly Section[]

type Names<S> = S extends { readonly faults: infer Faults } ? keyof Faults & string : never

export type FaultName = Names<(typeof SECTIONS)[number]>
