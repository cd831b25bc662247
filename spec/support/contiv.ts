import type { Answer, AnsweringServer } from './answering-server.js'
import { type EtcdServer, startEtcdServer } from './etcd-server.js'
import { startNetmaster } from './netmaster-server.js'
import type { Scope } from './scope.js'

/** A transaction that turns an empty database into the captured node, for `startOvsdbServer`. */
export const CAPTURED_NODE = { load: 'fixtures/ovsdb/load-contiv-node.json' }

export interface Contiv {
  readonly netmaster: AnsweringServer
  readonly etcd: EtcdServer
}

/** Starts the captured Netmaster, and the etcd that names it as the leader. */
export async function startContiv(scope: Scope): Promise<Contiv> {
  const netmaster = await startNetmaster(scope)
  const etcd = await startEtcdServer(scope, { leader: `127.0.0.1:${netmaster.port}` })
  return { netmaster, etcd }
}

/** An endpoint, as far as a spec wants to say. */
export interface EndpointSpec {
  readonly id: string
  readonly container: string
  readonly host?: string
  readonly group?: string
}

/** The path under which Netmaster tells a network's endpoints. */
export function inspectPath(tenant: string, network: string): string {
  return `/api/v1/inspect/networks/${tenant}:${network}/`
}

/** What Netmaster says of a network: empty members left out, as Netmaster does. */
export function inspection(tenant: string, network: string, endpoints: readonly EndpointSpec[]): Answer {
  const found = endpoints.map(({ id, container, host, group }) => ({
    endpointID: id,
    network: `${network}.${tenant}`,
    containerName: container,
    ...(host === undefined ? {} : { homingHost: host }),
    ...(group === undefined ? {} : { serviceName: group }),
  }))
  const Config = { networkName: network, tenantName: tenant }
  return { body: { Config, Oper: found.length === 0 ? {} : { endpoints: found } } }
}
