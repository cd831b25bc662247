import pLimit, { type LimitFunction } from 'p-limit'
import type { z } from 'zod'
import { type Endpoint, networkTag } from './endpoint.js'
import { ContivError, HttpStatusError, PayloadError, UnreachableError } from './errors.js'
import { excerpt, LONGEST_REQUEST } from './excerpt.js'
import { HttpClient, type HttpGetter, readJson } from './http-client.js'
import type { LeaderSource } from './leader/leader-source.js'
import { type NetworkUsage, networkUsagePayload } from './objects-payload.js'
import {
  type EndpointGroup,
  endpointGroupsPayload,
  type Inspection,
  type Network,
  networkInspectPayload,
  networksPayload,
  parsePayload,
  type Tenant,
  tenantsPayload,
  versionPayload,
} from './payload.js'

export interface NetmasterOptions {
  readonly leader: LeaderSource
  /** Shared with the leader source, it counts both's requests. */
  readonly http?: HttpGetter | undefined
  /**
   * Inspect requests at once, of which each makes Netmaster read all endpoints of the cluster, and as many others.
   * Default {@link DEFAULT_CONCURRENCY}.
   */
  readonly concurrency?: number | undefined
}

export const DEFAULT_CONCURRENCY = 4

/**
 * Netmaster's REST API, as far as it is needed here. Remembers who leads; when a request fails it asks once who leads
 * now, and repeats the request if that is another.
 *
 * Every method rejects with a {@link ContivError}, or with the signal's reason.
 *
 * @example
 * const netmaster = new Netmaster({ leader: new FixedLeader(new URL('http://10.0.0.1:9999/')) })
 * const networks = await netmaster.networks()
 */
export class Netmaster {
  readonly #leader: LeaderSource
  readonly #http: HttpGetter
  readonly #inspects: LimitFunction
  readonly #others: LimitFunction
  #url: URL | undefined

  constructor({ leader, http = new HttpClient(), concurrency = DEFAULT_CONCURRENCY }: NetmasterOptions) {
    this.#leader = leader
    this.#http = http
    this.#inspects = pLimit(concurrency)
    this.#others = pLimit(concurrency)
  }

  /** Requests begun so far. */
  get requests(): number {
    return this.#http.requests
  }

  tenants(signal?: AbortSignal): Promise<readonly Tenant[]> {
    return this.get('api/v1/tenants/', tenantsPayload, signal)
  }

  networks(signal?: AbortSignal): Promise<readonly Network[]> {
    return this.get('api/v1/networks/', networksPayload, signal)
  }

  endpointGroups(signal?: AbortSignal): Promise<readonly EndpointGroup[]> {
    return this.get('api/v1/endpointGroups/', endpointGroupsPayload, signal)
  }

  /** The version Netmaster was built as; often ''. The lightest request there is. */
  version(signal?: AbortSignal): Promise<string> {
    return this.get('version', versionPayload, signal)
  }

  /**
   * The endpoints of one network, on all nodes; `undefined` when there is no such network (any more).
   * Endpoints without an id, or of another network, are left out.
   */
  async inspectNetwork(
    tenant: string,
    network: string,
    signal?: AbortSignal,
  ): Promise<readonly Endpoint[] | undefined> {
    const tag = networkTag({ tenant, name: network })
    const found = await this.#inspect(tenant, network, networkInspectPayload, signal)
    return found?.map((endpoint) => ({
      id: `${tag}-${endpoint.endpointID}`,
      tenant,
      network,
      group: endpoint.serviceName || undefined,
      host: endpoint.homingHost ?? '',
      container: endpoint.containerName ?? '',
      containerId: endpoint.containerID || undefined,
    }))
  }

  /** How much of a network is in use; `undefined` when there is no such network (any more). */
  networkUsage(tenant: string, network: string, signal?: AbortSignal): Promise<NetworkUsage | undefined> {
    return this.#inspect(tenant, network, networkUsagePayload, signal)
  }

  async #inspect<Content>(
    tenant: string,
    network: string,
    schema: z.ZodType<Inspection<Content>>,
    signal?: AbortSignal,
  ): Promise<Content | undefined> {
    const path = `api/v1/inspect/networks/${encodeURIComponent(tenant)}:${encodeURIComponent(network)}/`
    const expected = networkTag({ tenant, name: network })
    try {
      const { tag, content } = await this.#inspects(() => this.#get(path, schema, signal))
      if (tag === expected) return content
      const request = excerpt(`GET /${path}`, LONGEST_REQUEST)
      throw new PayloadError(`${request}: expected network ${excerpt(expected)}, got ${excerpt(tag)}`)
    } catch (error) {
      if (isNetworkNotFound(error)) return undefined
      throw error
    }
  }

  /**
   * Anything else there is to read.
   *
   * @param path without the slash in front; the one at the end matters
   * @example await netmaster.get('api/v1/policys/', policiesPayload)
   */
  get<Output>(path: string, schema: z.ZodType<Output>, signal?: AbortSignal): Promise<Output> {
    return this.#others(() => this.#get(path, schema, signal))
  }

  async #get<Output>(path: string, schema: z.ZodType<Output>, signal?: AbortSignal): Promise<Output> {
    const url = this.#url ?? (await this.#leader.resolve(signal))
    this.#url = url
    try {
      return await this.#ask(url, path, schema, signal)
    } catch (error) {
      if (!(error instanceof ContivError) || isNetworkNotFound(error)) throw error
      const next = await this.#resolveAgain(error, signal)
      if (next.href === url.href) throw error
      this.#url = next
      return this.#ask(next, path, schema, signal)
    }
  }

  async #ask<Output>(url: URL, path: string, schema: z.ZodType<Output>, signal?: AbortSignal): Promise<Output> {
    return parsePayload(
      schema,
      readJson(await this.#http.get(new URL(path, url), signal)),
      excerpt(`GET /${path}`, LONGEST_REQUEST),
    )
  }

  async #resolveAgain(error: ContivError, signal?: AbortSignal): Promise<URL> {
    try {
      return await this.#leader.resolve(signal)
    } catch (second) {
      if (!(second instanceof ContivError)) throw second
      throw new UnreachableError(`${error.message}; who leads now is unknown: ${second.message}`, { cause: error })
    }
  }
}

/** Netmaster answers 500, not 404, for an object that is gone. */
function isNetworkNotFound(error: unknown): boolean {
  return error instanceof HttpStatusError && error.status === 500 && error.text === 'network not found'
}
