import { type HttpGetter, type HttpResponse, UnreachableError } from '../../lib/contiv/index.js'
import type { RequestLog } from './request-log.js'
import type { VirtualClock } from './virtual-clock.js'

/** Netmaster and etcd answer after so many milliseconds. */
const LATENCY_MS = 20

export const ETCD = new URL('http://etcd:2379/')

const INSPECT = /^\/api\/v1\/inspect\/networks\/[^/]+:([^/]+)\/$/

/** A container on a node: of a network, with an id. */
export interface SimulatedEndpoint {
  readonly network: string
  readonly id: string
}

/** The endpoint as Netplugin writes it on its interface. */
export function idOf({ network, id }: SimulatedEndpoint): string {
  return `${network}.default-${id}`
}

/** The Netmasters of a cluster, and the etcd that says which of them leads. */
export class SimulatedContiv {
  /** The one that answers, if any does. */
  leader: string | undefined = 'netmaster-1:9999'
  /** The one that etcd names. */
  announced = 'netmaster-1:9999'
  readonly #clock: VirtualClock
  readonly #log: RequestLog
  readonly #networks: string

  constructor(clock: VirtualClock, networks: readonly string[], log: RequestLog) {
    this.#clock = clock
    this.#log = log
    this.#networks = JSON.stringify(networks.map((networkName) => ({ networkName, tenantName: 'default' })))
  }

  /**
   * How a node asks. Of a network it is told its own endpoints only: those of other nodes, which a real Netmaster tells
   * too, it would forget at once.
   */
  clientOf(node: { readonly endpoints: Iterable<SimulatedEndpoint> }): HttpGetter {
    let requests = 0
    const client = {
      get requests() {
        return requests
      },
      get: async (url: URL): Promise<HttpResponse> => {
        requests++
        await this.#clock.wait(LATENCY_MS)
        const answer = (body: string) => ({ request: `GET ${url}`, status: 200, body })
        if (url.host === ETCD.host) {
          this.#log.add('leader')
          return answer(JSON.stringify({ node: { value: this.announced } }))
        }
        const [, network] = INSPECT.exec(url.pathname) ?? []
        this.#log.add(url.host !== this.leader ? 'refused' : network !== undefined ? 'inspect' : pathKind(url))
        if (url.host !== this.leader) throw new UnreachableError(`GET ${url}: connect ECONNREFUSED`)
        if (network !== undefined) return answer(inspection(network, node.endpoints))
        return answer(url.pathname === '/version' ? '{"Version":""}' : this.#networks)
      },
    }
    return client
  }
}

function pathKind({ pathname }: URL): 'version' | 'list' {
  return pathname === '/version' ? 'version' : 'list'
}

function inspection(network: string, all: Iterable<SimulatedEndpoint>): string {
  const endpoints = [...all]
    .filter((endpoint) => endpoint.network === network)
    .map(({ id }) => ({ endpointID: id, network: `${network}.default`, containerName: id }))
  return JSON.stringify({ Config: { networkName: network, tenantName: 'default' }, Oper: { endpoints } })
}
